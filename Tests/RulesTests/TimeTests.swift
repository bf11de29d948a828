import Rules
import Testing

@Suite struct TimeTests {
    static let texts: [RuleCase] = [
        RuleCase("string(timestamp('2009-02-13T23:31:30Z'))", "2009-02-13T23:31:30Z"),
        RuleCase("string(timestamp('2026-01-01T07:00:00+07:00'))", "2026-01-01T00:00:00Z"),
        RuleCase("string(timestamp('9999-12-31T23:59:59.999999999Z'))", "9999-12-31T23:59:59.999999999Z"),
        RuleCase("string(timestamp('0001-01-01T00:00:00Z'))", "0001-01-01T00:00:00Z"),
        RuleCase("string(timestamp('2026-01-01T00:00:00.500Z'))", "2026-01-01T00:00:00.5Z"),
        RuleCase("string(timestamp('2026-01-01T00:00:00.1234567899Z'))", "2026-01-01T00:00:00.123456789Z"),
        RuleCase("int(timestamp('2009-02-13T23:31:30Z'))", 1_234_567_890),
        RuleCase("int(timestamp('1969-12-31T23:59:59.5Z'))", -1),
        RuleCase("string(timestamp(0))", "1970-01-01T00:00:00Z"),
        RuleCase("timestamp(timestamp(5)) == timestamp(5)", true),
        RuleCase("timestamp('0000-01-01T00:00:00Z')", fails: .range),
        RuleCase("timestamp('10000-01-01T00:00:00Z')", fails: .range),
        RuleCase("timestamp('0001-01-01T00:00:00+07:00')", fails: .range),
        RuleCase("timestamp('9999-12-31T23:59:59-01:00')", fails: .range),
        RuleCase("timestamp('2026-02-29T00:00:00Z')", fails: .range),
        RuleCase("timestamp('2026-01-01')", fails: .range),
        RuleCase("timestamp('2026-01-01T00:00:00')", fails: .range),
        RuleCase("timestamp('2026-01-01T24:00:00Z')", fails: .range),
        RuleCase("timestamp('2026-01-01T00:00:60Z')", fails: .range),
        RuleCase("timestamp('2026-01-01T00:00:00.Z')", fails: .range),
        RuleCase("timestamp('2026-01-01 00:00:00Z')", fails: .range), RuleCase("timestamp('')", fails: .range),
        RuleCase("timestamp('2026-01-01T00:00:00+0700')", fails: .range),
        RuleCase("timestamp(253402300800)", fails: .range),
        RuleCase("timestamp(-62135596801)", fails: .range), RuleCase("timestamp(1.5)", fails: .noSuchOverload),
        RuleCase("string(duration('1h30m'))", "5400s"), RuleCase("string(duration('1000000s'))", "1000000s"),
        RuleCase("string(duration('-1.5s'))", "-1.5s"), RuleCase("string(duration('1ns'))", "0.000000001s"),
        RuleCase("string(duration('1h2m3s4ms5us6ns'))", "3723.004005006s"), RuleCase("string(duration('0'))", "0s"),
        RuleCase("string(duration('.5h'))", "1800s"), RuleCase("string(duration('1.h'))", "3600s"),
        RuleCase("string(duration('+2m'))", "120s"), RuleCase("string(duration('1µs'))", "0.000001s"),
        RuleCase("string(duration('-1ms'))", "-0.001s"), RuleCase("string(duration('1.9999999999s'))", "1.999999999s"),
        RuleCase("duration('')", fails: .range), RuleCase("duration('1')", fails: .range),
        RuleCase("duration('s')", fails: .range),
        RuleCase("duration('1d')", fails: .range), RuleCase("duration('1h-1m')", fails: .range),
        RuleCase("duration('.s')", fails: .range), RuleCase("duration('-')", fails: .range),
        RuleCase("duration('1 h')", fails: .range),
        RuleCase("duration('315576000001s')", fails: .range), RuleCase("duration('-320000000000s')", fails: .range),
        RuleCase("duration('99999999999999999999999999999999999999999h')", fails: .range),
        RuleCase("duration('315576000000s') > duration('1s')", true), RuleCase("duration(1)", fails: .noSuchOverload),
    ]

    static let moment = "timestamp('2009-02-13T23:31:20.123456789Z')"

