import Foundation
import Store
import StoreSQLite
import TestEngines
import Testing

/// Writes that share a commit: SQLite's alone.
@Suite struct GroupCommitTests {
    @Test func `a full disk fails the write that fills it and no other`() async throws {
        var options = SQLiteOptions(readers: 1)
        options.maximumPages = 60
        let fixture = try await SQLiteFixture(options)
        let gate = Gate()
        let tooBig = String(repeating: "x", count: 400_000)

        let holder = Task { try await fixture.database.write("test.hold") { _ in gate.pass() } }
        await gate.awaitSomebody()
        let small = (1...20).map { id in Task { try await fixture.add(id) } }
        let big = Task { try await fixture.add(99, name: tooBig) }
        let later = (21...40).map { id in Task { try await fixture.add(id) } }
        gate.open()

        try await holder.value
        for task in small + later { try await task.value }
        await #expect { try await big.value } throws: { error in
            if case StoreError.full = error { true } else { false }
        }
        #expect(try await fixture.ids() == (1...40).map(Int64.init))
    }
}
