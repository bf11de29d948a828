import City
import CityFolder
import Directory
import Dossiers
import Exchange
import Journal
import Papers
import Store
import TestEngines
import Testing

@Suite struct MigrationTests {
    @Test func `every room's migration stands in the one list, once`() {
        #expect(Set(HouseMigrations.ofRooms.map(\.name)) == Set(HouseMigrations.order))
        #expect(HouseMigrations.order.count == HouseMigrations.all.count)
    }

    @Test func `the shipped beginning of the list is as it shipped`() {
        // The first release's steps. New ones go after them; these lines are never edited.
        let shipped = [
            "Journal.0001_create_journal", "Journal.0002_create_consumers", "Journal.0003_create_tree",
            "Journal.0004_create_erasure_and_timer", "CityFolder.0001_create_definition",
            "Directory.0001_create_subject", "Directory.0002_create_account", "Directory.0003_create_officer",
            "Directory.0004_create_access_log", "Papers.0001_create_upload", "Dossiers.0001_create_dossier",
            "Dossiers.0002_create_requests", "Dossiers.0003_create_readings",
        ]

        #expect(Array(HouseMigrations.order.prefix(shipped.count)) == shipped)
    }

    @Test(arguments: Engine.allCases)
    func `every statement of every room prepares on the house's schema`(engine: Engine) async throws {
        let home = try await TestDatabase(engine)
        try await home.database.migrate(HouseMigrations.all)

        let unprepared = try await home.unprepared(
            among: JournalStore.statements + PublishedDefinitions.statements + CitySources.statements
                + DirectoryStore.statements
                + PapersStore.statements + PageStore.statements + ComparedStore.statements + KeyStatements.all
                + ResultStore.statements
                + DossiersStatements.all + MessageStore.statements + PortalStore.statements
                + PortalInboxStore.statements)

        #expect(unprepared == [])
    }
}
