import Civic

extension RuleTimestamp {
    /// Reads RFC 3339 (`2026-01-01T00:00:00Z`, `2026-01-01T07:00:00.5+07:00`); digits past the nanosecond are
    /// dropped. Nil when the text is not of that form or the moment is outside the years 1 to 9999.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20,
            bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A,
            let year = Digits.number(bytes[0..<4]), let month = Digits.number(bytes[5..<7]),
            let date = Digits.number(bytes[8..<10]), let hour = Digits.number(bytes[11..<13]),
            let minute = Digits.number(bytes[14..<16]), let second = Digits.number(bytes[17..<19]),
            let day = Day(year: year, month: month, day: date), hour < 24, minute < 60, second < 60
        else { return nil }
        var rest = bytes[19...]
        var nanoseconds = 0
        if rest.first == 0x2E {
            let digits = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !digits.isEmpty else { return nil }
            let kept = digits.prefix(9)
            nanoseconds = kept.reduce(0) { $0 * 10 + Int($1 - 0x30) }
            for _ in kept.count..<9 { nanoseconds *= 10 }
            rest = rest[digits.endIndex...]
        }
        guard let offset = Self.offset(rest) else { return nil }
        let wall = Int64(day.number) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        self.init(seconds: wall - Int64(offset), nanoseconds: Int32(nanoseconds))
    }

    /// `Z` or `+hh:mm`, in seconds east of UTC.
    private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
        if text.elementsEqual([0x5A]) { return 0 }
        let parts = Array(text)
        guard parts.count == 6, parts[0] == 0x2B || parts[0] == 0x2D, parts[3] == 0x3A,
            let hours = Digits.number(parts[1..<3]), let minutes = Digits.number(parts[4..<6]), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (parts[0] == 0x2D ? -1 : 1)
    }

    /// RFC 3339 in UTC, with as many decimals as are needed.
    package var text: String {
        let day = seconds.flooredDay
        let second = Int(seconds - Int64(day.number) * 86_400)
        let clock = [second / 3_600, second / 60 % 60, second % 60].map { Digits.padded($0, 2) }
        return "\(day.iso)T\(clock.joined(separator: ":"))\(Digits.fraction(Int(nanoseconds)))Z"
    }
}

extension Int64 {
    /// The day that holds this second since 1970.
    var flooredDay: Day {
        Day(number: Int32((self >= 0 ? self : self - 86_399) / 86_400))
    }
}

/// Decimal digits without Foundation.
enum Digits {
    /// Nil unless every byte is an ASCII digit.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        return bytes.isEmpty ? nil : number
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    /// `.5` for 500,000,000 nanoseconds; nothing for none.
    static func fraction(_ nanoseconds: Int) -> String {
        guard nanoseconds != 0 else { return "" }
        var digits = padded(nanoseconds, 9)
        while digits.hasSuffix("0") { digits.removeLast() }
        return "." + digits
    }
}
