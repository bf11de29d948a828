package import Civic

/// Reads a group of keys by type. A fault is collected and reading goes on with a stand-in value, so that one run shows
/// every fault; `finish()` names the keys nobody asked for.
package final class YAMLMap {
    package let place: SourcePlace
    package let findings: Findings
    private let entries: [String: (place: SourcePlace, value: YAMLValue)]
    private let order: [String]
    private var asked: Set<String> = []

    /// Nil, with a fault, when the value is no group of keys.
    package init?(_ value: YAMLValue, _ findings: Findings) {
        guard case .map(let pairs, let place) = value else {
            findings.wrongKind(value, expected: ("một nhóm khóa", "a group of keys"))
            return nil
        }
        self.place = place
        self.findings = findings
        entries = Dictionary(pairs.map { ($0.key, ($0.place, $0.value)) }, uniquingKeysWith: { first, _ in first })
        order = pairs.map(\.key)
    }

    /// The keys as they stand, for maps whose keys are data; they count as asked for.
    package var keys: [String] {
        asked.formUnion(order)
        return order
    }

    package func place(of key: String) -> SourcePlace { entries[key]?.place ?? place }
    package func has(_ key: String) -> Bool {
        asked.insert(key)
        return entries[key].map { !$0.value.isAbsent } ?? false
    }

    /// The raw value; nil when the key is not there or holds nothing.
    package func value(_ key: String) -> YAMLValue? {
        asked.insert(key)
        guard let value = entries[key]?.value, !value.isAbsent else { return nil }
        return value
    }

    package func required(_ key: String) -> YAMLValue? {
        guard let value = value(key) else {
            findings.error(
                place, "yaml.missing", LocalizedText(vi: "Thiếu khóa “\(key)”.", en: "The key “\(key)” is missing."),
                cure: LocalizedText(vi: "Thêm “\(key): …”.", en: "Add “\(key): …”."))
            return nil
        }
        return value
    }

    package func optionalString(_ key: String) -> String? { value(key).flatMap { findings.string($0) } }
    package func string(_ key: String) -> String { required(key).flatMap { findings.string($0) } ?? "" }
    package func optionalInt(_ key: String) -> Int? { value(key).flatMap { findings.int($0) } }
    package func int(_ key: String) -> Int { required(key).flatMap { findings.int($0) } ?? 0 }
    package func optionalNumber(_ key: String) -> Double? { value(key).flatMap { findings.number($0) } }
    package func bool(_ key: String, default fallback: Bool) -> Bool {
        value(key).flatMap { findings.bool($0) } ?? fallback
    }
    package func optionalDay(_ key: String) -> Day? { value(key).flatMap { findings.day($0) } }
    package func day(_ key: String) -> Day {
        required(key).flatMap { findings.day($0) } ?? Day(number: 0)
    }
    package func optionalText(_ key: String) -> LocalizedText? { value(key).flatMap { findings.localized($0) } }
    package func text(_ key: String) -> LocalizedText {
        required(key).flatMap { findings.localized($0) } ?? LocalizedText(vi: "", en: "")
    }

    package func optionalMap(_ key: String) -> YAMLMap? { value(key).flatMap { YAMLMap($0, findings) } }
    package func map(_ key: String) -> YAMLMap? { required(key).flatMap { YAMLMap($0, findings) } }

    /// An absent list is empty.
    package func list(_ key: String) -> [YAMLValue] { value(key).flatMap { findings.list($0) } ?? [] }
    package func maps(_ key: String) -> [YAMLMap] { list(key).compactMap { YAMLMap($0, findings) } }
    package func strings(_ key: String) -> [String] { list(key).compactMap { findings.string($0) } }
    package func texts(_ key: String) -> [LocalizedText] { list(key).compactMap { findings.localized($0) } }

    /// One of the words an enum knows.
    package func word<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ type: Value.Type = Value.self
    ) -> Value? {
        required(key).flatMap { findings.word($0, type) }
    }
    package func word<Value: RawRepresentable<String> & CaseIterable>(_ key: String, default fallback: Value) -> Value {
        value(key).flatMap { findings.word($0, Value.self) } ?? fallback
    }
    package func words<Value: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ type: Value.Type = Value.self
    ) -> [Value] {
        list(key).compactMap { findings.word($0, type) }
    }

    /// Names every key that was not asked for.
    package func finish() {
        for key in order where !asked.contains(key) {
            let near = Suggestion.nearest(to: key, among: asked)
            let known = asked.sorted().joined(separator: ", ")
            findings.error(
                place(of: key), "yaml.unknown_key",
                LocalizedText(vi: "Khóa “\(key)” không có trong ngữ pháp.", en: "The key “\(key)” is not known here."),
                cure: near.map {
                    LocalizedText(vi: "Có phải ý bạn là “\($0)”?", en: "Did you mean “\($0)”?")
                } ?? LocalizedText(vi: "Các khóa dùng được: \(known).", en: "Keys that may stand here: \(known)."))
        }
    }
}
