/// A tax code, which is also an enterprise's code: 10 digits with a check digit, the same with `-NNN` for a branch, or
/// the 12-digit personal number of an individual or household business (Circulars 105/2020 Art. 5 and 86/2024).
package struct TaxCode: WrittenValue {
    package enum Kind: Hashable, Sendable {
        case enterprise
        case branch(Int)
        case person(PersonalNumber)
    }

    package let text: String
    package let kind: Kind

    /// Spaces and dots are dropped; the hyphen before a branch may be missing.
    package init(_ text: some StringProtocol) throws(Fault) {
        let digits = try TypedDigits.read(text, empty: Fault.empty, stranger: Fault.notDigits)
        switch digits.count {
        case 10, 13:
            try Self.check(digits)
            let main = TypedDigits.text(digits[0..<10])
            if digits.count == 10 {
                (self.text, kind) = (main, .enterprise)
            } else {
                let branch = TypedDigits.number(digits[10...])
                guard branch > 0 else { throw .noSuchBranch }
                (self.text, kind) = (main + "-" + TypedDigits.text(digits[10...]), .branch(branch))
            }
        case 12:
            do throws(PersonalNumber.Fault) {
                let person = try PersonalNumber(TypedDigits.text(digits))
                (self.text, kind) = (person.text, .person(person))
            } catch {
                throw .personalNumber(error)
            }
        default:
            throw .wrongLength(digits.count)
        }
    }

    /// Weights 31 … 3 over the first nine digits; the tenth is 10 − sum mod 11, and a sum of 0 is not issued.
    private static func check(_ digits: [UInt8]) throws(Fault) {
        let weights = [31, 29, 23, 19, 17, 13, 7, 5, 3]
        let remainder = zip(weights, digits).reduce(0) { $0 + $1.0 * Int($1.1) } % 11
        guard remainder != 0, Int(digits[9]) == 10 - remainder, TypedDigits.number(digits[2..<9]) > 0 else {
            throw .checkDigit
        }
    }
}

extension TaxCode {
    package enum Fault: InputFault {
        case empty
        case notDigits
        case wrongLength(Int)
        case checkDigit
        case noSuchBranch
        case personalNumber(PersonalNumber.Fault)

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(
                    vi: "Nhập mã số thuế: 10 chữ số, 10-3 chữ số, hoặc số định danh 12 chữ số.",
                    en: "Enter the tax code: 10 digits, 10-3 digits, or a 12-digit personal number.")
            case .notDigits:
                LocalizedText(
                    vi: "Mã số thuế chỉ gồm chữ số và dấu gạch nối.", en: "A tax code has only digits and a hyphen.")
            case .wrongLength(let count):
                LocalizedText(
                    vi: "Mã số thuế có 10, 13 (10-3) hoặc 12 chữ số, bạn đã nhập \(count).",
                    en: "A tax code has 10, 13 (10-3) or 12 digits; you entered \(count).")
            case .checkDigit:
                LocalizedText(
                    vi: "Mã số thuế không đúng chữ số kiểm tra; hãy xem lại từng chữ số.",
                    en: "The check digit of the tax code does not fit; check each digit.")
            case .noSuchBranch:
                LocalizedText(
                    vi: "Số đơn vị phụ thuộc sau dấu gạch nối từ 001 đến 999.",
                    en: "The branch number after the hyphen runs from 001 to 999.")
            case .personalNumber(let fault):
                fault.message
            }
        }
    }
}
