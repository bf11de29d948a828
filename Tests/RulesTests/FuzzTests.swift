import Rules
import TestEngines
import Testing

@Suite struct FuzzTests {
    static let words = [
        "a", "b", "x", "in", "true", "false", "null", "has", "size", "int", "map", "all", "exists", "filter", "(", ")",
        "[", "]", "{", "}", ".", ",", ":", "?", "&&", "||", "!", "-", "+", "*", "/", "%", "<", "<=", "==", "!=", "1",
        "0",
        "1.5", "'s'", "r'\\'", "\"", "'''", "//", "\n", "1u", "b''", "0x", "9223372036854775808", "timestamp",
        "duration",
    ]

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `no text brings the parser or the evaluation down`(_ seed: UInt64) {
        var random = Seeded(seed)
        var parsed = 0
        for _ in 0..<500 {
            let text =
                if Bool.random(using: &random) {
                    (0..<Int.random(in: 0..<24, using: &random))
                        .compactMap { _ in Self.words.randomElement(using: &random) }
                        .joined(separator: Bool.random(using: &random) ? " " : "")
                } else {
                    String(
                        decoding: (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                            UInt8.random(in: 0...255, using: &random)
                        }, as: UTF8.self)
                }
            switch RuleCase.result(text, Bindings(["a": 1, "b": ["x": [1, 2]], "x": "s"])) {
            case .fails(.parse): break
            case .fails(.check): Issue.record("evaluation never checks: \(text)")
            default: parsed += 1
            }
        }
        #expect(parsed > 0)
    }

    /// Integer arithmetic written out with every operator, and what it gives with 128 bits in between.
    private struct Sum {
        var text: String
        var value: Int64?

        static func random(_ depth: Int, _ random: inout Seeded) -> Sum {
            if depth == 0 || Int.random(in: 0..<6, using: &random) == 0 {
                let edges: [Int64] = [0, 1, -1, 2, 7, .max, .min, .max - 1, 1 << 32, -(1 << 31), 3_037_000_500]
                let number =
                    Bool.random(using: &random)
                    ? edges[Int.random(in: 0..<edges.count, using: &random)]
                    : Int64.random(in: -1_000...1_000, using: &random)
                return Sum(text: String(number), value: number)
            }
            let left = Sum.random(depth - 1, &random)
            let right = Sum.random(depth - 1, &random)
            let symbol = ["+", "-", "*", "/", "%"][Int.random(in: 0..<5, using: &random)]
            return Sum(text: "(\(left.text) \(symbol) \(right.text))", value: apply(symbol, left.value, right.value))
        }

        private static func apply(_ symbol: String, _ left: Int64?, _ right: Int64?) -> Int64? {
            guard let left = left.map({ Int128($0) }), let right = right.map({ Int128($0) }) else { return nil }
            switch symbol {
            case "+": return Int64(exactly: left + right)
            case "-": return Int64(exactly: left - right)
            case "*": return Int64(exactly: left * right)
            case "/": return right == 0 ? nil : Int64(exactly: left / right)
            // The remainder fails exactly where the quotient does not fit.
            default: return right == 0 || Int64(exactly: left / right) == nil ? nil : Int64(exactly: left % right)
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `integer arithmetic agrees with wider integers or fails`(_ seed: UInt64) {
        var random = Seeded(seed &+ 1_000)
        for _ in 0..<200 {
            let sum = Sum.random(4, &random)
            switch (RuleCase.result(sum.text), sum.value) {
            case (.value(.int(let value)), let expected?): #expect(value == expected, "\(sum.text)")
            case (.fails(.evaluation(.overflow)), nil), (.fails(.evaluation(.divideByZero)), nil): break
            case (let result, let expected):
                Issue.record("\(sum.text) gave \(result), not \(expected.map { String($0) } ?? "a fault")")
            }
        }
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func `doubles survive being written and read as literals and as JSON`(_ seed: UInt64) throws {
        var random = Seeded(seed &+ 2_000)
        for _ in 0..<200 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            #expect(RuleCase.result("double(string(x)) == x", Bindings(["x": .double(number)])) == .value(true))
            #expect(try JSONText.read(JSONText.write(.double(number))) == .double(number))
        }
    }

    @Test(arguments: [
        "(", "[", "{1:", "-", "!", "f(", "a[", "a.f(", "[1].map(x, ", "true ? 1 : ", "has(", "1 + (", "'a' in [",
    ])
    func `nesting is refused long before the stack ends`(_ opening: String) {
        for times in [249, 251, 5_000] {
            let text = String(repeating: opening, count: times) + "1"
            guard text.utf8.count <= 65_536 else { continue }
            #expect(
                RuleCase.result(text) == .fails(.parse) || opening == "-" || opening == "!" || opening == "true ? 1 : ")
        }
    }

    static let chains: [(String, String, String)] = [
        ("1", "+1", ""), ("a", ".b", ""), ("a", "[0]", ""), ("", "-", "1"), ("", "!", "true"), ("", "(", "1"),
        ("1", "<1", ""),
        ("", "true ? 1 : ", "2"), ("1", "*1", ""), ("a", ".f()", ""),
    ]

    @Test(arguments: chains)
    func `a chain of thousands is refused, one of two hundred is read`(_ head: String, _ link: String, _ tail: String) {
        let long = head + String(repeating: link, count: 5_000) + tail
        let short =
            head + String(repeating: link, count: 200) + tail + (link == "(" ? String(repeating: ")", count: 200) : "")

        #expect(RuleCase.result(long) == .fails(.parse))
        #expect(RuleCase.result(short) != .fails(.parse))
    }

    @Test func `chains of and and or, long lists and long texts are read to the bound on length`() {
        #expect(RuleCase.result("true" + String(repeating: "&&true", count: 10_000)) == .value(true))
        #expect(RuleCase.result("false" + String(repeating: "||false", count: 9_000)) == .value(false))
        #expect(RuleCase.result("size([1" + String(repeating: ",1", count: 30_000) + "])") == .value(30_001))
        #expect(RuleCase.result(String(repeating: " ", count: 65_536)) == .fails(.parse))
        #expect(RuleCase.result("'" + String(repeating: "a", count: 65_535) + "'") == .fails(.parse))
    }
}
