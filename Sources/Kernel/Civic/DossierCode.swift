/// The code of a dossier: unit, day of receipt, number of the day. Printed on the receipt slip and in its QR code.
///
/// Made as `<unit>-YYMMDD-NNNN`; every generation still on paper is read: the right-to-left unit of Circular 01/2018,
/// the eight-digit date and the seven-digit number of the ministries' interface. The text is kept as it was issued.
package struct DossierCode: WrittenValue {
    package let text: String
    package let unit: UnitCode
    package let day: Day
    package let sequence: Int

    /// The number widens past 9999. A day outside 2000…2099 is written with its whole year.
    package init(unit: UnitCode, day: Day, sequence: Int) {
        self.unit = unit
        self.day = day
        self.sequence = sequence
        let (year, month, date) = day.components
        let prefix = (2000...2099).contains(year) ? Padded(year % 100, 2) : Padded(year, 4)
        text = "\(unit.text)-\(prefix)\(Padded(month, 2))\(Padded(date, 2))-\(Padded(sequence, 4))"
    }

    package init(_ text: some StringProtocol) throws(Fault) {
        var typed = String(text)
        if !typed.utf8.allSatisfy({ (0x2D...0x5A).contains($0) }) {
            // Typed by hand, not read from a row.
            typed = typed.uppercased().filter { !$0.isWhitespace }
        }
        guard !typed.isEmpty else { throw .empty }
        let parts = typed.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(Substring.init)
        guard parts.count == 3 else { throw .wrongShape }
        do throws(UnitCode.Fault) {
            unit = try UnitCode(parts[0])
        } catch {
            throw .unit(error)
        }
        guard let day = Self.day(parts[1]) else { throw .badDate }
        guard (4...7).contains(parts[2].utf8.count), let sequence = Self.number(parts[2]) else { throw .badSequence }
        self.day = day
        self.sequence = sequence
        self.text = typed
    }

    private static func day(_ digits: Substring) -> Day? {
        guard let value = number(digits) else { return nil }
        switch digits.utf8.count {
        case 6: return Day(year: 2000 + value / 10_000, month: value / 100 % 100, day: value % 100)
        case 8: return Day(year: value / 10_000, month: value / 100 % 100, day: value % 100)
        default: return nil
        }
    }

    private static func number(_ digits: Substring) -> Int? {
        // `Int` alone would take a sign.
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }
}

extension DossierCode {
    package enum Fault: InputFault {
        case empty
        case wrongShape
        case unit(UnitCode.Fault)
        case badDate
        case badSequence

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(
                    vi: "Nhập mã hồ sơ in trên giấy tiếp nhận.",
                    en: "Enter the dossier code printed on the receipt slip.")
            case .wrongShape:
                LocalizedText(
                    vi: "Mã hồ sơ gồm ba phần nối bằng dấu gạch, ví dụ H26.34-261121-0005.",
                    en: "A dossier code has three parts joined by hyphens, for example H26.34-261121-0005.")
            case .unit(let fault):
                LocalizedText(
                    vi: "Phần đầu của mã hồ sơ chưa đúng. " + fault.message.vi,
                    en: "The first part of the dossier code is not right. " + fault.message.en)
            case .badDate:
                LocalizedText(
                    vi: "Phần giữa của mã hồ sơ là ngày tiếp nhận, viết năm tháng ngày, ví dụ 261121.",
                    en: "The middle of a dossier code is the day of receipt as year, month, day, for example 261121.")
            case .badSequence:
                LocalizedText(
                    vi: "Phần cuối của mã hồ sơ là số thứ tự gồm 4 đến 7 chữ số.",
                    en: "The last part of a dossier code is a number of 4 to 7 digits.")
            }
        }
    }
}
