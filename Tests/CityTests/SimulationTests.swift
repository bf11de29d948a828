import City
import Civic
import Dossiers
import Foundation
import Logging
import Rules
import Store
import TestEngines
import Testing

/// The load that the benchmarks and the fault laboratory are made of.
@Suite(.serialized) struct SimulationTests {
    private func load(_ fixture: CityFixture, seed: UInt64) async throws -> SimulationReport {
        try await SimulationRun.run(
            try fixture.files(city: "demo-town"), dossiers: 3, inFlight: 2, seed: seed, procedure: nil,
            door: .useCases, bareEngine: false)
    }

    @Test func `a second load on one database goes on where the first ended`() async throws {
        let fixture = try await CityFixture(on: .sqlite)

        let first = try await load(fixture, seed: 1)
        let second = try await load(fixture, seed: 2)

        #expect(first.dossiersBefore == 0)
        // Beside the finished ones each load leaves open work.
        #expect(second.dossiersBefore > first.dossiers)
        let house = try await fixture.open(city: "demo-town")
        let inOrder = try await house.database.read { transaction in
            try transaction.all("SELECT at FROM event ORDER BY id") { $0.instant(0) }
        }
        try await house.close()
        #expect(inOrder == inOrder.sorted())
        let journal = try await JournalCheck.run(try fixture.files(city: "demo-town"))
        #expect(journal.ok, "\(journal.json)")
    }

    @Test func `a load goes through a server that runs, past one that does not, and keeps what it was told`()
        async throws
    {
        let fixture = try await CityFixture(on: .postgres)
        let files = try fixture.files(city: "demo-town")
        var options = CityHouse.Options()
        options.publishes = true
        options.numbersPlaceholders = true
        let house = try await CityHouse.open(files, options)
        var settings = HouseServer.Settings()
        settings.port = 0
        settings.requestsPerMinute = 1_000_000
        let server = HouseServer(house, settings, logger: Logger(label: "test"))
        let (ports, opened) = AsyncStream<Int>.makeStream()
        let serving = Task { try await server.run { opened.yield($0) } }
        let port = try #require(await ports.first { _ in true })
        let paper = fixture.folder.appending(path: "diary.jsonl")

        let report = try await SimulationRun.drive(
            files, at: ["http://127.0.0.1:\(port)", "http://127.0.0.1:1"], dossiers: 3, inFlight: 2, seed: 1,
            procedure: nil, diary: try LoadDiary(path: paper.path), through: Turnstile(0..<3))

        serving.cancel()
        _ = try? await serving.value
        #expect(report.dossiers == 3 && report.requests.begun == 3)
        #expect(report.requests.unanswered > 0 && report.requests.refusals.isEmpty)
        let lines = try String(contentsOf: paper, encoding: .utf8).split(separator: "\n").map { line in
            try JSONText.read(Array(line.utf8))
        }
        #expect(lines.count { $0["write"] != nil } == report.requests.acknowledged)
        #expect(lines.count { $0["unanswered"] != nil } == report.requests.unanswered)
        var versions: [String: Int64] = [:]
        for line in lines {
            guard let dossier = line["dossier"]?.stringValue, case .int(let version)? = line["version"] else {
                continue
            }
            versions[dossier] = max(version, versions[dossier] ?? 0)
        }
        let after = try await CityHouse.open(files, options)
        let stands = try await after.database.read { transaction in
            try transaction.all("SELECT id, version, status FROM dossier") { row in
                (ID<Dossier>(row.int(0)).description, row.int(1), row.int(2))
            }
        }
        try await after.close()
        #expect(versions == Dictionary(uniqueKeysWithValues: stands.map { ($0.0, $0.1) }))
        #expect(stands.allSatisfy { $0.2 == 10 })
    }
}
