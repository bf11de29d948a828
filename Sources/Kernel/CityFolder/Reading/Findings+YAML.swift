package import Civic

/// Typed readings of single values; each gives nil and a fault when the value is not of the type.
extension Findings {
    package func wrongKind(_ value: YAMLValue, expected: (vi: String, en: String)) {
        error(
            value.place, "yaml.kind",
            LocalizedText(
                vi: "Ở đây cần \(expected.vi), nhưng có \(value.kind.vi).",
                en: "Here \(expected.en) is expected, not \(value.kind.en)."),
            cure: LocalizedText(vi: "Viết lại thành \(expected.vi).", en: "Write it as \(expected.en)."))
    }

    private func unreadable(_ place: SourcePlace, _ text: String, _ expected: (vi: String, en: String)) {
        error(
            place, "yaml.value",
            LocalizedText(vi: "“\(text)” không phải là \(expected.vi).", en: "“\(text)” is not \(expected.en)."),
            cure: LocalizedText(vi: "Viết \(expected.vi).", en: "Write \(expected.en)."))
    }

    package func string(_ value: YAMLValue) -> String? {
        guard case .scalar(let text, _, _) = value else {
            wrongKind(value, expected: ("một giá trị đơn", "a single value"))
            return nil
        }
        return text
    }

    package func int(_ value: YAMLValue) -> Int? {
        guard let text = string(value) else { return nil }
        guard let number = Int(text) else {
            unreadable(value.place, text, ("một số nguyên", "a whole number"))
            return nil
        }
        return number
    }

    package func number(_ value: YAMLValue) -> Double? {
        guard let text = string(value) else { return nil }
        guard let number = Double(text), number.isFinite else {
            unreadable(value.place, text, ("một số", "a number"))
            return nil
        }
        return number
    }

    package func bool(_ value: YAMLValue) -> Bool? {
        guard let text = string(value) else { return nil }
        switch text {
        case "true": return true
        case "false": return false
        default:
            unreadable(value.place, text, ("true hoặc false", "true or false"))
            return nil
        }
    }

    package func day(_ value: YAMLValue) -> Day? {
        guard let text = string(value) else { return nil }
        guard let day = Day(text) else {
            unreadable(value.place, text, ("một ngày yyyy-mm-dd", "a date yyyy-mm-dd"))
            return nil
        }
        return day
    }

    package func list(_ value: YAMLValue) -> [YAMLValue]? {
        guard case .list(let items, _) = value else {
            wrongKind(value, expected: ("một danh sách", "a list"))
            return nil
        }
        return items
    }

    /// `{vi: …, en: …}`, both present.
    package func localized(_ value: YAMLValue) -> LocalizedText? {
        guard let map = YAMLMap(value, self) else { return nil }
        let text = LocalizedText(vi: map.string("vi"), en: map.string("en"))
        map.finish()
        return text
    }

    package func word<Value: RawRepresentable<String> & CaseIterable>(_ value: YAMLValue, _ type: Value.Type) -> Value?
    {
        guard let text = string(value) else { return nil }
        if let known = Value(rawValue: text) { return known }
        let words = Value.allCases.map(\.rawValue)
        error(
            value.place, "yaml.word",
            LocalizedText(vi: "Không có lựa chọn “\(text)”.", en: "“\(text)” is not one of the words known here."),
            cure: Suggestion.nearest(to: text, among: words).map {
                LocalizedText(vi: "Có phải ý bạn là “\($0)”?", en: "Did you mean “\($0)”?")
            }
                ?? LocalizedText(
                    vi: "Chọn một trong: \(words.joined(separator: ", ")).",
                    en: "Choose one of: \(words.joined(separator: ", "))."))
        return nil
    }
}
