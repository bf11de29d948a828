extension HouseDates {
    /// Reads a date typed in three fields.
    package static func day(day: String, month: String, year: String) throws(DateFault) -> Day {
        let fields = [day, month, year].map { $0.filter { !$0.isWhitespace } }
        let missing = zip(DateFault.Field.allCases, fields).filter { $0.1.isEmpty }.map { $0.0 }
        guard missing.count < 3 else { throw .empty }
        guard missing.isEmpty else { throw .missing(missing) }
        let date = try number(fields[0], .day)
        let month = try number(fields[1], .month)
        guard fields[2].utf8.count != 2 else { throw .shortYear }
        let year = try number(fields[2], .year)
        guard (1...12).contains(month) else { throw .noSuchMonth(month) }
        guard (1800...2999).contains(year) else { throw .unlikelyYear(year) }
        guard let result = Day(year: year, month: month, day: date) else {
            throw .noSuchDay(date, month: month, year: year)
        }
        return result
    }

    /// Reads a date typed in one field: `1/9/2026`, `01-09-2026`, `01.09.2026`, `01 09 2026`, and ISO `2026-09-01`.
    package static func day(_ typed: some StringProtocol) throws(DateFault) -> Day {
        let parts = String(typed).split(whereSeparator: { "/-. \u{A0}\t".contains($0) }).map(String.init)
        guard !parts.isEmpty else { throw .empty }
        guard parts.count == 3 else { throw .unreadable }
        return parts[0].utf8.count == 4
            ? try day(day: parts[2], month: parts[1], year: parts[0])
            : try day(day: parts[0], month: parts[1], year: parts[2])
    }

    private static func number(_ text: String, _ field: DateFault.Field) throws(DateFault) -> Int {
        guard text.utf8.count <= 4, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = Int(text) else {
            throw .notANumber(field)
        }
        return value
    }
}

/// What is wrong with a date somebody typed.
package enum DateFault: InputFault {
    package enum Field: Hashable, Sendable, CaseIterable {
        case day
        case month
        case year

        package var name: LocalizedText {
            switch self {
            case .day: LocalizedText(vi: "ngày", en: "day")
            case .month: LocalizedText(vi: "tháng", en: "month")
            case .year: LocalizedText(vi: "năm", en: "year")
            }
        }
    }

    case empty
    case missing([Field])
    case unreadable
    case notANumber(Field)
    case shortYear
    case unlikelyYear(Int)
    case noSuchMonth(Int)
    case noSuchDay(Int, month: Int, year: Int)

    package var message: LocalizedText {
        switch self {
        case .empty:
            LocalizedText(vi: "Nhập ngày, tháng, năm, ví dụ 01/09/2026.", en: "Enter a date, for example 01/09/2026.")
        case .missing(let fields):
            LocalizedText(
                vi: "Ngày còn thiếu \(fields.map(\.name.vi).joined(separator: " và ")).",
                en: "The date still needs a \(fields.map(\.name.en).joined(separator: " and a ")).")
        case .unreadable:
            LocalizedText(
                vi: "Viết ngày theo thứ tự ngày/tháng/năm, ví dụ 01/09/2026.",
                en: "Write the date as day/month/year, for example 01/09/2026.")
        case .notANumber(let field):
            LocalizedText(
                vi: "Phần \(field.name.vi) chỉ gồm chữ số.", en: "The \(field.name.en) has digits only.")
        case .shortYear:
            LocalizedText(
                vi: "Viết đủ bốn chữ số của năm, ví dụ 2026.",
                en: "Write all four digits of the year, for example 2026.")
        case .unlikelyYear(let year):
            LocalizedText(
                vi: "Năm \(year) chưa đúng; hãy xem lại bốn chữ số của năm.",
                en: "The year \(year) is not likely; check its four digits.")
        case .noSuchMonth(let month):
            LocalizedText(
                vi: "Không có tháng \(month); tháng từ 1 đến 12.",
                en: "There is no month \(month); months run from 1 to 12.")
        case .noSuchDay(let day, let month, let year):
            LocalizedText(
                vi: "Tháng \(month)/\(year) không có ngày \(day).", en: "Month \(month)/\(year) has no day \(day).")
        }
    }
}
