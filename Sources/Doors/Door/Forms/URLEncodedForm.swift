/// `application/x-www-form-urlencoded` (WHATWG URL 5.1), bounded and strict about text.
package enum URLEncodedForm {
    package static func parse(_ bytes: [UInt8], limits: FormLimits) throws(DoorProblem) -> FilledForm {
        var fields: [FilledForm.Field] = []
        var excess: DoorProblem? = bytes.count > limits.bodyBytes ? limits.bodyProblem : nil
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < limits.fields else { throw .badForm(.tooManyFields) }
            let equals = pair.firstIndex(of: UInt8(ascii: "="))
            let name = try text(pair[..<(equals ?? pair.endIndex)])
            let value = try equals.map { index throws(DoorProblem) in try text(pair[(index + 1)...]) } ?? ""
            if max(name.utf8.count, value.utf8.count) > limits.fieldBytes { excess = excess ?? .badForm(.fieldTooLong) }
            fields.append(FilledForm.Field(name: name, value: value))
        }
        return FilledForm(fields: fields, excess: excess)
    }

    private static func text(_ raw: ArraySlice<UInt8>) throws(DoorProblem) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(raw.count)
        var index = raw.startIndex
        while index < raw.endIndex {
            let byte = raw[index]
            if byte == UInt8(ascii: "%"), index + 2 < raw.endIndex, let high = hex(raw[index + 1]),
                let low = hex(raw[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
                index += 1
            }
        }
        return try FormText.clean(decoded)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Percent-encodes text for an address or a form.
    package static func encode(_ text: some StringProtocol) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                out.append(byte)
            default:
                out.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
