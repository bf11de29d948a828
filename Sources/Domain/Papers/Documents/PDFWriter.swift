/// Writes values as a PDF document has them.
enum PDFWriter {
    static func write(_ value: PDFValue, to bytes: inout [UInt8]) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let digits): bytes += digits.utf8
        case .name(let name): write(name: name, to: &bytes)
        case .string(let string):
            bytes.append(UInt8(ascii: "<"))
            for byte in string { append(hexadecimal: byte, to: &bytes) }
            bytes.append(UInt8(ascii: ">"))
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: " ")) }
                write(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .dictionary(let dictionary):
            bytes += "<<".utf8
            for entry in dictionary.entries {
                write(name: entry.key, to: &bytes)
                bytes.append(UInt8(ascii: " "))
                write(entry.value, to: &bytes)
                bytes.append(UInt8(ascii: "\n"))
            }
            bytes += ">>".utf8
        case .reference(let number, let generation): bytes += "\(number) \(generation) R".utf8
        }
    }

    static func append(hexadecimal byte: UInt8, to bytes: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }

    private static func write(name: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "/"))
        for byte in name.utf8 {
            if PDFReader.isRegular(byte), byte > 32, byte < 127, byte != UInt8(ascii: "#") {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "#"))
                append(hexadecimal: byte, to: &bytes)
            }
        }
    }
}
