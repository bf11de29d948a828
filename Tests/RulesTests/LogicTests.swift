import Rules
import Testing

/// `&&`, `||`, `?:` and the macros: where errors are absorbed and where not.
@Suite struct LogicTests {
    enum Operand: String, CaseIterable {
        case yes = "true"
        case no = "false"
        case fault = "1 / 0 > 0"
        case other = "32"
    }

    static let pairs = Operand.allCases.flatMap { left in Operand.allCases.map { (left, $0) } }

    @Test(arguments: pairs)
    func `and is false when either side is false, true when both are, else a fault`(_ left: Operand, _ right: Operand) {
        let result = RuleCase.result("(\(left.rawValue)) && (\(right.rawValue))")

        if left == .no || right == .no {
            #expect(result == .value(false))
        } else if left == .yes, right == .yes {
            #expect(result == .value(true))
        } else {
            #expect(result != .value(true) && result != .value(false))
        }
    }

    @Test(arguments: pairs)
    func `or is true when either side is true, false when both are false, else a fault`(
        _ left: Operand, _ right: Operand
    ) {
        let result = RuleCase.result("(\(left.rawValue)) || (\(right.rawValue))")

        if left == .yes || right == .yes {
            #expect(result == .value(true))
        } else if left == .no, right == .no {
            #expect(result == .value(false))
        } else {
            #expect(result != .value(true) && result != .value(false))
        }
    }

    static let chains: [RuleCase] = [
        RuleCase("1 / 0 > 0 || false || true", true), RuleCase("true && 1 / 0 > 0 && false", false),
        RuleCase("missing || true", true), RuleCase("missing && false", false),
        RuleCase("missing || false", fails: .noSuchVariable), RuleCase("unknown(1) || true", true),
        RuleCase("unknown(1)", fails: .noSuchOverload), RuleCase("true || false && false", true),
        RuleCase("(true || false) && false", false), RuleCase("false && false || true", true),
        RuleCase("true ? 1 : 1 / 0", 1), RuleCase("false ? 1 / 0 : 2", 2), RuleCase("1 ? 2 : 3", fails: .notABool),
        RuleCase("1 / 0 > 0 ? 1 : 2", fails: .divideByZero), RuleCase("true ? 'cows' : 17", "cows"),
        RuleCase("false ? 1 : true ? 2 : 3", 2), RuleCase("true || true ? 'a' : 'b'", "a"),
        RuleCase("null ? 1 : 2", fails: .notABool),
    ]

    static let macros: [RuleCase] = [
        RuleCase("[1, 2, 3].all(e, e > 0)", true), RuleCase("[1, 2, 3].all(e, e > 1)", false),
        RuleCase("[].all(e, e > 0)", true), RuleCase("[1, 'foo', 3].all(e, e == 1)", false),
        RuleCase("[1, 'foo', 3].all(e, e % 2 == 1)", fails: .noSuchOverload),
        RuleCase("[1, 2, 3].all(e, 6 / (2 - e) == 6)", false),
        RuleCase("[1, 2, 3].all(e, e / 0 != 17)", fails: .divideByZero), RuleCase("[1].all(e, e)", fails: .notABool),
        RuleCase("[1, false].all(e, e)", false), RuleCase("{'k': 1, 'l': 2}.all(k, k == 'k')", false),
        RuleCase("[1, 2, 3].exists(e, e == 2)", true), RuleCase("[1, 2, 3].exists(e, e > 3)", false),
        RuleCase("[].exists(e, true)", false), RuleCase("[1, 2, 0].exists(e, 4 / e == 2)", true),
        RuleCase("[0, 1, 2].exists(e, 4 / e == 2)", true),
        RuleCase("[0, 1].exists(e, 4 / e == 2)", fails: .divideByZero),
        RuleCase("[1, true].exists(e, e)", true), RuleCase("{'a': 1}.exists(k, k == 'a')", true),
        RuleCase("[1, 'foo', 3].exists(e, e == '10')", false),
        RuleCase("[7].exists_one(a, a == 7)", true), RuleCase("[7, 7].exists_one(a, a == 7)", false),
        RuleCase("[].exists_one(a, true)", false),
        RuleCase("[3, 2, 1, 0].exists_one(n, 12 / n > 1)", fails: .divideByZero),
        RuleCase("{6: 's', 7: 't'}.exists_one(k, k % 5 == 2)", true),
        RuleCase("[1].exists_one(a, a)", fails: .notABool),
        RuleCase("[1, 2].map(n, n * n)", [1, 4]), RuleCase("[].map(n, n / 0)", []),
        RuleCase("[2, 1, 0].map(n, 4 / n)", fails: .divideByZero),
        RuleCase("[1, 2, 3].map(n, n > 1, n * 10)", [20, 30]),
        RuleCase("[1, 0].map(n, 1 / n > 0, n)", fails: .divideByZero), RuleCase("[1].map(n, n, n)", fails: .notABool),
        RuleCase("{'b': 1, 'a': 2}.map(k, k)", ["b", "a"]),
        RuleCase("[1, 2, 3, 4].filter(x, x % 2 == 0)", [2, 4]), RuleCase("[].filter(x, true)", []),
        RuleCase("[3, 0].filter(n, 12 / n > 4)", fails: .divideByZero),
        RuleCase("{1: 10, 2: 20}.filter(k, k > 1)", [2]),
        RuleCase("[1].filter(x, 'a')", fails: .notABool),
        RuleCase("1.all(x, true)", fails: .noSuchOverload), RuleCase("null.exists(x, true)", fails: .noSuchOverload),
        RuleCase("'ab'.map(x, x)", fails: .noSuchOverload),
        RuleCase("[1, 2].map(x, [10, 20].map(y, x * y))", [[10, 20], [20, 40]]),
        RuleCase("[1, 2].map(x, [10].map(x, x + 1))", [[11], [11]]),
        RuleCase("[[1, 2], [3]].exists(x, x.exists(y, y == 3))", true), RuleCase("[1].all(x)", fails: .noSuchVariable),
        RuleCase("[1].map(x, x) + [2].map(x, x)", [1, 2]),
        RuleCase("[5].exists(a, a == 5) && [6].exists(b, b == 6)", true),
        RuleCase("[[1].map(x, x), [2].map(y, y)]", [[1], [2]]),
    ]

