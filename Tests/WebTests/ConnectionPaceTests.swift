import Testing

@testable import Door

@Suite struct ConnectionPaceTests {
    private let limits = ConnectionPace.Limits(patience: 30)

    /// What the pace says after each of so many seconds, until it is no longer kept.
    private func seconds(
        _ pace: inout ConnectionPace, isAsked: Bool = true, unsent: Int = 0, most: Int = 10_000
    ) -> (Int, ConnectionPace.Verdict) {
        for second in 1...most {
            let verdict = pace.passed(1, isAsked: isAsked, unsent: unsent)
            if verdict != .keeps { return (second, verdict) }
        }
        return (most, .keeps)
    }

    @Test func `a head that does not come closes the connection`() {
        var pace = ConnectionPace(limits)

        #expect(seconds(&pace) == (30, .spent))
    }

    @Test func `a body that stands still is refused, and then closed`() {
        var pace = ConnectionPace(limits)
        pace.headCame()
        pace.bodyCame(18 << 20)

        #expect(seconds(&pace) == (30, .tooSlow))
        #expect(seconds(&pace) == (30, .spent))
    }

    @Test(arguments: [(501, true), (4_000, true), (400, false), (1, false)])
    func `a slow but steady body may take hours, a trickle may not`(_ bytesEachSecond: Int, _ isKept: Bool) {
        var pace = ConnectionPace(limits)
        pace.headCame()

        var verdict = ConnectionPace.Verdict.keeps
        for _ in 0..<7_200 where verdict == .keeps {
            verdict = pace.passed(1, isAsked: true, unsent: 0)
            pace.bodyCame(bytesEachSecond)
        }

        #expect(verdict == (isKept ? .keeps : .tooSlow))
    }

    @Test func `nobody is slow while the house itself does not read, nor while it works`() {
        var pace = ConnectionPace(limits)
        pace.headCame()
        #expect(seconds(&pace, isAsked: false, most: 600) == (600, .keeps))

        pace.requestEnded()
        #expect(seconds(&pace, most: 600) == (600, .keeps))
    }

    @Test func `between two requests a connection waits longer than at its begin, yet not for ever`() {
        var pace = ConnectionPace(limits)
        pace.headCame()
        pace.requestEnded()
        pace.answered()

        #expect(seconds(&pace) == (75, .spent))
    }

    @Test func `an early answer leaves the rest of the body its pace`() {
        var pace = ConnectionPace(limits)
        pace.headCame()
        pace.answered()
        #expect(pace.passed(1, isAsked: true, unsent: 0) == .keeps)

        pace.requestEnded()

        #expect(seconds(&pace) == (75, .spent))
    }

    @Test func `an answer that nobody takes closes the connection, one that is taken slowly does not`() {
        var stuck = ConnectionPace(limits)
        stuck.headCame()
        stuck.requestEnded()
        var slow = stuck

        #expect(seconds(&stuck, unsent: 1 << 20) == (30, .spent))
        for second in 0..<1_000 {
            #expect(slow.passed(1, isAsked: true, unsent: (1 << 20) - second * 600) == .keeps)
        }
    }

    @Test func `one network holds its share of the connections, another has its own`() {
        let crowd = ConnectionCrowd(share: 2)

        #expect(crowd.enter("203.0.113.9") && crowd.enter("203.0.113.9"))
        #expect(!crowd.enter("203.0.113.9") && crowd.enter("198.51.100.1"))
        crowd.leave("203.0.113.9")
        #expect(crowd.enter("203.0.113.9"))
    }
}
