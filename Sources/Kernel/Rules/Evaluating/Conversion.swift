/// The conversions `int()`, `double()`, `string()`, `bool()`, `timestamp()`, `duration()`.
enum Conversion {
    /// Nil when the function has no overload for the value's type.
    static func value(_ value: RuleValue, _ function: Builtin) throws(RuleFault) -> RuleValue? {
        switch function {
        case .toInt: try integer(value).map(RuleValue.int)
        case .toDouble: try double(value).map(RuleValue.double)
        case .toString: string(value).map(RuleValue.string)
        case .toBool: try bool(value).map(RuleValue.bool)
        case .toTimestamp: try timestamp(value).map(RuleValue.timestamp)
        case .toDuration: try duration(value).map(RuleValue.duration)
        default: nil
        }
    }

    /// Doubles lose their fraction; both ends of the range are refused, as CEL does, since a double there may have
    /// been rounded.
    private static func integer(_ value: RuleValue) throws(RuleFault) -> Int64? {
        switch value {
        case .int(let number): return number
        case .double(let number):
            guard number > -0x1p63, number < 0x1p63 else {
                throw .range(
                    "range: \(RuleNumber.text(number)) does not fit an int", vi: "số thực vượt quá phạm vi số nguyên")
            }
            return Int64(number)
        case .string(let text):
            guard RuleNumber.isInteger(text), let number = Int64(text) else { throw unreadable(text, "an int") }
            return number
        case .timestamp(let moment): return moment.seconds
        default: return nil
        }
    }

    private static func double(_ value: RuleValue) throws(RuleFault) -> Double? {
        switch value {
        case .int(let number): return Double(number)
        case .double(let number): return number
        case .string(let text):
            guard let number = RuleNumber.double(text) else { throw unreadable(text, "a double") }
            return number
        default: return nil
        }
    }

    private static func string(_ value: RuleValue) -> String? {
        switch value {
        case .string(let text): text
        case .int(let number): String(number)
        case .double(let number): RuleNumber.text(number)
        case .bool(let truth): String(truth)
        case .timestamp(let moment): moment.text
        case .duration(let span): span.text
        default: nil
        }
    }

    private static func bool(_ value: RuleValue) throws(RuleFault) -> Bool? {
        switch value {
        case .bool(let truth): return truth
        case .string("1"), .string("t"), .string("T"), .string("true"), .string("TRUE"), .string("True"): return true
        case .string("0"), .string("f"), .string("F"), .string("false"), .string("FALSE"), .string("False"):
            return false
        case .string(let text): throw unreadable(text, "a bool")
        default: return nil
        }
    }

    private static func timestamp(_ value: RuleValue) throws(RuleFault) -> RuleTimestamp? {
        switch value {
        case .timestamp(let moment): return moment
        case .int(let seconds):
            guard let moment = RuleTimestamp(seconds: seconds) else {
                throw .range(
                    "range: \(seconds) seconds is outside the years 1 to 9999", vi: "thời điểm nằm ngoài năm 1 đến 9999"
                )
            }
            return moment
        case .string(let text):
            guard let moment = RuleTimestamp(text) else {
                throw .range(
                    "range: '\(text)' is no timestamp of the years 1 to 9999; write 2026-01-31T07:00:00Z",
                    vi: "'\(text)' không phải thời điểm hợp lệ; hãy viết 2026-01-31T07:00:00Z")
            }
            return moment
        default: return nil
        }
    }

    private static func duration(_ value: RuleValue) throws(RuleFault) -> RuleDuration? {
        switch value {
        case .duration(let span): return span
        case .string(let text):
            guard let span = RuleDuration(text) else {
                throw .range(
                    "range: '\(text)' is no duration of at most 315576000000s; write 1h30m or 90s",
                    vi: "'\(text)' không phải khoảng thời gian hợp lệ; hãy viết 1h30m hoặc 90s")
            }
            return span
        default: return nil
        }
    }

    private static func unreadable(_ text: String, _ type: String) -> RuleFault {
        .range("range: '\(text)' cannot be read as \(type)", vi: "không đọc được '\(text)' thành \(type)")
    }
}
