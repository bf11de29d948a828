import Rules
import Testing

@Suite struct OperatorTests {
    static let arithmetic: [RuleCase] = [
        RuleCase("1 + 2 * 3", 7), RuleCase("(1 + 2) * 3", 9), RuleCase("10 - 4 - 3", 3), RuleCase("100 / 10 / 2", 5),
        RuleCase("2 * 3 % 4", 2), RuleCase("7 / 2", 3), RuleCase("-7 / 2", -3), RuleCase("7 / -2", -3),
        RuleCase("-7 % 3", -1), RuleCase("7 % -3", 1), RuleCase("1-1", 0), RuleCase("1--1", 2), RuleCase("--5", 5),
        RuleCase("---5", -5), RuleCase("-(5)", -5), RuleCase("!!true", true), RuleCase("!!!true", false),
        RuleCase("9223372036854775807 + 1", fails: .overflow), RuleCase("-9223372036854775808 - 1", fails: .overflow),
        RuleCase("9223372036854775807 * 2", fails: .overflow), RuleCase("-9223372036854775808 * -1", fails: .overflow),
        RuleCase("-9223372036854775808 / -1", fails: .overflow),
        RuleCase("-9223372036854775808 % -1", fails: .overflow),
        RuleCase("-(-9223372036854775808)", fails: .overflow), RuleCase("9223372036854775806 + 1", .int(.max)),
        RuleCase("4611686018427387904 * -2", .int(.min)), RuleCase("5000000000 * 5000000000", fails: .overflow),
        RuleCase("1 / 0", fails: .divideByZero), RuleCase("1 % 0", fails: .divideByZero),
        RuleCase("0 / 0", fails: .divideByZero),
        RuleCase("1.5 + 2.5", 4.0), RuleCase("1.0 - 0.5", 0.5), RuleCase("0.1 + 0.2", 0.30000000000000004),
        RuleCase("1.0 / 0.0", .double(.infinity)), RuleCase("-1.0 / 0.0", .double(-.infinity)),
        RuleCase("1e308 * 10.0", .double(.infinity)), RuleCase("-(1.5)", -1.5), RuleCase("3.0 * 2.0", 6.0),
        RuleCase("0.0 / 0.0 == 0.0 / 0.0", false), RuleCase("0.0 / 0.0 != 0.0 / 0.0", true),
        RuleCase("1 + 1.0", fails: .noSuchOverload), RuleCase("1.0 * 2", fails: .noSuchOverload),
        RuleCase("5.0 % 2.0", fails: .noSuchOverload), RuleCase("'a' + 1", fails: .noSuchOverload),
        RuleCase("'a' - 'b'", fails: .noSuchOverload), RuleCase("true + true", fails: .noSuchOverload),
        RuleCase("null + 1", fails: .noSuchOverload), RuleCase("-'a'", fails: .noSuchOverload),
        RuleCase("-true", fails: .noSuchOverload), RuleCase("!1", fails: .notABool),
        RuleCase("!null", fails: .notABool),
        RuleCase("'ab' + 'cd'", "abcd"), RuleCase("'' + ''", ""), RuleCase("[1] + [2, 3]", [1, 2, 3]),
        RuleCase("[] + []", []), RuleCase("[1] + 'a'", fails: .noSuchOverload),
        RuleCase("{} + {}", fails: .noSuchOverload),
    ]

