import Foundation
import Store
import StoreSQLite
import TestEngines
import Testing

@Suite struct DurabilityTests {
    @Test func `each commit is synced before it is acknowledged`() async throws {
        let fixture = try await SQLiteFixture()
        let log = fixture.path + "-wal"

        for id in 1...30 {
            let before = SyncLedger.entry(log).syncs
            try await fixture.add(id)
            #expect(SyncLedger.entry(log).syncs > before)
        }
    }

    @Test func `writes in flight together share a sync`() async throws {
        let fixture = try await SQLiteFixture()
        let before = SyncLedger.entry(fixture.path + "-wal").syncs

        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 1...400 { group.addTask { try await fixture.add(id) } }
            try await group.waitForAll()
        }

        let syncs = SyncLedger.entry(fixture.path + "-wal").syncs - before
        #expect(syncs >= fixture.recording.groups.count)
        #expect(fixture.recording.groups.count < 400)
        #expect(fixture.recording.groups.map(\.count).max() ?? 0 <= 128)
    }

    @Test func `a power cut loses no acknowledged write`() async throws {
        // Without checkpoints the log only grows, so what was synced is its beginning.
        var options = SQLiteOptions(readers: 2)
        options.checkpointPages = .max
        let fixture = try await SQLiteFixture(options)
        try await fixture.add(1_000_000)
        let acknowledged = Kept<Set<Int64>>([])

        var cuts: [(known: Set<Int64>, path: String)] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in 0..<8 {
                group.addTask {
                    for step in 1...60 {
                        try await fixture.add(lane * 1_000 + step)
                        _ = acknowledged.withLock { $0.insert(Int64(lane * 1_000 + step)) }
                    }
                }
            }
            for number in 1...4 {
                while acknowledged.withLock({ $0.count }) < number * 100 { await Task.yield() }
                let known = acknowledged.withLock { $0 }
                cuts.append((known, try cutPower(fixture, number)))
            }
            try await group.waitForAll()
        }

        for cut in cuts {
            let survivor = try SQLiteDatabase(path: cut.path)
            let found = try await survivor.read { Set(try $0.all(Fixture.ids) { $0.int(0) }) }
            #expect(cut.known.isSubset(of: found))
            #expect(try await survivor.read { try $0.all("PRAGMA integrity_check") { $0.text(0) } } == ["ok"])
            try await survivor.close()
        }
    }

    /// The files as a disk would hold them that had lost everything not synced.
    private func cutPower(_ fixture: SQLiteFixture, _ number: Int) throws -> String {
        let copy = "\(fixture.folder)/cut\(number).db"
        let synced = Int(SyncLedger.entry(fixture.path + "-wal").syncedSize)
        let log = try #require(FileHandle(forReadingAtPath: fixture.path + "-wal"))
        let kept = try log.read(upToCount: synced) ?? Data()
        try Data(contentsOf: URL(fileURLWithPath: fixture.path)).write(to: URL(fileURLWithPath: copy))
        try kept.write(to: URL(fileURLWithPath: copy + "-wal"))
        return copy
    }

    @Test(.timeLimit(.minutes(5))) func `the log is moved back into the database while writes go on`() async throws {
        var options = SQLiteOptions(readers: 2)
        options.checkpointPages = 64
        let fixture = try await SQLiteFixture(options)
        let before = SyncLedger.entry(fixture.path).syncs
        let long = String(repeating: "x", count: 4_000)

        var id = 0
        while SyncLedger.entry(fixture.path).syncs < before + 3 {
            id += 1
            try await fixture.add(id, name: "\(id)\(long)")
        }

        #expect(try await fixture.ids().count == id)
    }

    @Test func `a backup holds what was committed and opens by itself`() async throws {
        let fixture = try await SQLiteFixture()
        for id in 1...20 { try await fixture.add(id) }
        let copy = fixture.folder + "/it's a backup.db"

        try await fixture.database.backup(to: copy)
        try await fixture.add(21)

        let restored = try SQLiteDatabase(path: copy)
        #expect(try await restored.read { try $0.all(Fixture.ids) { $0.int(0) } } == Array(1...20).map(Int64.init))
        try await restored.close()
        await #expect(throws: StoreError.self) { try await fixture.database.backup(to: copy) }
    }

    @Test func `a recording replays to the same rows`() async throws {
        let fixture = try await SQLiteFixture()
        let copy = fixture.folder + "/before.db"
        try await fixture.database.backup(to: copy)
        for id in 1...50 { try await fixture.add(id) }
        await #expect(throws: StoreError.self) { try await fixture.add(1) }

        _ = try StatementReplay.replay(fixture.recording.groups, at: copy)

        let replayed = try SQLiteDatabase(path: copy)
        #expect(try await replayed.read { try $0.all(Fixture.ids) { $0.int(0) } } == Array(1...50).map(Int64.init))
        try await replayed.close()
    }
}
