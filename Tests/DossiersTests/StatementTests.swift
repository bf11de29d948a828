import Store
import StorePostgres
import StoreSQLite
import TestEngines
import Testing

@testable import Dossiers

@Suite struct StatementTests {
    @Test(arguments: Engine.allCases)
    func `every statement of the room prepares on its own schema`(engine: Engine) async throws {
        let fixture = try await DeskFixture(on: engine)

        #expect(try await fixture.home.unprepared(among: DossiersStatements.all) == [])
    }

    @Test func `lists, search, tracking and the reading of a case walk an index, never a table`() async throws {
        let fixture = try await DeskFixture(on: .sqlite)
        let database = try #require(fixture.database as? SQLiteDatabase)
        var scans: [String] = []
        for statement in DossiersStatements.all {
            guard ["SELECT", "UPDATE", "DELETE"].contains(where: statement.text.hasPrefix) else { continue }
            for line in try await database.explainQueryPlan(statement)
            // The house's own open steps have an index of their own, a handful of rows; `capped` is a thousand at most.
            where line.hasPrefix("SCAN") && !line.contains("task_of_house") && !line.contains("capped")
                && !line.contains("CONSTANT ROW")
            {
                scans.append("\(line): \(statement.text)")
            }
        }
        #expect(scans.isEmpty, "\(scans.joined(separator: "\n"))")
    }

    @Test func `pages of the desk come in order out of the index, without sorting`() async throws {
        let fixture = try await DeskFixture(on: .sqlite)
        let database = try #require(fixture.database as? SQLiteDatabase)
        for statement in [
            WorklistStore.bySeat, WorklistStore.waiting, WorklistStore.overdue, WorklistStore.unassigned,
            WorklistStore.mine, WorklistStore.bySeatFiltered, WorklistStore.waitingFiltered,
            WorklistStore.unassignedFiltered, WorklistStore.mineFiltered, WorklistStore.byCompetentName,
            WorklistStore.byReceivingName, WorklistStore.byWord,
            WorklistStore.doneByCompetent, WorklistStore.doneByReceiving, WorklistStore.countDoneByCompetent,
            WorklistStore.countDoneByReceiving, WorklistStore.notices,
        ] {
            let plan = try await database.explainQueryPlan(statement)
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan) \(statement.text)")
            #expect(plan.contains { $0.contains("SEARCH") }, "\(plan)")
        }
    }
}
