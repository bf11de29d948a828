import Foundation
import Store
import TestEngines
import Testing

@Suite struct WritingTests {
    struct Refusal: Error, Equatable {}

    @Test(arguments: Engine.allCases)
    func `a failing write rolls back alone`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        let failures = await withTaskGroup(of: Int?.self, returning: [Int].self) { group in
            for id in 1...200 {
                group.addTask {
                    do {
                        if id.isMultiple(of: 7) {
                            _ = try await fixture.database.write("test.refused") { transaction in
                                try transaction.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
                                throw Refusal()
                            }
                        } else {
                            try await fixture.add(id, height: id.isMultiple(of: 5) ? -1 : 1)
                        }
                        return nil
                    } catch {
                        return id
                    }
                }
            }
            return await group.reduce(into: []) { if let id = $1 { $0.append(id) } }
        }

        let guilty = (1...200).filter { $0.isMultiple(of: 7) || $0.isMultiple(of: 5) }
        #expect(failures.sorted() == guilty)
        #expect(try await fixture.ids() == (1...200).filter { !guilty.contains($0) }.map(Int64.init))
    }

    @Test(arguments: Engine.allCases)
    func `writes keep the order of arrival`(engine: Engine) async throws {
        let fixture = try await Fixture.withOneWriter(engine)
        let order = Kept<[Int]>([])
        let gate = Gate()

        let holder = Task { try await fixture.database.write("test.hold") { _ in gate.pass() } }
        await gate.awaitSomebody()
        var tasks: [Task<Void, any Error>] = []
        for id in 1...50 {
            tasks.append(
                Task {
                    _ = try await fixture.database.write("test.order") { _ in order.withLock { $0.append(id) } }
                })
            try await Task.sleep(for: .milliseconds(2))
        }
        gate.open()
        try await holder.value
        for task in tasks { try await task.value }

        #expect(order.withLock { $0 } == Array(1...50))
    }

    @Test(arguments: Engine.allCases)
    func `past the bound a write is refused as busy and nothing is lost`(engine: Engine) async throws {
        let fixture = try await Fixture.withOneWriter(engine, waitingWrites: 16)
        let gate = Gate()

        let holder = Task { try await fixture.database.write("test.hold") { _ in gate.pass() } }
        await gate.awaitSomebody()
        let results = Kept<[Int: Bool]>([:])
        let tasks = (1...40).map { id in
            Task {
                do {
                    try await fixture.add(id)
                    results.withLock { $0[id] = true }
                } catch StoreError.busy {
                    results.withLock { $0[id] = false }
                }
            }
        }
        while results.withLock({ $0.count }) < 24 { await Task.yield() }
        gate.open()
        try await holder.value
        for task in tasks { try await task.value }

        let written = results.withLock { $0.filter(\.value).keys.sorted().map(Int64.init) }
        #expect(written.count == 16)
        #expect(try await fixture.ids() == written)
    }

    @Test(arguments: Engine.allCases)
    func `cancelling takes out a write that has not begun and no neighbour`(engine: Engine) async throws {
        let fixture = try await Fixture.withOneWriter(engine)
        let gate = Gate()

        let holder = Task { try await fixture.database.write("test.hold") { _ in gate.pass() } }
        await gate.awaitSomebody()
        let cancelled = Task { try await fixture.add(1) }
        let neighbour = Task { try await fixture.add(2) }
        try await Task.sleep(for: .milliseconds(20))
        cancelled.cancel()
        holder.cancel()
        await #expect(throws: CancellationError.self) { try await cancelled.value }
        gate.open()

        // It had begun: cancelling its caller changes nothing.
        try await holder.value
        try await neighbour.value
        #expect(try await fixture.ids() == [2])
    }

    @Test(arguments: Engine.allCases)
    func `an error that was swallowed still ends the work`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1)

        await #expect(throws: StoreError.self) {
            _ = try await fixture.database.write("test.swallow") { transaction in
                try? transaction.execute(Fixture.insert, [.int(1), .text("again"), .int(1)])
                try? transaction.execute(Fixture.insert, [.int(2), .text("second"), .int(1)])
            }
        }

        #expect(try await fixture.ids() == [1])
    }

    @Test(arguments: Engine.allCases)
    func `bulk work and normal work both come through`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for id in 1...200 {
                group.addTask {
                    _ = try await fixture.database.write("test.mixed", priority: id % 2 == 0 ? .bulk : .normal) {
                        try $0.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(try await fixture.ids().count == 200)
    }

    @Test(arguments: Engine.allCases)
    func `a read begun after a write returned sees it, and positions grow`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        var last = Position(-1)

        for id in 1...100 {
            let committed = try await fixture.database.write("test.add", priority: .normal) {
                try $0.execute(Fixture.insert, [.int(id), .text("n\(id)"), .int(1)])
            }
            #expect(committed.position > last)
            last = committed.position
            #expect(try await fixture.ids().count == id)
        }
    }

    @Test(arguments: Engine.allCases)
    func `a closed database finishes what waits and refuses the rest`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.add(1)

        try await fixture.database.close()

        await #expect(throws: StoreError.self) { try await fixture.add(2) }
        let again = try await fixture.home.open()
        #expect(try await again.read { try $0.all(Fixture.ids) { $0.int(0) } } == [1])
        try await again.close()
    }

    @Test(arguments: Engine.allCases)
    func `a read that tries to write is refused`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        await #expect(throws: StoreError.self) {
            try await fixture.database.read { try $0.execute(Fixture.insert, [.int(1), .text("a"), .int(1)]) }
        }

        #expect(try await fixture.ids() == [])
    }

    @Test(arguments: Engine.allCases)
    func `a database of another program is left alone`(engine: Engine) async throws {
        let home = try await TestDatabase(engine)
        try await home.createForeignTable("recipe")

        await #expect {
            try await home.database.migrate(Fixture.migrations)
        } throws: { error in
            guard case StoreError.schema(_, let text) = error else { return false }
            return text.contains("is a database of another program (it has the table recipe)")
        }
    }
}
