import Civic
import Testing

@testable import Journal

@Suite struct WindowTests {
    private let window = JournalWindow()

    private func events(_ positions: Range<Int64>) -> [RecordedEvent] {
        positions.map { position in
            let event = NewEvent(
                id: ID(position + 1), stream: ID(1), streamSeq: position + 1, kind: "test",
                at: Instant(milliseconds: 1_795_000_000_000),
                actor: ID(1), body: [], salt: .random())
            return RecordedEvent(position: position, header: event.header)
        }
    }

    private func shared(_ position: Int64, _ limit: Int = 1_000) -> [Int64]? {
        window.events(from: position, limit: limit)?.map(\.position)
    }

    @Test func `what one consumer read the next one finds, and no more than it asks for`() {
        #expect(shared(0) == nil)
        window.keep(events(10..<20))

        #expect(shared(10) == Array(10..<20))
        #expect(shared(18) == [18, 19])
        #expect(shared(12, 3) == [12, 13, 14])
        #expect(shared(9) == nil && shared(20) == nil)
    }

    @Test func `it grows at its end, and is never left with a gap`() {
        window.keep(events(10..<20))
        window.keep(events(15..<25))
        #expect(shared(10) == Array(10..<25))

        // Of a consumer far behind: the others' are the newer ones.
        window.keep(events(0..<5))
        #expect(shared(0) == nil && shared(10)?.count == 15)

        window.keep(events(30..<35))
        #expect(shared(24) == nil && shared(30) == Array(30..<35))
    }

    @Test func `the oldest go when there are too many`() {
        for start in stride(from: 0 as Int64, to: 20_000, by: 1_000) { window.keep(events(start..<start + 1_000)) }

        #expect(shared(0) == nil)
        #expect(shared(19_000) == Array(19_000..<20_000))
        #expect(shared(18_500)?.first == 18_500)
    }
}
