/// An amount of Vietnamese đồng. Whole, never a fraction.
package struct Dong: Hashable, Comparable, Sendable, Codable {
    package let amount: Int64

    package init(_ amount: Int64) {
        self.amount = amount
    }

    package init(from decoder: any Decoder) throws {
        amount = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(amount)
    }

    package static let zero = Dong(0)
    package static func < (left: Self, right: Self) -> Bool { left.amount < right.amount }
    package static func + (left: Self, right: Self) -> Dong { Dong(left.amount + right.amount) }
    package static func - (left: Self, right: Self) -> Dong { Dong(left.amount - right.amount) }

    /// `1.234.567 ₫` in Vietnamese, `1,234,567 VND` in English.
    package func formatted(_ language: Language) -> String {
        let digits = Array(String(amount.magnitude))
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { grouped.append(language == .vi ? "." : ",") }
            grouped.append(digit)
        }
        let signed = (amount < 0 ? "−" : "") + grouped
        return language == .vi ? signed + " ₫" : signed + " VND"
    }
}
