extension VietnameseText {
    /// A key whose byte order is the order of a Vietnamese dictionary.
    ///
    /// Letters decide first (a ă â b c d đ e ê … o ô ơ … u ư …, a space before them all), then tones in the order ngang,
    /// huyền, hỏi, ngã, sắc, nặng, then case, lower first. Marks typed separately weigh as precomposed ones.
    package static func collationKey(_ text: some StringProtocol) -> [UInt8] {
        let text = String(text)
        var letters: [UInt8] = []
        var tones: [UInt8] = []
        var cases: [UInt8] = []
        letters.reserveCapacity(text.utf8.count * 3 + 2)
        tones.reserveCapacity(text.utf8.count)
        cases.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            let value = scalar.value
            if let tone = combiningTone(value) {
                if let last = tones.indices.last { tones[last] = tone }
            } else if let quality = combiningQuality(value) {
                if let last = letters.indices.last { letters[last] = weight(letters[last], with: quality) }
            } else if (0x300...0x36F).contains(value) {
                continue
            } else if value < 0x80 {
                append(UInt8(value), quality: LatinLetters.nothing, tone: LatinLetters.nothing)
            } else if let index = LatinLetters.index(value), LatinLetters.plain[index] != LatinLetters.nothing {
                append(LatinLetters.plain[index], quality: LatinLetters.quality[index], tone: LatinLetters.tone[index])
            } else if let spelled = LatinLetters.spelledOut(value) {
                spelled.withUTF8Buffer {
                    for byte in $0 { append(byte, quality: LatinLetters.nothing, tone: LatinLetters.nothing) }
                }
            } else {
                // Other scripts stand after Latin, in the order of their code points.
                letters.append(contentsOf: String(scalar).utf8)
                tones.append(level)
                cases.append(level)
            }
        }
        letters.append(0)
        letters.append(contentsOf: tones)
        letters.append(0)
        letters.append(contentsOf: cases)
        return letters

        func append(_ byte: UInt8, quality: UInt8, tone: UInt8) {
            letters.append(weight(weight(of: byte), with: quality))
            tones.append(tone == LatinLetters.nothing ? level : tone - UInt8(ascii: "0") + level)
            cases.append((0x41...0x5A).contains(byte) ? level + 1 : level)
        }
    }

    /// The least weight of a lower level; 0 parts the levels.
    private static let level: UInt8 = 1
    private static let spaceWeight: UInt8 = 2
    private static let digitWeight: UInt8 = 0x10
    private static let letterWeight: UInt8 = 0x20

    /// Four places a letter: the plain one, then what breve, circumflex, horn or stroke make of it. That leaves
    /// 0x20…0x87 for letters; bytes of other scripts begin at 0xC2.
    private static func weight(of byte: UInt8) -> UInt8 {
        switch byte {
        case 0x41...0x5A: letterWeight + (byte - 0x41) * 4
        case 0x61...0x7A: letterWeight + (byte - 0x61) * 4
        case 0x30...0x39: digitWeight + (byte - 0x30)
        case 0x20, 0x09...0x0D: spaceWeight
        default: spaceWeight + 1
        }
    }

    private static func weight(_ weight: UInt8, with quality: UInt8) -> UInt8 {
        guard weight >= letterWeight, weight < letterWeight + 26 * 4 else { return weight }
        let letter = UInt8(ascii: "a") + (weight - letterWeight) / 4
        let plain = weight - (weight - letterWeight) % 4
        switch (letter, quality) {
        case (UInt8(ascii: "a"), UInt8(ascii: "(")): return plain + 1
        case (UInt8(ascii: "a"), UInt8(ascii: "^")): return plain + 2
        case (UInt8(ascii: "d"), UInt8(ascii: "/")): return plain + 1
        case (UInt8(ascii: "e"), UInt8(ascii: "^")): return plain + 1
        case (UInt8(ascii: "o"), UInt8(ascii: "^")): return plain + 1
        case (UInt8(ascii: "o"), UInt8(ascii: "+")): return plain + 2
        case (UInt8(ascii: "u"), UInt8(ascii: "+")): return plain + 1
        default: return weight
        }
    }

    private static func combiningTone(_ value: UInt32) -> UInt8? {
        switch value {
        case 0x300: level + 1
        case 0x309: level + 2
        case 0x303: level + 3
        case 0x301: level + 4
        case 0x323: level + 5
        default: nil
        }
    }

    private static func combiningQuality(_ value: UInt32) -> UInt8? {
        switch value {
        case 0x306: UInt8(ascii: "(")
        case 0x302: UInt8(ascii: "^")
        case 0x31B: UInt8(ascii: "+")
        default: nil
        }
    }
}
