import Rules
import Testing

@Suite struct LiteralTests {
    static let values: [RuleCase] = [
        RuleCase("0", 0), RuleCase("42", 42), RuleCase("-7", -7), RuleCase("- 7", -7), RuleCase("0x1F", 31),
        RuleCase("-0xff", -255), RuleCase("0xABCDEF", 11_259_375), RuleCase("007", 7),
        RuleCase("9223372036854775807", .int(.max)), RuleCase("-9223372036854775808", .int(.min)),
        RuleCase("0x7fffffffffffffff", .int(.max)), RuleCase("-0x8000000000000000", .int(.min)),
        RuleCase("1.5", 1.5), RuleCase(".5", 0.5), RuleCase("-.5", -0.5), RuleCase("1e3", 1000.0),
        RuleCase("1E+3", 1000.0), RuleCase("1e-3", 0.001), RuleCase("1.25e2", 125.0), RuleCase(".5e1", 5.0),
        RuleCase("1.e5", fails: .noSuchOverload),
        RuleCase("-0.0", .double(-0.0)), RuleCase("5e-324", .double(.leastNonzeroMagnitude)),
        RuleCase("1.7976931348623157e308", .double(.greatestFiniteMagnitude)),
        RuleCase("true", true), RuleCase("false", false), RuleCase("null", .null),
        RuleCase("[]", []), RuleCase("[1, 'a', null]", [1, "a", .null]), RuleCase("[1, 2,]", [1, 2]),
        RuleCase("[,]", []), RuleCase("{,}", [:]),
        RuleCase("[[1], [[2]]]", [[1], [[2]]]),
        RuleCase("{}", [:]), RuleCase("{'a': 1, 'b': {'c': 2}}", ["a": 1, "b": ["c": 2]]),
        RuleCase("{'a': 1,}", ["a": 1]), RuleCase("{1: 'x', true: 'y', '1': 'z'}['1']", "z"),
        RuleCase("{1: 'x', true: 'y', '1': 'z'}[1]", "x"), RuleCase("{1: 'x', true: 'y', '1': 'z'}[true]", "y"),
        RuleCase("1 // a comment", 1), RuleCase("// first\n2 + // then\r\n 3", 5), RuleCase("\t 1\n+\r\n\u{c} 2 ", 3),
    ]

    static let strings: [RuleCase] = [
        RuleCase("''", ""), RuleCase("\"\"", ""), RuleCase("'''x''x'''", "x''x"), RuleCase("\"\"\"a\"b\"\"\"", "a\"b"),
        RuleCase("'a\"b'", "a\"b"), RuleCase("\"a'b\"", "a'b"), RuleCase("''''''", ""),
        RuleCase(#"'\\ \? \" \' \`'"#, "\\ ? \" ' `"),
        RuleCase(#"'\a\b\f\n\r\t\v'"#, "\u{7}\u{8}\u{c}\n\r\t\u{b}"),
        RuleCase(#"'\x41\X42'"#, "AB"), RuleCase(#"'\xFF'"#, "ÿ"), RuleCase(#"'\u0110'"#, "Đ"),
        RuleCase(#"'\u01aB'"#, "\u{1ab}"), RuleCase(#"'\U0001F62C'"#, "\u{1F62C}"),
        RuleCase(#"'\ud83d\ude2c'"#, "\u{1F62C}"), RuleCase(#"'\000'"#, "\u{0}"), RuleCase(#"'\101\377'"#, "Aÿ"),
        RuleCase(#"r'\n\x41'"#, #"\n\x41"#), RuleCase(#"R"\d+""#, #"\d+"#), RuleCase(#"r'''a\'b'''"#, #"a\'b"#),
        RuleCase("'''a\nb'''", "a\nb"), RuleCase("\"\"\"a\r\nb\"\"\"", "a\r\nb"),
        RuleCase("'\t\u{1}\u{7f}'", "\t\u{1}\u{7f}"),
        RuleCase("'Đỗ // không phải chú thích'", "Đỗ // không phải chú thích"), RuleCase("size('👩‍👩‍👧')", 5),
    ]

    static let refused: [RuleCase] = [
        "", " ", "// nothing", "1 +", "+ 1", "1 2", "(1", "1)", "[1", "[,1]", "{1}", "{1:}", "{:1}", "f(", "f(1,)",
        "a..b", "a.", "a.1", ".1.a.", "a b", "1.", "0x", "0xg", "0X1F", "1e", "1e+", "9223372036854775808",
        "-9223372036854775809", "0x8000000000000000", "18446744073709551616", "1e999", "1u", "0x1U", "b''", "B'a'",
        "br'a'", "rb\"a\"", "'", "'a", "\"a'", "'a\nb'", "'a\rb'", "'''a''", #"'\q'"#, #"'\x4'"#, #"'\x4g'"#,
        #"'\u12'"#,
        #"'\ud800'"#, #"'\udc00'"#, #"'\ud83dx'"#, #"'\U00110000'"#, #"'\400'"#, #"'\08'"#, #"'\1'"#, #"'\'"#,
        "a = b", "a & b", "a && ", "a | b", "a === b", "a ? b", "a ? b :", "a ? b ? c : d : e", "!-1", "-!true",
        "a ?? b",
        "a?.b", "a.?b", "a[?0]", "@a", "#", "$a", "a;b", "é", "in", "a.in", "a.true", ".true", "x in", "true()",
        "Msg{}", "a.b{c: 1}", "matches('a', 'b')", "'a'.matches('b')", "uint(1)", "bytes('a')", "type(1)",
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while", "if(1)", "has(a)", "has(a[0])", "has()", "has(a.b, c.d)",
        "has(a.b())",
        "[1].all(1, true)", "[1].map(a.b, 1)", "[1].exists(true, true)", "1 in", "`a`",
    ].map(RuleCase.init(refused:))

    @Test(arguments: values + strings + refused)
    func `a literal is read as CEL reads it`(_ row: RuleCase) {
        #expect(RuleCase.result(row.source) == row.outcome)
    }

    @Test func `the faults of parsing say where and how to mend it`() {
        let fault = #expect(throws: RuleFault.self) { try Expression("a ==\n  'đ' = 1") }

        #expect(fault?.kind == .parse)
        #expect(fault?.line == 2)
        #expect(fault?.column == 7)
        #expect(fault?.message.contains("equality is ==") == true)
    }

    @Test func `what the subset leaves out is named`() {
        for source in ["1u", "b'x'", "'a'.matches('b')", "type(1)", "M{}"] {
            let fault = #expect(throws: RuleFault.self) { try Expression(source) }
            #expect(fault?.message.contains("not in this subset") == true)
        }
    }

    @Test func `reserved words may be fields but not variables`() throws {
        let map: RuleValue = ["package": 1, "for": 2]

        #expect(RuleCase.result("m.package + m.for", Bindings(["m": map])) == .value(3))
    }
}
