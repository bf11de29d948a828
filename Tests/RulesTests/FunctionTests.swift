import Rules
import Testing

@Suite struct FunctionTests {
    static let conversions: [RuleCase] = [
        RuleCase("int(5)", 5), RuleCase("int(1.9)", 1), RuleCase("int(-7.9)", -7), RuleCase("int(-0.5)", 0),
        RuleCase("int('987')", 987), RuleCase("int('-5')", -5), RuleCase("int('+5')", 5),
        RuleCase("int('9223372036854775807')", .int(.max)), RuleCase("int('9223372036854775808')", fails: .range),
        RuleCase("int('')", fails: .range), RuleCase("int(' 1')", fails: .range), RuleCase("int('1.0')", fails: .range),
        RuleCase("int('0x10')", fails: .range), RuleCase("int(1e99)", fails: .range),
        RuleCase("int(-1e99)", fails: .range),
        RuleCase("int(0.0 / 0.0)", fails: .range), RuleCase("int(1.0 / 0.0)", fails: .range),
        RuleCase("int(9223372036854775807.0)", fails: .range), RuleCase("int(-9223372036854775808.0)", fails: .range),
        RuleCase("int(9223372036854774784.0)", 9_223_372_036_854_774_784),
        RuleCase("int(double(36028797018963969))", 36_028_797_018_963_968),
        RuleCase("int(true)", fails: .noSuchOverload),
        RuleCase("int(null)", fails: .noSuchOverload), RuleCase("int([1])", fails: .noSuchOverload),
        RuleCase("int(duration('1s'))", fails: .noSuchOverload), RuleCase("int()", fails: .noSuchOverload),
        RuleCase("int(1, 2)", fails: .noSuchOverload),
        RuleCase("double(0)", 0.0), RuleCase("double(9223372036854775807)", 9.223372036854775807e18),
        RuleCase("double('123')", 123.0), RuleCase("double('-84.32e7')", -8.432e8), RuleCase("double('.5')", 0.5),
        RuleCase("double('1e400')", fails: .range), RuleCase("double('abc')", fails: .range),
        RuleCase("double('')", fails: .range), RuleCase("double('1 ')", fails: .range),
        RuleCase("double('Infinity') == 1.0 / 0.0", true), RuleCase("double('-inf') < 0.0", true),
        RuleCase("double('NaN') == double('NaN')", false), RuleCase("double(1.5)", 1.5),
        RuleCase("double(true)", fails: .noSuchOverload),
        RuleCase("string(123)", "123"), RuleCase("string(-456)", "-456"), RuleCase("string('a')", "a"),
        RuleCase("string(true)", "true"), RuleCase("string(123.456)", "123.456"),
        RuleCase("string(-4.5e-3)", "-0.0045"),
        RuleCase("string(1.0)", "1"), RuleCase("string(0.0001)", "0.0001"), RuleCase("string(0.00001)", "1e-05"),
        RuleCase("string(100000.0)", "100000"), RuleCase("string(1000000.0)", "1e+06"),
        RuleCase("string(1234567.5)", "1.2345675e+06"), RuleCase("string(1e100)", "1e+100"),
        RuleCase("string(0.0)", "0"),
        RuleCase("string(1.0 / 0.0)", "+Inf"), RuleCase("string(0.0 / 0.0)", "NaN"), RuleCase("string(0.25)", "0.25"),
        RuleCase("string(null)", fails: .noSuchOverload), RuleCase("string([])", fails: .noSuchOverload),
        RuleCase("bool(true)", true), RuleCase("bool('true')", true), RuleCase("bool('False')", false),
        RuleCase("bool('t')", true), RuleCase("bool('0')", false), RuleCase("bool('TRUE')", true),
        RuleCase("bool('TrUe')", fails: .range), RuleCase("bool('yes')", fails: .range),
        RuleCase("bool('')", fails: .range),
        RuleCase("bool(1)", fails: .noSuchOverload), RuleCase("dyn(1) == 1.0", true), RuleCase("dyn([1])[0]", 1),
    ]

