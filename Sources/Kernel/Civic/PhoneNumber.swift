/// A Vietnamese telephone number in its national form: a mobile of 10 digits or a landline of 11 (Hanoi 024…).
package struct PhoneNumber: WrittenValue {
    package let text: String

    /// Spaces, dots, hyphens and brackets are dropped; `+84` and `0084` become `0`.
    package init(_ text: some StringProtocol) throws(Fault) {
        var typed = String(text).filter { !"() .-\u{A0}\t\n\r".contains($0) }
        if typed.hasPrefix("+84") {
            typed = Self.national(typed.dropFirst(3))
        } else if typed.hasPrefix("0084") {
            typed = Self.national(typed.dropFirst(4))
        } else if typed.hasPrefix("84"), typed.utf8.count >= 11 {
            typed = Self.national(typed.dropFirst(2))
        } else if typed.hasPrefix("+") {
            throw .foreign
        }
        let digits = try TypedDigits.read(typed, empty: Fault.empty, stranger: Fault.notDigits)
        guard digits[0] == 0 else { throw .noLeadingZero }
        guard digits.count > 1 else { throw .wrongLength(digits.count) }
        switch digits[1] {
        case 3, 5, 7, 8, 9: guard digits.count == 10 else { throw .wrongLength(digits.count) }
        case 2: guard digits.count == 11 else { throw .wrongLength(digits.count) }
        default: throw .unknownPrefix
        }
        self.text = TypedDigits.text(digits)
    }

    package var isMobile: Bool { text.utf8.count == 10 }

    /// As much as tells one's own numbers apart: `•••678`.
    package var masked: String { "•••\(text.suffix(3))" }

    /// `+84…`, for gateways.
    package var international: String { "+84" + text.dropFirst() }

    /// `+84 (0)912…` is often typed.
    private static func national(_ rest: Substring) -> String { rest.hasPrefix("0") ? String(rest) : "0" + rest }
}

extension PhoneNumber {
    package enum Fault: InputFault {
        case empty
        case notDigits
        case foreign
        case noLeadingZero
        case unknownPrefix
        case wrongLength(Int)

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(
                    vi: "Nhập số điện thoại, ví dụ 0912 345 678.", en: "Enter a phone number, for example 0912 345 678."
                )
            case .notDigits:
                LocalizedText(vi: "Số điện thoại chỉ gồm chữ số.", en: "A phone number has digits only.")
            case .foreign:
                LocalizedText(
                    vi: "Chỉ nhận số điện thoại Việt Nam (bắt đầu bằng 0 hoặc +84).",
                    en: "Only Vietnamese numbers are taken (starting with 0 or +84).")
            case .noLeadingZero:
                LocalizedText(vi: "Số điện thoại bắt đầu bằng số 0.", en: "A phone number starts with 0.")
            case .unknownPrefix:
                LocalizedText(
                    vi: "Không có đầu số này; số di động bắt đầu bằng 03, 05, 07, 08, 09, số cố định bằng 02.",
                    en: "There is no such prefix; mobiles start with 03, 05, 07, 08 or 09, landlines with 02.")
            case .wrongLength(let count):
                LocalizedText(
                    vi: "Số di động có 10 chữ số, số cố định có 11; bạn đã nhập \(count).",
                    en: "A mobile number has 10 digits, a landline 11; you entered \(count).")
            }
        }
    }
}
