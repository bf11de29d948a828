/// Numbers as text, in the forms CEL's conversions read and write.
enum RuleNumber {
    /// An optional sign and decimal digits.
    static func isInteger(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if digits.first == 0x2B || digits.first == 0x2D { digits = digits.dropFirst() }
        return !digits.isEmpty && digits.allSatisfy(\.isDigit)
    }

    /// Decimal text with optional fraction and exponent, `inf`, `infinity` or `nan`; nil for anything else and for
    /// numbers beyond the range of double.
    static func double(_ text: String) -> Double? {
        var rest = text.utf8[...]
        let negative = rest.first == 0x2D
        if negative || rest.first == 0x2B { rest = rest.dropFirst() }
        switch (String(rest) ?? "").lowercased() {
        case "inf", "infinity": return negative ? -.infinity : .infinity
        case "nan": return rest.count == text.utf8.count ? .nan : nil
        default: break
        }
        let allowed = rest.allSatisfy { $0.isDigit || [0x2E, 0x65, 0x45, 0x2B, 0x2D].contains($0) }
        guard allowed, let first = rest.first, first.isDigit || first == 0x2E, let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }

    /// The shortest text that reads back the same: plain from 0.0001 to below 1,000,000, else with an exponent of at
    /// least two digits (`1e+06`). The specification leaves the form open; this is the one cel-go writes.
    static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number < 0 ? "-Inf" : "+Inf" }
        let sign = number.sign == .minus ? "-" : ""
        let (digits, exponent) = shortest(number.magnitude)
        if exponent < -4 || exponent >= 6 {
            let fraction = digits.count > 1 ? "." + digits.dropFirst() : ""
            let size = String(exponent.magnitude)
            return
                "\(sign)\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(size.count < 2 ? "0" : "")\(size)"
        }
        if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
        let whole = digits.prefix(exponent + 1)
        let zeros = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return "\(sign)\(whole)\(zeros)\(fraction.isEmpty ? "" : "." + fraction)"
    }

    /// The significant digits and the power of ten of the first one.
    private static func shortest(_ magnitude: Double) -> (digits: String, exponent: Int) {
        guard magnitude != 0 else { return ("0", 0) }
        let parts = magnitude.description.split(separator: "e")
        let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let mantissa = parts[0].split(separator: ".")
        let whole = mantissa[0]
        let all = whole + (mantissa.count > 1 ? mantissa[1] : "")
        let leading = all.prefix { $0 == "0" }.count
        var digits = all.dropFirst(leading)
        while digits.count > 1, digits.hasSuffix("0") { digits.removeLast() }
        return (String(digits), whole.count - 1 - leading + power)
    }
}
