package import Catalogue
package import CityFolder
package import Civic
package import Directory
package import Dossiers
import Foundation
package import Journal
package import Papers
package import Store

/// The composition root: wires the rooms on the engine that the address of the database names.
package struct CityHouse: Sendable {
    package let files: HouseFiles
    package let database: any Database
    package let clock: any CityClock
    package let ids: IDGenerator
    package let keys: KeyRing
    package let bell: JournalBell
    package let catalogue: CatalogueBook
    package let directory: DirectoryBook
    package let desk: DossierDesk
    package let drafts: DraftBook
    package let uploads: UploadBook
    package let cabinet: PaperCabinet
    private let sequencer: TreeSequencer

    package struct Options: Sendable {
        package var clock: any CityClock = SystemClock()
        /// Publishes the city folder before loading it (demo, tests, first start).
        package var publishes = false
        /// Lets placeholder unit codes number dossiers (demo, tests, simulate).
        package var numbersPlaceholders = false
        package var engine = EngineOptions()
        /// A folder elsewhere, best on another machine, that gets every signed head of the journal.
        package var witness: String?
        /// Cheap password hashes for tests.
        package var passwordCost = PasswordHash.Cost.house

        package init() {}
    }

    package static func open(_ files: HouseFiles, _ options: Options = Options()) async throws -> CityHouse {
        let bell = JournalBell()
        var engine = options.engine
        let others = engine.onCommit
        engine.onCommit = {
            bell.ring()
            others?()
        }
        let database = try await files.database.open(engine)
        do {
            return try await furnish(files, options, database, bell)
        } catch {
            try await database.close()
            throw error
        }
    }

    private static func furnish(
        _ files: HouseFiles, _ options: Options, _ database: any Database, _ bell: JournalBell
    ) async throws -> CityHouse {
        try await database.migrate(HouseMigrations.all)
        let houseKeys = try await HouseKeys.open(files, for: database)
        let keys = houseKeys.ring
        if let witness = options.witness { try KeyFolder.requireWritable(witness) }
        let sequencer = TreeSequencer(
            database, clock: options.clock, key: houseKeys.head, witness: options.witness,
            kept: KeptHead(file: files.newestHead))
        try await sequencer.requirePast()
        let highest = try await database.read { try HouseStore.highestID(in: $0) }
        let ids = IDGenerator(node: 0, clock: options.clock, highest: highest)
        if options.publishes {
            try await publish(files, into: database, clock: options.clock, ids: ids)
        }
        try await ErasureList(path: files.erased).enforce(in: database, clock: options.clock, ids: ids)
        let catalogue = try await CatalogueBook.load(from: database)
        let places = DirectoryBook.Places(
            tree: catalogue.units, atlas: AreaAtlas(catalogue.areas, successions: catalogue.successions))
        let directory = try DirectoryBook(
            database: database, keys: keys, clock: options.clock, ids: ids, zone: catalogue.zone, places: places,
            cost: options.passwordCost)
        let rules = PublishedRules(catalogue, numbersPlaceholders: options.numbersPlaceholders)
        let desk = DossierDesk(
            database: database, rules: rules, directory: directory, keys: keys, clock: options.clock, ids: ids,
            effects: HouseEffects(), shelf: HouseShelf())
        return CityHouse(
            files: files, database: database, clock: options.clock, ids: ids, keys: keys, bell: bell,
            catalogue: catalogue, directory: directory, desk: desk,
            drafts: DraftBook(
                database: database, rules: rules, clock: options.clock, ids: ids, zone: catalogue.zone,
                shelf: HouseShelf()),
            uploads: UploadBook(
                database: database, blobs: try DirectoryBlobStore(files.papers), clock: options.clock, ids: ids),
            cabinet: try await PaperCabinet.load(from: database), sequencer: sequencer)
    }

    /// Checks the folder and writes what is new; the interface's own texts are the lowest layer.
    @discardableResult
    package static func publish(
        _ files: HouseFiles, into database: any Database, clock: any CityClock, ids: IDGenerator
    ) async throws -> CataloguePublisher.Outcome {
        try await publisher.publish(
            try cityFolder(files), into: database, actor: .system("publish"), clock: clock, ids: ids)
    }

    /// Publishes what every room has in a city's folder.
    static let publisher = CataloguePublisher(lints: lints) { try PaperCabinet($0, Findings()).definitions() }

    /// What every room checks in a city's folder.
    package static let lints = CatalogueLints.all + [PapersLint.lint(knowing: paperFields)]

    /// What each paper of a city may be filled with, by its code.
    static let paperFields = SlipKind.everyPaper.mapValues { $0.merging(PrintRoom.cityFields) { $1 } }

    /// - Parameter address: where the city's door is on the net; nil: papers name none.
    package func printRoom(address: String? = nil) -> PrintRoom {
        PrintRoom(
            cabinet: cabinet, press: PaperPress(), name: catalogue.city.name.vi, phone: catalogue.city.supportPhone,
            hours: catalogue.city.supportHours?.vi, address: address)
    }

    package static func cityFolder(_ files: HouseFiles) throws -> CityFolder {
        let city = try CityFolder(city: files.city)
        let texts = try CityFolder(folders: [files.share]).layers.map { layer in
            CityFolder.Layer(name: layer.name, files: layer.files.filter { $0.key.hasPrefix("text/") })
        }
        return CityFolder(layers: texts + city.layers, faults: city.faults)
    }

    package func consumers(
        onTrouble: @escaping @Sendable (_ consumer: String, any Error) -> Void = { _, _ in }
    ) -> ConsumerRunner {
        var runner = ConsumerRunner(
            database, clock: clock, bell: bell, sequencer: sequencer, onTrouble: onTrouble)
        runner.add(StatisticKeeper(zone: catalogue.zone, rules: desk.rules))
        runner.add(NoticeInbox(directory))
        runner.add(NameIndex(database))
        runner.add(ErasureList(path: files.erased))
        return runner
    }

    package func close() async throws {
        try await database.close()
    }
}

enum HouseStore {
    private static let highest = Statement("SELECT COALESCE(MAX(id), 0) FROM event")

    private static let anyDossier = Statement("SELECT id FROM dossier LIMIT 1")
    private static let anyDemo = Statement("SELECT id FROM account WHERE demo = 1 LIMIT 1")

    /// Dossiers, and nobody of a demo among those who made them.
    static func holdsCity(in transaction: any Transaction) throws -> Bool {
        try transaction.first(anyDossier) { _ in true } != nil && transaction.first(anyDemo) { _ in true } == nil
    }

    /// The highest id ever written: a clock set back must not make an id twice.
    static func highestID(in transaction: any Transaction) throws -> Int64 {
        try transaction.first(highest) { $0.int(0) } ?? 0
    }
}
