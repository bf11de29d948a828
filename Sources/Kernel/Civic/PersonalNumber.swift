/// Sex as civil status records it.
package enum Sex: String, Sendable, Codable, Hashable, CaseIterable {
    case male
    case female
}

/// The personal identification number, 12 digits: province of birth registration, century with sex, year of birth, six
/// random digits; no check digit (Decree 137/2015 Art. 13, Law on Identification 26/2023).
package struct PersonalNumber: WrittenValue {
    package let text: String
    /// Province of birth registration before the merger of 2025, 001…096; from 100 a country of birth.
    package let province: Int
    package let sex: Sex
    package let birthYear: Int

    /// Spaces and dots are dropped.
    package init(_ text: some StringProtocol) throws(Fault) {
        let digits = try TypedDigits.read(text, empty: Fault.empty, stranger: Fault.notDigits)
        guard digits.count == 12 else { throw .wrongLength(digits.count) }
        province = TypedDigits.number(digits[0..<3])
        guard province > 0 else { throw .noSuchProvince }
        let centuryAndSex = Int(digits[3])
        sex = centuryAndSex % 2 == 0 ? .male : .female
        birthYear = 1900 + centuryAndSex / 2 * 100 + TypedDigits.number(digits[4..<6])
        self.text = TypedDigits.text(digits)
    }

    package var isRegisteredAbroad: Bool { province >= 100 }

    /// Whether the number is one the city's population tables know a province for.
    package var hasKnownProvince: Bool { isRegisteredAbroad || Self.provinces.contains(province) }

    /// Where the number and what the person declares do not agree. A warning for the officer, never a refusal: the
    /// registers hold numbers given with a wrong year or sex.
    package func warnings(birthDate: Day?, sex declared: Sex?) -> [Warning] {
        var warnings: [Warning] = []
        if let birthDate, birthDate.components.year != birthYear {
            warnings.append(.birthYearDiffers(number: birthYear, declared: birthDate.components.year))
        }
        if let declared, declared != sex { warnings.append(.sexDiffers) }
        if !hasKnownProvince { warnings.append(.unknownProvince(province)) }
        return warnings
    }

    /// The 63 codes of Decision 124/2004, which the merger of 2025 did not renumber.
    private static let provinces: Set<Int> = [
        1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38, 40, 42, 44,
        45, 46,
        48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92,
        93,
        94, 95, 96,
    ]
}

extension PersonalNumber {
    package enum Fault: InputFault {
        case empty
        case notDigits
        case wrongLength(Int)
        case noSuchProvince

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(vi: "Nhập số định danh cá nhân gồm 12 chữ số.", en: "Enter the 12-digit personal number.")
            case .notDigits:
                LocalizedText(
                    vi: "Số định danh cá nhân chỉ gồm chữ số; hãy bỏ chữ cái và ký hiệu.",
                    en: "A personal number has digits only; remove letters and signs.")
            case .wrongLength(let count):
                LocalizedText(
                    vi: "Số định danh cá nhân có 12 chữ số, bạn đã nhập \(count).",
                    en: "A personal number has 12 digits; you entered \(count).")
            case .noSuchProvince:
                LocalizedText(
                    vi: "Số định danh cá nhân không bắt đầu bằng 000; hãy xem lại trên thẻ.",
                    en: "A personal number does not start with 000; check it on the card.")
            }
        }
    }

    package enum Warning: Hashable, Sendable {
        case birthYearDiffers(number: Int, declared: Int)
        case sexDiffers
        case unknownProvince(Int)

        package var message: LocalizedText {
            switch self {
            case .birthYearDiffers(let number, let declared):
                LocalizedText(
                    vi: "Số định danh ghi năm sinh \(number), còn ngày sinh khai là năm \(declared).",
                    en: "The personal number says born in \(number), the date of birth given says \(declared).")
            case .sexDiffers:
                LocalizedText(
                    vi: "Giới tính theo số định danh khác với giới tính đã khai.",
                    en: "The sex in the personal number differs from the sex given.")
            case .unknownProvince(let code):
                LocalizedText(
                    vi: "Không có tỉnh nào mang mã \(code) ở đầu số định danh.",
                    en: "No province has the code \(code) at the start of the personal number.")
            }
        }
    }
}
