import Catalogue
import Civic
import Dossiers
import Rules
import TestEngines
import Testing

@Suite struct ProcessWalkTests {
    @Test func `steps follow one another to the end`() throws {
        var walker = try Walker([Tree.step("a"), Tree.step("b")])

        #expect(walker.names == ["a"])
        try walker.close("a")
        #expect(walker.names == ["b"])
        try walker.close("b")
        #expect(walker.hasEnded && walker.open.isEmpty)
    }

    @Test(arguments: [(0, ["first"]), (1, ["second"]), (2, ["after"])])
    func `a choice takes its first arm that holds, or is passed`(_ n: Int, _ expected: [String]) throws {
        let process = [
            try Tree.choice(("facts.n == 0", [Tree.step("first")]), ("facts.n == 1", [Tree.step("second")])),
            Tree.step("after"),
        ]

        #expect(try Walker(process, n: n).names == expected)
    }

    @Test func `a choice that cannot be worked out stops with its fault`() throws {
        let process = [try Tree.choice(("facts.unheard > 1", [Tree.step("a")]))]

        #expect(throws: RuleFault.self) { try Walker(process) }
    }

    @Test func `branches of all open side by side and wait for the last`() throws {
        var walker = try Walker([Tree.all([Tree.step("a"), Tree.step("b")], [Tree.step("c")]), Tree.step("after")])

        #expect(walker.names == ["a", "c"])
        try walker.close("c")
        #expect(walker.names == ["a"])
        try walker.close("a")
        #expect(walker.names == ["b"])
        try walker.close("b")
        #expect(walker.names == ["after"])
    }

    @Test func `the first branch of any to end cancels the rest`() throws {
        var walker = try Walker([Tree.any([Tree.step("a"), Tree.step("b")], [Tree.step("c")]), Tree.step("after")])

        try walker.close("a")
        #expect(walker.names == ["b", "c"])
        try walker.close("b")
        #expect(walker.names == ["after"])
    }

    @Test func `a branch of any with nothing to do passes the block`() throws {
        let process = [
            Tree.any([try Tree.choice(("facts.n == 1", [Tree.step("a")]))], [Tree.step("b")]), Tree.step("after"),
        ]

        // A branch written empty is no branch; one whose choice is passed has been gone through.
        #expect(try Walker(process, n: 0).names == ["after"])
        #expect(try Walker(process, n: 1).names == ["a", "b"])
        #expect(try Walker([Tree.all([], [Tree.step("b")])]).names == ["b"])
    }

    @Test func `an inner join is judged by its own branches alone`() throws {
        let process = [
            Tree.all([Tree.all([Tree.step("a")], [Tree.step("b")]), Tree.step("c")], [Tree.step("d")]),
            Tree.step("after"),
        ]
        var walker = try Walker(process)

        #expect(walker.names == ["a", "b", "d"])
        try walker.close("a")
        try walker.close("b")
        #expect(walker.names == ["c", "d"])
        try walker.close("d")
        try walker.close("c")
        #expect(walker.names == ["after"])
    }

    @Test func `an inner any ends what is below it and leaves the branch beside it alone`() throws {
        let process = [Tree.all([Tree.any([Tree.step("a")], [Tree.step("b")])], [Tree.step("d")]), Tree.step("after")]
        var walker = try Walker(process)

        try walker.close("a")
        #expect(walker.names == ["d"])
        try walker.close("d")
        #expect(walker.names == ["after"])
    }

    @Test func `back in the same list opens that step and no other`() throws {
        var walker = try Walker([Tree.step("a"), Tree.step("b"), Tree.step("c")])
        try walker.close("a")
        try walker.close("b")

        let wentA = walker.back(from: "c", to: "a")
        #expect(wentA)
        #expect(walker.names == ["a"])
    }

    @Test func `back within a branch leaves its siblings at work`() throws {
        var walker = try Walker([Tree.all([Tree.step("a"), Tree.step("b")], [Tree.step("c")])])
        try walker.close("a")

        let wentA = walker.back(from: "b", to: "a")
        #expect(wentA)
        #expect(walker.names == ["a", "c"])
    }

    @Test func `back from a branch to the list around it cancels the siblings`() throws {
        var walker = try Walker([
            Tree.step("start"), Tree.all([Tree.step("a")], [Tree.step("b"), Tree.step("c")]), Tree.step("after"),
        ])
        try walker.close("start")

        let wentStart = walker.back(from: "a", to: "start")
        #expect(wentStart)
        #expect(walker.names == ["start"])
        try walker.close("start")
        #expect(walker.names == ["a", "b"])
    }

    @Test func `there is no way back into another branch or an unknown step`() throws {
        var walker = try Walker([Tree.all([Tree.step("a")], [Tree.step("b")])])

        let wentB = walker.back(from: "a", to: "b")
        #expect(!wentB)
        let wentNowhere = walker.back(from: "a", to: "nowhere")
        #expect(!wentNowhere)
        #expect(walker.names == ["a", "b"])
    }

    @Test func `places are written and read back, and no other text is one`() {
        #expect(Place(text: "2.0.1")?.path == [2, 0, 1])
        #expect(Place([2, 0, 1]).text == "2.0.1")
        for text in ["", "1.0", "-1", "a", "1..2", "1.0."] { #expect(Place(text: text) == nil, "\(text)") }
    }

    @Test(arguments: 0..<300) func `every random tree ends and never stands still`(_ seed: Int) throws {
        var random = Seeded(UInt64(seed))
        var count = 0
        let process = try Tree.random(3, &random, &count)
        var walker = try Walker(process, n: random.int(0...2))
        var moves = 0

        while !walker.hasEnded {
            try #require(!walker.open.isEmpty, "nobody holds it: \(process.steps.map(\.place.text))")
            try #require(Set(walker.open).count == walker.open.count, "two tasks at one place")
            try #require(walker.open.allSatisfy { process.step(at: $0) != nil })
            moves += 1
            try #require(moves < 500)
            // Sometimes back, as often as a patient office would; a bounded number of times, so that it must end.
            if moves < 30, random.chance(20) {
                let names = walker.names
                _ = walker.back(from: random.pick(names), to: "s\(random.int(1...max(1, count)))")
            } else {
                try walker.close(random.pick(walker.open))
            }
        }
        #expect(walker.open.isEmpty)
    }
}
