import CityFolder
import Civic

/// `{keep: 2 years, erase: 10 years}` of a city, and the same two columns of `documents.csv`.
enum RetentionFile {
    static func read(_ map: YAMLMap) -> PaperRetention {
        func span(_ key: String) -> PaperRetention.Span? {
            map.optionalString(key).flatMap { Self.span($0, at: map.place(of: key), map.findings) }
        }
        defer { map.finish() }
        return checked(PaperRetention(keep: span("keep"), erase: span("erase")), at: map.place, map.findings)
    }

    /// Nil where the row says neither.
    static func read(_ row: CSVRow, _ findings: Findings) -> PaperRetention? {
        func span(_ column: String) -> PaperRetention.Span? {
            row.optional(column).flatMap { Self.span($0, at: row.place(column), findings) }
        }
        let rule = PaperRetention(keep: span("keep"), erase: span("erase"))
        guard rule != PaperRetention() else { return nil }
        return checked(rule, at: row.place("erase"), findings)
    }

    private static func checked(_ rule: PaperRetention, at place: SourcePlace, _ findings: Findings) -> PaperRetention {
        let day = Day(number: 0)
        if let keep = rule.keep, let erase = rule.erase, erase.after(day) < keep.after(day) {
            findings.error(
                place, "retention.order",
                LocalizedText(
                    vi: "Giấy tờ bị xóa (erase) trước khi hết thời hạn giữ (keep).",
                    en: "The paper is erased before its time to be kept is over."),
                cure: LocalizedText(vi: "erase dài bằng keep hoặc dài hơn.", en: "erase is as long as keep or longer."))
        }
        return rule
    }

    private static func span(_ text: String, at place: SourcePlace, _ findings: Findings) -> PaperRetention.Span? {
        if let span = PaperRetention.Span(text) { return span }
        findings.error(
            place, "retention.span",
            LocalizedText(vi: "“\(text)” không phải thời hạn lưu.", en: "“\(text)” is no time to keep something."),
            cure: LocalizedText(
                vi: "Viết như 90 days, 6 months, 5 years.", en: "Write like 90 days, 6 months, 5 years."))
        return nil
    }
}
