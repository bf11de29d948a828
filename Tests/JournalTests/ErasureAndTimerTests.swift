import Civic
import Foundation
import Journal
import Store
import TestEngines
import Testing

@Suite struct ErasureAndTimerTests {
    @Test(arguments: Engine.allCases)
    func `an erased body is gone, counted, and no fault`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let event = fixture.event(1, 1)
        try await fixture.append(event)
        let erasure = Erasure(
            of: event.id, id: fixture.ids.next(), stream: event.stream, streamSeq: 2, at: fixture.clock.now(),
            by: ID(5), basis: "Law 91/2025/QH15 Art. 14", order: "12/QĐ-UBND", salt: .random())

        _ = try await fixture.database.write("test.erase") { try Journal.erase(erasure, in: $0) }
        try await fixture.settle()
        let list = ErasureList(path: fixture.folder + "/erased.txt")
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(list)
        try await runner.settle()
        #expect(try list.entries().map(\.event) == [event.id])

        let stream = try await fixture.reader.stream(event.stream)
        #expect(stream.map { $0.body == nil } == [true, false])
        let report = try await fixture.verifier.verify()
        #expect(report.ok, "\(report.faults)")
        #expect(report.erased == 1)
        await #expect(throws: JournalError.nothingToErase(event.id)) {
            _ = try await fixture.database.write("test.erase") { try Journal.erase(erasure, in: $0) }
        }
    }

    @Test(arguments: Engine.allCases)
    func `what was erased after a backup is erased again in what is restored from it`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let event = fixture.event(1, 1)
        try await fixture.append(event, fixture.event(2, 1))
        let path = fixture.folder + "/erased.txt"
        try "\(event.id) 1795000000000 Law 91/2025/QH15 Art. 14\n99 1795000000000 of another city\n"
            .write(toFile: path, atomically: true, encoding: .utf8)

        let list = ErasureList(path: path)
        let first = try await list.enforce(in: fixture.database, clock: fixture.clock, ids: fixture.ids)
        let second = try await list.enforce(in: fixture.database, clock: fixture.clock, ids: fixture.ids)
        try await fixture.settle()

        #expect((first, second) == (1, 0))
        #expect(try await fixture.reader.stream(event.stream).map { $0.body == nil } == [true])
        let report = try await fixture.verifier.verify()
        #expect(report.ok && report.erased == 1, "\(report.faults)")
    }

    @Test(arguments: Engine.allCases)
    func `a list takes over from the database what another machine's list was told`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let events = [fixture.event(1, 1), fixture.event(2, 1)]
        for (number, event) in events.enumerated() {
            try await fixture.append(event)
            let erasure = Erasure(
                of: event.id, id: fixture.ids.next(), stream: event.stream, streamSeq: 2, at: fixture.clock.now(),
                by: ID(5), basis: "Law 91/2025/QH15 Art. 1\(number)", order: "12/QĐ-UBND", salt: .random())
            _ = try await fixture.database.write("test.erase") { try Journal.erase(erasure, in: $0) }
        }
        let path = fixture.folder + "/erased.txt"
        try "\(events[0].id) 1795000000000 Law 91/2025/QH15 Art. 10\n"
            .write(toFile: path, atomically: true, encoding: .utf8)
        let list = ErasureList(path: path)

        try await list.complete(from: fixture.database)
        try await list.complete(from: fixture.database)

        #expect(try Set(list.entries().map(\.event)) == Set(events.map(\.id)))
        #expect(try fixture.text(path).split(separator: "\n").count == 2, "each once")
    }

    @Test(arguments: Engine.allCases)
    func `a stream takes no number twice`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        try await fixture.append(fixture.event(1, 1))

        await #expect(throws: StoreError.self) { try await fixture.append(fixture.event(1, 1)) }

        #expect(try await fixture.database.read { try Journal.lastSeq(of: ID(1), in: $0) } == 1)
        try await fixture.number()
        #expect(try await fixture.reader.latestPosition() == 0)
    }

    @Test(arguments: Engine.allCases)
    func `every statement of the journal prepares`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)

        #expect(try await fixture.home.unprepared(among: JournalStore.statements) == [])
    }

    @Test func `old bodies are led to the newest shape and unknown ones refused`() throws {
        var upcasters = Upcasters()
        upcasters.add("lantern.lit", from: 1) { $0 + [1] }
        upcasters.add("lantern.lit", from: 2) { $0 + [2] }
        func header(_ version: Int) -> EventHeader {
            NewEvent(
                id: ID(1), stream: ID(1), streamSeq: 1, kind: "lantern.lit", kindVersion: version,
                at: Instant(milliseconds: 0), actor: .house, body: [], salt: Salt(Hash256(words: .zero))
            ).header
        }

        #expect(try upcasters.upcast([0], header(1)) == [0, 1, 2])
        #expect(try upcasters.upcast([0], header(3)) == [0])
        #expect(throws: JournalError.unknownVersion(kind: "lantern.lit", version: 4)) {
            try upcasters.upcast([0], header(4))
        }
    }

    @Test(arguments: Engine.allCases)
    func `timers come in due order and fire once whoever asks`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let now = fixture.clock.now()
        let timers = [30, 10, 20, 99].map { minutes in
            EventTimer(
                id: fixture.ids.next(), due: now.adding(minutes: Int64(minutes)), stream: ID(1), kind: "silence",
                streamSeq: 1)
        }
        _ = try await fixture.database.write("test.set") { transaction in
            for timer in timers { try Timers.set(timer, in: transaction) }
        }

        let due = try await fixture.database.read { try Timers.due(before: now.adding(minutes: 30), limit: 10, in: $0) }
        #expect(due.map(\.due) == [10, 20, 30].map { now.adding(minutes: $0) })

        let fired = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var fired = 0
                    for timer in due
                    where try await fixture.database.write("test.fire", { try Timers.take(timer.id, in: $0) }) {
                        fired += 1
                    }
                    return fired
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(fired == 3)
    }

    @Test(arguments: Engine.allCases)
    func `a cancelled timer does not fire`(engine: Engine) async throws {
        let fixture = try await Fixture(engine)
        let now = fixture.clock.now()
        let timer = EventTimer(id: fixture.ids.next(), due: now, stream: ID(1), kind: "silence", streamSeq: 1)
        let other = EventTimer(id: fixture.ids.next(), due: now, stream: ID(1), kind: "reminder", streamSeq: 1)
        _ = try await fixture.database.write("test.set") { transaction in
            try Timers.set(timer, in: transaction)
            try Timers.set(other, in: transaction)
            try Timers.cancel(ID(1), kind: "silence", in: transaction)
        }

        #expect(try await fixture.database.read { try Timers.due(before: now, limit: 9, in: $0) } == [other])
    }
}
