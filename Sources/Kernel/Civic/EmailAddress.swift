/// An e-mail address as residents type it: one `@`, a domain with a dot, nothing that could end a header line. Quoted local
/// parts and addresses in other scripts (RFC 6531) are not taken: few relays carry them.
package struct EmailAddress: WrittenValue {
    package let text: String

    /// Spaces around it are dropped, the domain is written small.
    package init(_ text: some StringProtocol) throws(Fault) {
        let typed = text.split(whereSeparator: \.isWhitespace)
        guard let only = typed.first else { throw .empty }
        guard typed.count == 1, only.utf8.count <= 254 else { throw .malformed }
        let parts = only.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocal(parts[0]), Self.isDomain(parts[1]) else { throw .malformed }
        self.text = parts[0] + "@" + parts[1].lowercased()
    }

    /// As much as tells one's own addresses apart: `m•••@example.vn`.
    package var masked: String {
        let at = text.firstIndex(of: "@") ?? text.endIndex
        return text.prefix(1) + "•••" + text[at...]
    }

    private static func isLocal(_ part: some StringProtocol) -> Bool {
        isDotted(part, at: 1) { letter in
            isLetterOrDigit(letter) || "!#$%&'*+/=?^_`{|}~-".utf8.contains(letter)
        } && part.utf8.count <= 64
    }

    private static func isDomain(_ part: some StringProtocol) -> Bool {
        isDotted(part, at: 2) { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            && part.split(separator: ".").allSatisfy { !$0.hasPrefix("-") && !$0.hasSuffix("-") && $0.utf8.count <= 63 }
    }

    private static func isDotted(
        _ text: some StringProtocol, at least: Int, _ isAllowed: (UInt8) -> Bool
    ) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= least && labels.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAllowed) }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

extension EmailAddress {
    package enum Fault: InputFault {
        case empty
        case malformed

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(
                    vi: "Nhập địa chỉ thư điện tử, ví dụ ten@example.vn.",
                    en: "Enter an e-mail address, for example name@example.vn.")
            case .malformed:
                LocalizedText(
                    vi: "Địa chỉ thư điện tử phải có dạng ten@example.vn, không dấu và không khoảng trắng.",
                    en: "An e-mail address looks like name@example.vn, without accents and spaces.")
            }
        }
    }
}
