import Civic

/// The pure functions every city has beside CEL's. Dates are ISO text (`2026-11-21`).
enum CityFunctions {
    static let all = [fold, ageOn, days] + extremes

    /// `fold("Đỗ Thị Huệ") == "do thi hue"`: what search compares (see `VietnameseText`).
    static let fold = RuleFunction("fold", [.string], returns: .string) { arguments throws(RuleFault) in
        .string(VietnameseText.fold(try text(arguments, 0)))
    }

    /// `ageOn(born, day)`: years completed on the day. Who is born on 29 February completes a year on 28 February of
    /// a common year (Civil Code 2015 Art. 148.3: no such day, so the last day of the month).
    static let ageOn = RuleFunction("ageOn", [.string, .string], returns: .int) { arguments throws(RuleFault) in
        let (born, on) = (try day(arguments, 0), try day(arguments, 1))
        guard born <= on else {
            throw .range(
                "range: ageOn() was asked for \(on.iso), before the birth on \(born.iso)",
                vi: "ageOn(): ngày \(on.iso) trước ngày sinh \(born.iso)")
        }
        let years = on.components.year - born.components.year
        return .int(Int64(born.adding(months: years * 12) <= on ? years : years - 1))
    }

    /// `days(a, b)`: calendar days from a to b; negative when b is before a.
    static let days = RuleFunction("days", [.string, .string], returns: .int) { arguments throws(RuleFault) in
        .int(Int64(try day(arguments, 1) - day(arguments, 0)))
    }

    /// `min`, `max` of two or more ints or two or more doubles; with a NaN among them the result is NaN.
    static let extremes: [RuleFunction] = ["min", "max"].flatMap { name in
        [RuleType.int, .double].map { type in
            RuleFunction(name, [type, type], repeatsLast: true, returns: type) { arguments in
                arguments.dropFirst().reduce(arguments[0]) { best, next in
                    switch next.order(to: best) {
                    case .before: name == "min" ? next : best
                    case .after: name == "max" ? next : best
                    case .unordered: .double(.nan)
                    default: best
                    }
                }
            }
        }
    }

    private static func text(_ arguments: [RuleValue], _ position: Int) throws(RuleFault) -> String {
        guard case .string(let text) = arguments[position] else {
            throw .noSuchOverload("text is wanted, not \(arguments[position].typeName)", at: 0)
        }
        return text
    }

    private static func day(_ arguments: [RuleValue], _ position: Int) throws(RuleFault) -> Day {
        let text = try text(arguments, position)
        let digits = Array(text.utf8)
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D, let year = Digits.number(digits[0..<4]),
            let month = Digits.number(digits[5..<7]), let date = Digits.number(digits[8..<10]),
            let day = Day(year: year, month: month, day: date)
        else {
            throw .range(
                "range: '\(text)' is no date; dates are written 2026-11-21",
                vi: "'\(text)' không phải ngày hợp lệ; ngày viết dạng 2026-11-21")
        }
        return day
    }
}