    static let equality: [RuleCase] = [
        RuleCase("1 == 1", true), RuleCase("1 == 2", false), RuleCase("1 != 2", true), RuleCase("1 == 1.0", true),
        RuleCase("1.0 == 1", true), RuleCase("1 == 1.5", false), RuleCase("0.0 == -0.0", true),
        RuleCase("1 == '1'", false),
        RuleCase("1 != '1'", true), RuleCase("true == 1", false), RuleCase("null == null", true),
        RuleCase("null == 0", false),
        RuleCase("null == false", false), RuleCase("'' == null", false), RuleCase("[] == {}", false),
        RuleCase("'abc' == 'ABC'", false), RuleCase(#"'Am\u00E9lie' == 'Ame\u0301lie'"#, false),
        RuleCase("[1, 2] == [1.0, 2.0]", true), RuleCase("[1, 2] == [2, 1]", false), RuleCase("[1] == [1, 2]", false),
        RuleCase("[1, 'dos', 3] == [1, 2, 4]", false), RuleCase("[null] == [null]", true),
        RuleCase("[[1]] == [[1]]", true),
        RuleCase("{'a': 1, 'b': 2} == {'b': 2.0, 'a': 1}", true), RuleCase("{'a': 1} == {'a': 2}", false),
        RuleCase("{'a': 1} == {'b': 1}", false), RuleCase("{'a': 1} == {'a': 1, 'b': 2}", false),
        RuleCase("{1: 1} == {'1': 1}", false), RuleCase("{'a': [1, {'b': null}]} == {'a': [1, {'b': null}]}", true),
        RuleCase("[0.0 / 0.0] == [0.0 / 0.0]", false), RuleCase("1 == 0.0 / 0.0", false),
        RuleCase("9223372036854775807 == 9223372036854775808.0", true), RuleCase("1 == 1e300", false),
        RuleCase("-1 == -1e300", false), RuleCase("9007199254740993 == 9007199254740993", true),
        RuleCase("1 < 2 == true", true), RuleCase("1 == 1 == true", true), RuleCase("timestamp(0) == 0", false),
    ]

    static let ordering: [RuleCase] = [
        RuleCase("1 < 2", true), RuleCase("2 <= 2", true), RuleCase("2 > 2", false), RuleCase("2 >= 3", false),
        RuleCase("1 < 1.5", true), RuleCase("1.5 < 2", true), RuleCase("2 >= 1.5", true), RuleCase("2.0 <= 2", true),
        RuleCase("9223372036854775807 < 9223372036854775808.0", false),
        RuleCase("9223372036854775807 < 9223372036854777857.0", true), RuleCase("-9223372036854775808 > -1e19", true),
        RuleCase("1e19 > 9223372036854775807", true), RuleCase("0 < 0.0 / 0.0", false),
        RuleCase("0 >= 0.0 / 0.0", false),
        RuleCase("0.0 / 0.0 <= 0.0 / 0.0", false), RuleCase("1.0 < 1.0 / 0.0", true), RuleCase("5 > -1.0 / 0.0", true),
        RuleCase("'a' < 'b'", true), RuleCase("'a' < 'B'", false), RuleCase("'a' < 'aa'", true),
        RuleCase("'' < 'a'", true),
        RuleCase("'é' > 'z'", true), RuleCase(#"'\uFFFF' < '\U00010000'"#, true), RuleCase("'a' >= 'a'", true),
        RuleCase("false < true", true), RuleCase("true <= true", true), RuleCase("true < false", false),
        RuleCase("1 < 'a'", fails: .noSuchOverload), RuleCase("null < 1", fails: .noSuchOverload),
        RuleCase("null <= null", fails: .noSuchOverload), RuleCase("[1] < [2]", fails: .noSuchOverload),
        RuleCase("{} < {}", fails: .noSuchOverload), RuleCase("true < 1", fails: .noSuchOverload),
        RuleCase("timestamp(0) < 1", fails: .noSuchOverload),
    ]

    static let access: [RuleCase] = [
        RuleCase("[7, 8, 9][0]", 7), RuleCase("[7, 8, 9][2]", 9), RuleCase("[7, 8, 9][3]", fails: .outOfBounds),
        RuleCase("[7][-1]", fails: .outOfBounds), RuleCase("[][0]", fails: .outOfBounds),
        RuleCase("[7, 8][dyn(1.0)]", 8),
        RuleCase("[7][0.1]", fails: .noSuchOverload), RuleCase("[7]['0']", fails: .noSuchOverload),
        RuleCase("[7][true]", fails: .noSuchOverload), RuleCase("'abc'[0]", fails: .noSuchOverload),
        RuleCase("1[0]", fails: .noSuchOverload), RuleCase("null['a']", fails: .noSuchOverload),
        RuleCase("{'a': 1}.a", 1), RuleCase("{'a': 1}['a']", 1), RuleCase("{'a': 1}.b", fails: .noSuchField),
        RuleCase("{'a': 1}['b']", fails: .noSuchField), RuleCase("{1: 'x'}[1.0]", "x"),
        RuleCase("{1: 'x'}[1.5]", fails: .noSuchField), RuleCase("{1: 'x'}['1']", fails: .noSuchField),
        RuleCase("{1: 'x'}[null]", fails: .noSuchOverload), RuleCase("{true: 5}[true]", 5),
        RuleCase("{'a': {'b': [1, 2]}}.a.b[1]", 2), RuleCase("1.a", fails: .noSuchOverload),
        RuleCase("[1].a", fails: .noSuchOverload), RuleCase("null.a", fails: .noSuchOverload),
        RuleCase("{'a': 1, 'a': 2}", fails: .duplicateKey), RuleCase("{true: 1, true: 2}", fails: .duplicateKey),
        RuleCase("{1.0: 1}", fails: .badKey), RuleCase("{null: 1}", fails: .badKey),
        RuleCase("{[1]: 1}", fails: .badKey),
        RuleCase("{1: 1 / 0}", fails: .divideByZero), RuleCase("[1, 1 / 0]", fails: .divideByZero),
        RuleCase("has({'a': 1}.a)", true), RuleCase("has({'a': null}.a)", true), RuleCase("has({'a': 1}.b)", false),
        RuleCase("has({}.a)", false), RuleCase("has({'a': {}}.a.b)", false),
        RuleCase("has({}.a.b)", fails: .noSuchField),
        RuleCase("has([1].a)", fails: .noSuchOverload), RuleCase("has(null.a)", fails: .noSuchOverload),
        RuleCase("1 in [1, 2]", true), RuleCase("3 in [1, 2]", false), RuleCase("1.0 in [1]", true),
        RuleCase("'a' in [1, 'a']", true), RuleCase("1 in ['1']", false), RuleCase("null in [null]", true),
        RuleCase("1 in []", false), RuleCase("[1] in [[1.0]]", true), RuleCase("'a' in {'a': 1}", true),
        RuleCase("1 in {'a': 1}", false), RuleCase("1 in {1: 2}", true), RuleCase("1.0 in {1: 2}", true),
        RuleCase("1.5 in {1: 2}", false), RuleCase("true in {true: 1}", true), RuleCase("null in {'a': 1}", false),
        RuleCase("'a' in 'abc'", fails: .noSuchOverload), RuleCase("1 in 1", fails: .noSuchOverload),
        RuleCase("!(1 in [2])", true), RuleCase("1 in [1] && 2 in [2]", true),
    ]

    @Test(arguments: arithmetic + equality + ordering + access)
    func `an operator gives what CEL gives`(_ row: RuleCase) {
        #expect(RuleCase.result(row.source) == row.outcome)
    }
}
