extension RuleDuration {
    private static let units: [(name: String, nanoseconds: Int128)] = [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]

    /// Reads `1h30m`, `-1.5s`, `250ms`, `0`: numbers with a unit (`h m s ms us ns`), one after another, with one sign
    /// in front. What is finer than a nanosecond is dropped. Nil for anything else, and outside the range.
    package init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let negative = rest.first == 0x2D
        if negative || rest.first == 0x2B { rest = rest.dropFirst() }
        if rest.elementsEqual([0x30]) {
            self.init(total: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: Int128 = 0
        while !rest.isEmpty {
            guard let part = Self.part(&rest) else { return nil }
            total += part
            guard total <= Self.longest else { return nil }
        }
        self.init(total: negative ? -total : total)
    }

    /// One number with its unit, in nanoseconds.
    private static func part(_ rest: inout ArraySlice<UInt8>) -> Int128? {
        let whole = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest[whole.endIndex...]
        var fraction: ArraySlice<UInt8> = []
        if rest.first == 0x2E {
            rest = rest.dropFirst()
            fraction = rest.prefix { (0x30...0x39).contains($0) }
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let name = rest.prefix { $0 != 0x2E && !(0x30...0x39).contains($0) }
        rest = rest[name.endIndex...]
        guard let unit = units.first(where: { $0.name.utf8.elementsEqual(name) }) else { return nil }
        var value: Int128 = 0
        for digit in whole {
            value = value * 10 + Int128(digit - 0x30)
            guard value <= longest else { return nil }
        }
        var total = value * unit.nanoseconds
        var scale = unit.nanoseconds * 1_000_000_000_000
        var parts: Int128 = 0
        for digit in fraction.prefix(24) {
            scale /= 10
            parts += Int128(digit - 0x30) * scale
        }
        total += parts / 1_000_000_000_000
        return total
    }

    /// Decimal seconds: `5400s`, `-1.5s`.
    package var text: String {
        let magnitude = total.magnitude
        let (seconds, rest) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        return "\(total < 0 ? "-" : "")\(seconds)\(Digits.fraction(Int(rest)))s"
    }
}
