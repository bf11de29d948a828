extension Lexer {
    /// A number: `12`, `0x1F`, `1.5`, `.5`, `1e3`. The sign belongs to the expression around it.
    mutating func number() throws(RuleFault) -> Token.Kind {
        let start = position
        if byte() == 0x30, byte(1) == 0x78, byte(2)?.hexValue != nil {
            position += 2
            let digits = take { $0.hexValue != nil }
            try refuseUnsigned(start)
            return .int(try integer(digits, radix: 16, at: start))
        }
        let whole = take(\.isDigit)
        var isDouble = false
        if byte() == 0x2E, byte(1)?.isDigit == true {
            isDouble = true
            position += 1
            _ = take(\.isDigit)
        }
        if byte() == 0x65 || byte() == 0x45 {
            let signed = byte(1) == 0x2B || byte(1) == 0x2D
            if byte(signed ? 2 : 1)?.isDigit == true {
                isDouble = true
                position += signed ? 2 : 1
                _ = take(\.isDigit)
            }
        }
        guard isDouble else {
            try refuseUnsigned(start)
            return .int(try integer(whole, radix: 10, at: start))
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw .syntax("\(text) is too large for a double", vi: "số \(text) quá lớn", at: start)
        }
        return .double(value)
    }

    private mutating func take(_ belongs: (UInt8) -> Bool) -> String {
        let start = position
        while let next = byte(), belongs(next) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private func refuseUnsigned(_ start: Int) throws(RuleFault) {
        guard byte() == 0x75 || byte() == 0x55 else { return }
        throw .notInSubset("an unsigned number", "leave out the 'u'", vi: "hãy bỏ chữ 'u'", at: start)
    }

    /// At most 2^63, which is an int only behind a minus.
    private func integer(_ digits: String, radix: Int, at start: Int) throws(RuleFault) -> UInt64 {
        guard let value = UInt64(digits, radix: radix), value <= 1 << 63 else {
            throw .syntax("the number does not fit an int of 64 bits", vi: "số nguyên vượt quá 64 bit", at: start)
        }
        return value
    }

    /// A string from its opening quote: `"…"`, `'…'`, `"""…"""`, `'''…'''`.
    mutating func quoted(raw: Bool) throws(RuleFault) -> String {
        let start = position
        let quote = bytes[position]
        let triple = byte(1) == quote && byte(2) == quote
        position += triple ? 3 : 1
        var content: [UInt8] = []
        while let next = byte() {
            if next == quote, !triple || (byte(1) == quote && byte(2) == quote) {
                position += triple ? 3 : 1
                return String(decoding: content, as: UTF8.self)
            }
            if !triple, next == 0x0A || next == 0x0D { break }
            position += 1
            if next == 0x5C, !raw {
                content.append(contentsOf: String(Character(try escape())).utf8)
            } else {
                content.append(next)
            }
        }
        throw .syntax(
            "the string is not closed; a string over several lines needs three quotes",
            vi: "chuỗi chưa đóng; chuỗi nhiều dòng cần ba dấu nháy", at: start)
    }

    /// What a backslash stands for; the backslash is already read.
    private mutating func escape() throws(RuleFault) -> Unicode.Scalar {
        let start = position - 1
        guard let code = byte() else { throw badEscape(start) }
        position += 1
        switch code {
        case 0x5C, 0x3F, 0x22, 0x27, 0x60: return Unicode.Scalar(code)
        case 0x61: return "\u{7}"
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x6E: return "\n"
        case 0x72: return "\r"
        case 0x74: return "\t"
        case 0x76: return "\u{B}"
        case 0x78, 0x58: return try scalar(hex(2, start), start)
        case 0x75: return try utf16(start)
        case 0x55: return try scalar(hex(8, start), start)
        case 0x30...0x33:
            guard let second = byte(), let third = byte(1), (0x30...0x37).contains(second),
                (0x30...0x37).contains(third)
            else { throw badEscape(start) }
            position += 2
            return try scalar(UInt32(code - 0x30) * 64 + UInt32(second - 0x30) * 8 + UInt32(third - 0x30), start)
        default: throw badEscape(start)
        }
    }

    /// `\uXXXX`, or two of them that are a surrogate pair.
    private mutating func utf16(_ start: Int) throws(RuleFault) -> Unicode.Scalar {
        let first = try hex(4, start)
        guard (0xD800...0xDBFF).contains(first), byte() == 0x5C, byte(1) == 0x75 else {
            return try scalar(first, start)
        }
        position += 2
        let second = try hex(4, start)
        guard (0xDC00...0xDFFF).contains(second) else { throw badEscape(start) }
        return try scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), start)
    }

    private mutating func hex(_ count: Int, _ start: Int) throws(RuleFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<count {
            guard let digit = byte()?.hexValue else { throw badEscape(start) }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private func scalar(_ code: UInt32, _ start: Int) throws(RuleFault) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(code) else { throw badEscape(start) }
        return scalar
    }

    private func badEscape(_ start: Int) -> RuleFault {
        .syntax(
            #"no such escape; allowed are \\ \" \' \? \` \a \b \f \n \r \t \v \xHH \uHHHH \UHHHHHHHH \OOO"#,
            vi: #"ký hiệu thoát không đúng; được dùng \\ \" \' \n \t \xHH \uHHHH \UHHHHHHHH \OOO"#, at: start)
    }
}
