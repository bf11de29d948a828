import Civic

/// Dates in words, as civil-status papers repeat them: `ngày năm tháng một năm hai nghìn không trăm hai mươi sáu`.
enum SpokenDate {
    private static let digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]

    static func text(_ day: Day) -> String {
        let (year, month, date) = day.components
        return "ngày \(number(date)) tháng \(month == 4 ? "tư" : number(month)) năm \(number(year))"
    }

    /// 0 to 9999.
    static func number(_ value: Int) -> String {
        guard value > 0 else { return digits[0] }
        var words: [String] = []
        if value >= 1_000 { words += [digits[value / 1_000 % 10], "nghìn"] }
        if value >= 100 { words += [digits[value / 100 % 10], "trăm"] }
        return (words + below100(value % 100, after: value >= 100)).joined(separator: " ")
    }

    private static func below100(_ value: Int, after hundreds: Bool) -> [String] {
        let (ten, one) = value.quotientAndRemainder(dividingBy: 10)
        switch (ten, one) {
        case (0, 0): return []
        case (0, _): return (hundreds ? ["linh"] : []) + [digits[one]]
        case (1, 0): return ["mười"]
        case (1, 5): return ["mười", "lăm"]
        case (1, _): return ["mười", digits[one]]
        case (_, 0): return [digits[ten], "mươi"]
        case (_, 1): return [digits[ten], "mươi", "mốt"]
        case (_, 4): return [digits[ten], "mươi", "tư"]
        case (_, 5): return [digits[ten], "mươi", "lăm"]
        default: return [digits[ten], "mươi", digits[one]]
        }
    }
}