    @Test(arguments: chains + macros)
    func `logic and macros treat errors as CEL does`(_ row: RuleCase) {
        #expect(RuleCase.result(row.source) == row.outcome)
    }

    @Test func `a macro's variable hides the outer one, and a leading dot names the outer one`() {
        let outer = Bindings(["x": 100])

        #expect(RuleCase.result("[1, 2].map(x, x + .x)", outer) == .value([101, 102]))
        #expect(RuleCase.result("[1, 2].map(x, x) == [1, 2] && x == 100 && .x == 100", outer) == .value(true))
    }

    @Test func `what runs away is stopped, and nothing absorbs that`() {
        let list = "[\(Array(repeating: "1", count: 100).joined(separator: ","))]"
        let nested = "\(list).all(a, \(list).all(b, \(list).all(c, \(list).all(d, true)))) || true"
        let doubling = "['foo'].map(x, [x + x, x + x])" + String(repeating: ".map(x, [x + x, x + x])", count: 60)

        #expect(RuleCase.result(nested) == .fails(.evaluation(.budget)))
        #expect(RuleCase.result(doubling) == .fails(.evaluation(.budget)), "its result would be 2^61 long")
        #expect(
            RuleCase.result(
                "[0].map(x, '\(String(repeating: "a", count: 1_000))')"
                    + String(
                        repeating: ".map(x, x + x)", count: 60)) == .fails(.evaluation(.budget)))
    }

    @Test(arguments: [
        "%s == %s", "%s != %s", "%s in [%s]", "{'a': %s} == {'a': %s}", "%s", "[%s]", "{'a': %s}",
        "%s == %s || true", "[1].exists(x, %s == %s)",
    ])
    func `values that share their parts cost what they stand for, not what they hold`(form: String) {
        let shared = "[[1]]" + String(repeating: ".map(x, [x, x])", count: 60)
        let source = form.split(separator: "%s", omittingEmptySubsequences: false).joined(separator: shared)

        #expect(RuleCase.result(source) == .fails(.evaluation(.budget)))
        let line = RuleJSON.answer("{\"expr\":\(JSONText.write(.string(source)))}")
        #expect(line.hasPrefix("{\"error\":\"too costly") && !line.contains("\n"), "one line, and short")
    }

    @Test(arguments: ["t == t", "t <= t", "t in m", "t.startsWith(t)", "string(t) != 'u'", "{t: 1}.size() == 1"])
    func `long text costs wherever it is read`(body: String) {
        let text = String(repeating: "a", count: 640_000)
        let variables = Bindings([
            "t": .string(text), "m": .map(RuleMap([text: 1])), "often": .list(Array(repeating: 1, count: 200)),
        ])

        #expect(RuleCase.result(body, variables) == .value(true))
        #expect(RuleCase.result("often.all(x, \(body))", variables) == .fails(.evaluation(.budget)))
    }
}
