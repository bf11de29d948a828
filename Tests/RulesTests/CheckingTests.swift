import Rules
import Testing

@Suite struct CheckingTests {
    static let environment = RuleEnvironment(variables: [
        "answers": .record([
            "child": .record(["name": .string, "born": .string, "weight": .double]),
            "count": .int, "married": .bool, "children": .list(.record(["age": .int])),
        ]),
        "now": .timestamp, "limit": .duration, "tags": .map(.string, .int), "any": .dyn,
    ])

    static let fitting: [(String, RuleType)] = [
        ("1 + 2", .int), ("1.5 * 2.0", .double), ("'a' + 'b'", .string), ("answers.count > 3", .bool),
        ("answers.child.name", .string), ("answers['child'].name", .string), ("answers.count == null", .bool),
        ("answers.count > 1.5", .bool), ("has(answers.child) && answers.child.weight > 2.5", .bool),
        ("answers.children.exists(c, c.age < 14)", .bool), ("answers.children.map(c, c.age)", .list(.int)),
        ("answers.children.filter(c, c.age > 1).size()", .int), ("answers.children[0].age", .int),
        ("now - now", .duration), ("now + limit", .timestamp), ("limit + now", .timestamp),
        ("now.getHours('UTC')", .int),
        ("limit.getHours()", .int), ("tags['x'] + tags.y", .int), ("'x' in tags", .bool), ("1 in [1.0]", .bool),
        ("any + 1", .dyn), ("any.x.y[0] == 'a'", .bool), ("any ? 1 : 2", .int), ("[1, 2]", .list(.int)),
        ("[1, 'a']", .list(.dyn)), ("{'a': 1}", .map(.string, .int)), ("{}", .map(.dyn, .dyn)), ("[]", .list(.dyn)),
        ("true ? 1 : null", .int), ("true ? 1 : 'a'", .dyn), ("[1] + [2]", .list(.int)), ("dyn(1) + 'a'", .dyn),
        ("int('1') + size('a')", .int), ("string(now)", .string), ("ageOn(answers.child.born, '2026-01-01')", .int),
        ("fold(answers.child.name) == 'an'", .bool), ("min(1, 2, 3)", .int), ("max(1.0, any)", .double),
        ("min(any, any)", .dyn), ("-answers.count", .int), ("null", .null), ("answers.child == null", .bool),
        ("tags.exists(k, k == 'a')", .bool), ("answers.exists(k, k == 'a')", .bool),
    ]

    static let unfitting = [
        "1 + 1.0", "1 + 'a'", "answers.chil", "answers.child.nmae", "answer", "answers.count.x", "answers.count == 'a'",
        "answers.count > 'a'", "answers.count && true", "!answers.count", "answers.count ? 1 : 2", "has(answers.kids)",
        "answers.children.exists(c, c.years < 14)", "answers.children.all(c, c.age)", "answers.count.exists(c, true)",
        "answers.children['a']", "now + now", "now + 1", "now < limit", "limit.getDate()", "now.getHours(7)", "-'a'",
        "1 in 'abc'", "'a' in [1]", "1 in tags", "nothing(1)", "fold(1)", "fold('a', 'b')", "'a'.fold()", "size(1)",
        "int(true)", "string(null)", "bool(1)", "timestamp(1.5)", "duration(1)", "null + 1", "null < 1", "5.0 % 2.0",
        "'a'.contains(1)", "{1.5: 2}", "ageOn(answers.count, '2026-01-01')", "max(1, 2.0)", "[1] < [2]", "answers[0]",
        "[1].filter(x, x)", "true || answers.nowhere", "'a'.size(1)",
    ]

    @Test(arguments: fitting)
    func `an expression that fits has a type`(_ source: String, _ type: RuleType) throws {
        #expect(try Expression(source).check(Self.environment) == type)
    }

    @Test(arguments: unfitting)
    func `an expression that cannot fit is refused before any dossier`(_ source: String) throws {
        let expression = try Expression(source)

        let fault = #expect(throws: RuleFault.self) { try expression.check(Self.environment) }

        #expect(fault?.kind == .check)
        #expect(fault?.line == 1)
    }

    @Test func `a mistyped name is answered with the nearest one`() throws {
        for (source, near) in [
            ("answers.chil.name", "child"), ("aswers.count", "answers"), ("'a'.startWith('a')", "startsWith"),
        ] {
            let expression = try Expression(source)
            let fault = #expect(throws: RuleFault.self) { try expression.check(Self.environment) }
            #expect(fault?.message.contains("did you mean '\(near)'") == true)
            #expect(fault?.messageVi.contains("có phải '\(near)'") == true)
        }
    }

    @Test func `an expression names what it reads`() throws {
        let expression = try Expression(
            "answers.child.name == x && has(answers.note) && answers['a b'].c > 1 && kids.all(k, k.age > limit[0])")

        #expect(expression.variables == ["answers", "x", "kids", "limit"])
        #expect(
            expression.selections == [
                ["answers", "child", "name"], ["x"], ["answers", "note"], ["answers", "a b", "c"], ["kids"], ["limit"],
            ])
    }

    @Test func `a condition that gives no bool is a fault`() throws {
        let fault = #expect(throws: RuleFault.self) { try Expression("1 + 1").holds(Bindings()) }

        #expect(fault?.reason == .notABool)
        #expect(try Expression("answers.age == null").holds(Bindings(["answers": ["age": .null]])))
        #expect(
            RuleCase.result("answers.age > 3", Bindings(["answers": ["age": .null]]))
                == .fails(.evaluation(.noSuchOverload)))
    }
}