    static let strings: [RuleCase] = [
        RuleCase("size('')", 0), RuleCase("size('ngày')", 4), RuleCase("'ngày'.size()", 4),
        RuleCase(#"size('\U0001F436')"#, 1),
        RuleCase(#"size('e\u0301')"#, 2), RuleCase("size([1, 2])", 2), RuleCase("[].size()", 0),
        RuleCase("size({'a': 1})", 1),
        RuleCase("{}.size()", 0), RuleCase("size(1)", fails: .noSuchOverload),
        RuleCase("size(null)", fails: .noSuchOverload),
        RuleCase("size()", fails: .noSuchOverload), RuleCase("'a'.size(1)", fails: .noSuchOverload),
        RuleCase("'foobar'.contains('oba')", true), RuleCase("'foobar'.contains('')", true),
        RuleCase("''.contains('')", true),
        RuleCase("''.contains('a')", false), RuleCase("'aab'.contains('ab')", true),
        RuleCase("'foo'.contains('foobar')", false),
        RuleCase(#"'e\u0301'.contains('e')"#, true), RuleCase("'é'.contains('e')", false),
        RuleCase("'foobar'.startsWith('foo')", true), RuleCase("'foobar'.startsWith('')", true),
        RuleCase("'foo'.startsWith('foobar')", false), RuleCase("'foobar'.endsWith('bar')", true),
        RuleCase("'foobar'.endsWith('')", true), RuleCase("'bar'.endsWith('foobar')", false),
        RuleCase(#"'e\u0301'.startsWith('e')"#, true), RuleCase("'a'.contains(1)", fails: .noSuchOverload),
        RuleCase("contains('a', 'a')", fails: .noSuchOverload), RuleCase("1.contains('a')", fails: .noSuchOverload),
        RuleCase("'a'.startsWith()", fails: .noSuchOverload), RuleCase("'a'.int()", fails: .noSuchOverload),
        RuleCase("'a'.upper()", fails: .noSuchOverload),
    ]

    static let city: [RuleCase] = [
        RuleCase("fold('Đỗ Thị HUỆ')", "do thi hue"), RuleCase("fold('ABC 12')", "abc 12"),
        RuleCase(#"fold('Nguye\u0302\u0303n')"#, "nguyen"), RuleCase("fold(1)", fails: .noSuchOverload),
        RuleCase("ageOn('2008-11-21', '2026-11-21')", 18), RuleCase("ageOn('2008-11-22', '2026-11-21')", 17),
        RuleCase("ageOn('2026-11-21', '2026-11-21')", 0), RuleCase("ageOn('2008-02-29', '2026-02-28')", 18),
        RuleCase("ageOn('2008-02-29', '2026-02-27')", 17), RuleCase("ageOn('2008-02-29', '2028-02-28')", 19),
        RuleCase("ageOn('2008-02-29', '2028-02-29')", 20), RuleCase("ageOn('2027-01-01', '2026-11-21')", fails: .range),
        RuleCase("ageOn('21/11/2008', '2026-11-21')", fails: .range),
        RuleCase("ageOn('2026-02-30', '2026-11-21')", fails: .range),
        RuleCase("ageOn(null, '2026-11-21')", fails: .noSuchOverload),
        RuleCase("ageOn('2026-11-21')", fails: .noSuchOverload),
        RuleCase("days('2026-11-01', '2026-11-21')", 20), RuleCase("days('2026-11-21', '2026-11-01')", -20),
        RuleCase("days('2024-02-28', '2024-03-01')", 2), RuleCase("days('0001-01-01', '9999-12-31')", 3_652_058),
        RuleCase("days('+026-01-01', '2026-01-01')", fails: .range), RuleCase("days('', '')", fails: .range),
        RuleCase("min(3, 1, 2)", 1), RuleCase("max(3, 1, 2)", 3), RuleCase("min(1.5, 0.5)", 0.5),
        RuleCase("max(-1, -2)", -1),
        RuleCase("min(1)", fails: .noSuchOverload), RuleCase("max(1, 2.0)", fails: .noSuchOverload),
        RuleCase("max('a', 'b')", fails: .noSuchOverload), RuleCase("max(1.0, 0.0 / 0.0) == 0.0", false),
        RuleCase("string(max(1.0, 0.0 / 0.0, 2.0))", "NaN"), RuleCase("workingDays('a', 'b')", fails: .noSuchOverload),
    ]

    @Test(arguments: conversions + strings + city)
    func `a function gives what is documented`(_ row: RuleCase) {
        #expect(RuleCase.result(row.source) == row.outcome)
    }

    @Test func `a caller adds functions with types, and they are used`() throws {
        let workingDays = RuleFunction("workingDays", [.string, .string], returns: .int) { _ in 14 }
        let shout = RuleFunction("shout", [.string], returns: .string, isMethod: true) { arguments in
            .string((arguments[0].stringValue ?? "") + "!")
        }
        let table = FunctionTable.standard.adding(workingDays, shout)
        let expression = try Expression("workingDays('2026-01-01', '2026-01-21') == 14 && 'a'.shout() == 'a!'")

        #expect(try expression.holds(Bindings(functions: table)))
        #expect(try expression.check(RuleEnvironment(functions: table)) == .bool)
        #expect(expression.calls == ["workingDays", "shout"])
        #expect(throws: RuleFault.self) { try expression.check(RuleEnvironment()) }
    }
}
