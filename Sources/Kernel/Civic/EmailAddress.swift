/// An e-mail address, checked lightly: whether it exists only a message can tell.
package struct EmailAddress: WrittenValue {
    package let text: String

    /// The part after the @ is lower-cased; the part before it is the owner's to spell.
    package init(_ text: some StringProtocol) throws(Fault) {
        let typed = String(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !typed.isEmpty else { throw .empty }
        guard typed.utf8.count <= 254 else { throw .tooLong }
        let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { throw .atSign }
        guard (1...64).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(Self.isLocal), !parts[0].hasPrefix("."),
            !parts[0].hasSuffix("."), !parts[0].contains("..")
        else { throw .badName }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(Self.isLabel), labels.last.map({ $0.utf8.count >= 2 }) == true else {
            throw .badDomain
        }
        self.text = parts[0] + "@" + parts[1].lowercased()
    }

    /// As much as tells one's own addresses apart: `m•••@example.vn`.
    package var masked: String {
        let at = text.firstIndex(of: "@") ?? text.endIndex
        return text.prefix(1) + "•••" + text[at...]
    }

    private static func isLocal(_ byte: UInt8) -> Bool {
        // Printable ASCII without the marks that need quoting; letters beyond ASCII are allowed (RFC 6531).
        byte >= 0x80 || (0x21...0x7E).contains(byte) && !"\"(),:;<>[]\\".utf8.contains(byte)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy {
                $0 >= 0x80 || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || $0 == 0x2D
            }
    }
}

extension EmailAddress {
    package enum Fault: InputFault {
        case empty
        case tooLong
        case atSign
        case badName
        case badDomain

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(vi: "Nhập địa chỉ thư điện tử.", en: "Enter an e-mail address.")
            case .tooLong:
                LocalizedText(
                    vi: "Địa chỉ thư dài tối đa 254 ký tự.", en: "An e-mail address has at most 254 characters.")
            case .atSign:
                LocalizedText(
                    vi: "Địa chỉ thư có đúng một dấu @, ví dụ ten@vidu.vn.",
                    en: "An e-mail address has exactly one @, for example name@example.vn.")
            case .badName:
                LocalizedText(
                    vi: "Phần trước dấu @ không có dấu cách và không bắt đầu hay kết thúc bằng dấu chấm.",
                    en: "The part before the @ has no spaces and does not start or end with a dot.")
            case .badDomain:
                LocalizedText(
                    vi: "Phần sau dấu @ là tên miền, ví dụ vidu.vn.",
                    en: "The part after the @ is a domain, for example example.vn.")
            }
        }
    }
}
