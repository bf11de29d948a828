import Civic

/// Turns what was typed into an answer: NFC, trimmed, separators gone, the written form of the type. What cannot be
/// read stays as typed, so that the page can show it again beside its message.
enum AnswerReading {
    /// Nil when nothing was typed.
    static func value(_ part: FormPart, _ input: [String: [String]], list: [ListItem]) -> AnswerValue? {
        if part.type == .date, let typed = typedDate(part.id, input) { return value(part, typed) }
        if part.type == .multi {
            let picked = Set((input[part.id] ?? []).filter { !$0.isEmpty })
            let known = list.map(\.value).filter(picked.contains)
            let strangers = picked.subtracting(known).sorted()
            return picked.isEmpty ? nil : .many(known + strangers)
        }
        let text = clean(input[part.id]?.last ?? "", keepsLines: part.type == .textarea)
        return value(part, text)
    }

    /// Nil for an empty text.
    static func value(_ part: FormPart, _ text: String) -> AnswerValue? {
        guard !text.isEmpty else { return nil }
        if part.type == .date, part.field.approximate == true, let known = partOfDate(text) {
            return .text(known.written)
        }
        return value(part.type, text)
    }

    /// What was typed, where the answer is written otherwise: `0912 345 678`, `01/09/2026`.
    static func typed(_ part: FormPart, _ input: [String: [String]], as value: AnswerValue?) -> String? {
        switch part.type {
        case .choice, .multi, .yesno, .consent, .area, .text, .textarea, .name: return nil
        default:
            let text =
                (part.type == .date ? typedDate(part.id, input) : nil)
                ?? clean(input[part.id]?.last ?? "", keepsLines: false)
            if case .int(let number)? = value, String(number) == text { return nil }
            return text.isEmpty || value == .text(text) ? nil : text
        }
    }

    /// `//1960`, `/3/1960`, `1960`, `3/1960`.
    private static func partOfDate(_ text: String) -> PartOfDate? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return PartOfDate(month: "", year: parts[0])
        case 2: return PartOfDate(month: parts[0], year: parts[1])
        case 3 where parts[0].isEmpty: return PartOfDate(month: parts[1], year: parts[2])
        default: return nil
        }
    }

    private static func value(_ type: FieldType, _ text: String) -> AnswerValue {
        switch type {
        case .date: date(text)
        case .month: month(text)
        case .time: .text(TimeOfDay(text.replacing("h", with: ":"))?.text ?? text)
        case .integer, .money: whole(text)
        case .decimal: Double(text.replacing(",", with: ".")).map { .decimal($0) } ?? .text(text)
        case .yesno, .consent: flag(text)
        case .personalNumber: .text((try? PersonalNumber(text))?.text ?? text)
        case .phone: .text((try? PhoneNumber(text))?.text ?? text)
        case .email: .text((try? EmailAddress(text))?.text ?? text)
        default: .text(text)
        }
    }

    /// Three boxes, `born_on.day` `.month` `.year`, as `d/m/yyyy`; nil when the page sent one field.
    private static func typedDate(_ id: String, _ input: [String: [String]]) -> String? {
        let parts = ["day", "month", "year"].map { input[id + "." + $0]?.last }
        guard parts.contains(where: { $0 != nil }) else { return nil }
        let texts = parts.map { clean($0 ?? "", keepsLines: false) }
        return texts.allSatisfy(\.isEmpty) ? "" : texts.joined(separator: "/")
    }

    /// `dd/mm/yyyy` with `/`, `-`, `.` or blanks, or ISO.
    private static func date(_ text: String) -> AnswerValue { .text((try? HouseDates.day(text))?.iso ?? text) }

    /// `mm/yyyy` or `yyyy-mm`.
    private static func month(_ text: String) -> AnswerValue {
        let parts = text.split { "/-. ".contains($0) }.map(String.init)
        guard parts.count == 2 else { return .text(text) }
        let ordered = parts[0].count == 4 ? parts : [parts[1], parts[0]]
        guard let year = Int(ordered[0]), let month = Int(ordered[1]), let day = Day(year: year, month: month, day: 1)
        else { return .text(text) }
        return .text(String(day.iso.prefix(7)))
    }

    /// `1.234.567`, `1,234,567`, `1 234 567`: groups of three, or no separator at all.
    private static func whole(_ text: String) -> AnswerValue {
        if let number = Int64(text) { return .int(number) }
        let groups = text.split(omittingEmptySubsequences: false) { ".,  ".contains($0) }
        guard groups.count > 1, groups.dropFirst().allSatisfy({ $0.count == 3 }), (1...3).contains(groups[0].count),
            let number = Int64(groups.joined())
        else { return .text(text) }
        return .int(number)
    }

    private static func flag(_ text: String) -> AnswerValue {
        switch text.lowercased() {
        case "yes", "true", "1", "on", "có", "co": .flag(true)
        case "no", "false", "0", "off", "không", "khong": .flag(false)
        default: .text(text)
        }
    }

    /// NFC, no control characters, one blank between words; a longer text keeps its lines.
    private static func clean(_ text: String, keepsLines: Bool) -> String {
        let text = VietnameseText.nfc(text).replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        func words(_ line: some StringProtocol) -> String {
            line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        guard keepsLines else { return words(text) }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map(words).joined(separator: "\n")
            .trimmingNewlines
    }
}

extension String {
    fileprivate var trimmingNewlines: String {
        var text = self[...]
        while text.last == "\n" { text.removeLast() }
        while text.first == "\n" { text.removeFirst() }
        return String(text)
    }
}