    static let readings: [RuleCase] = [
        RuleCase("\(moment).getFullYear()", 2009), RuleCase("\(moment).getMonth()", 1),
        RuleCase("\(moment).getDate()", 13),
        RuleCase("\(moment).getDayOfMonth()", 12), RuleCase("\(moment).getDayOfWeek()", 5),
        RuleCase("\(moment).getDayOfYear()", 43), RuleCase("\(moment).getHours()", 23),
        RuleCase("\(moment).getMinutes()", 31),
        RuleCase("\(moment).getSeconds()", 20), RuleCase("\(moment).getMilliseconds()", 123),
        RuleCase("\(moment).getDate('Australia/Sydney')", 14), RuleCase("\(moment).getDayOfMonth('US/Central')", 12),
        RuleCase("\(moment).getDayOfMonth('+11:00')", 13), RuleCase("\(moment).getHours('02:00')", 1),
        RuleCase("\(moment).getMinutes('Asia/Kathmandu')", 16), RuleCase("\(moment).getSeconds('-00:00')", 20),
        RuleCase("\(moment).getHours('Asia/Ho_Chi_Minh')", 6), RuleCase("\(moment).getDate('+07:00')", 14),
        RuleCase("\(moment).getHours('UTC')", 23), RuleCase("\(moment).getHours('-09:30')", 14),
        RuleCase("timestamp('2026-11-22T00:00:00Z').getDayOfWeek()", 0),
        RuleCase("timestamp('2024-12-31T00:00:00Z').getDayOfYear()", 365),
        RuleCase("timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')", 0),
        RuleCase("timestamp('1960-02-29T12:00:00Z').getDate()", 29),
        RuleCase("\(moment).getHours('Nowhere/Town')", fails: .range),
        RuleCase("\(moment).getHours('+7:00')", fails: .range), RuleCase("\(moment).getHours('+25:00')", fails: .range),
        RuleCase("\(moment).getHours(7)", fails: .noSuchOverload),
        RuleCase("\(moment).getHours('UTC', 1)", fails: .noSuchOverload),
        RuleCase("'a'.getHours()", fails: .noSuchOverload), RuleCase("duration('10000s').getHours()", 2),
        RuleCase("duration('3730s').getMinutes()", 62), RuleCase("duration('3730s').getSeconds()", 3730),
        RuleCase("duration('123.321456789s').getMilliseconds()", 321), RuleCase("duration('-90m').getHours()", -1),
        RuleCase("duration('-1.5s').getSeconds()", -1), RuleCase("duration('1s').getDate()", fails: .noSuchOverload),
        RuleCase("duration('1s').getHours('UTC')", fails: .noSuchOverload),
    ]

    static let arithmetic: [RuleCase] = [
        RuleCase("timestamp(0) + duration('1h') == timestamp(3600)", true),
        RuleCase("duration('1h') + timestamp(0) == timestamp(3600)", true),
        RuleCase("timestamp(3600) - duration('1h') == timestamp(0)", true),
        RuleCase("timestamp(120) - timestamp(0) == duration('2m')", true),
        RuleCase("timestamp(0) - timestamp(120) == duration('-2m')", true),
        RuleCase("duration('600s') + duration('50s') == duration('650s')", true),
        RuleCase("duration('900s') - duration('42s') == duration('858s')", true),
        RuleCase(
            "timestamp('0001-01-01T00:00:01.000000001Z') + duration('-999999999ns') == timestamp('0001-01-01T00:00:00.000000002Z')",
            true),
        RuleCase("timestamp('0001-01-01T00:00:00Z') + duration('-1ns')", fails: .range),
        RuleCase("timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')", fails: .range),
        RuleCase("timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", fails: .range),
        RuleCase("timestamp('2026-01-01T00:00:00Z') - timestamp('1800-01-01T00:00:00Z') > duration('0')", true),
        RuleCase("duration('200000000000s') + duration('200000000000s')", fails: .range),
        RuleCase("duration('-200000000000s') - duration('200000000000s')", fails: .range),
        RuleCase("timestamp(0) + timestamp(0)", fails: .noSuchOverload),
        RuleCase("duration('1s') - timestamp(0)", fails: .noSuchOverload),
        RuleCase("timestamp(0) + 1", fails: .noSuchOverload), RuleCase("duration('1s') * 2", fails: .noSuchOverload),
        RuleCase("-duration('1s')", fails: .noSuchOverload), RuleCase("timestamp(0) < timestamp(1)", true),
        RuleCase("timestamp('2026-01-01T00:00:00.1Z') > timestamp('2026-01-01T00:00:00Z')", true),
        RuleCase("duration('1s') >= duration('1000ms')", true), RuleCase("duration('-1ns') < duration('0')", true),
        RuleCase("duration('60s') == duration('1m')", true),
        RuleCase("timestamp(0) < duration('1s')", fails: .noSuchOverload),
        RuleCase("timestamp(0) == timestamp('1970-01-01T07:00:00+07:00')", true),
        RuleCase("timestamp(5) in [timestamp(5)]", true), RuleCase("dyn(duration('0s')) == null", false),
    ]

    @Test(arguments: texts + readings + arithmetic)
    func `timestamps and durations behave as CEL's`(_ row: RuleCase) {
        #expect(RuleCase.result(row.source) == row.outcome)
    }

    @Test func `the injected clock is the variable now`() throws {
        let now = try #require(RuleTimestamp("2026-11-21T08:00:00Z"))

        #expect(RuleCase.result("now.getHours('+07:00')", Bindings(now: now)) == .value(15))
        #expect(RuleCase.result("now", Bindings()) == .fails(.evaluation(.noSuchVariable)))
        #expect(RuleTimestamp(now.instant) == now)
    }
}
