import CityFolder
import Civic

/// Both languages have the same keys and the same placeholders.
enum TextsLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        let texts = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, TextFile.read($0, folder, findings)) })
        for language in Language.allCases {
            let other: Language = language == .vi ? .en : .vi
            for (key, entry) in texts[language] ?? [:] {
                findings.checkText(entry.text, at: entry.place)
                guard let twin = texts[other]?[key] else {
                    findings.error(
                        entry.place, "text.parity",
                        LocalizedText(
                            vi: "“\(key)” không có trong text/\(other.rawValue).yaml.",
                            en: "“\(key)” is not in text/\(other.rawValue).yaml."),
                        cure: LocalizedText(vi: "Thêm khóa ở tệp kia.", en: "Add it to the other file."))
                    continue
                }
                let missing = placeholders(entry.text).subtracting(placeholders(twin.text))
                guard !missing.isEmpty else { continue }
                let names = missing.sorted().joined(separator: ", ")
                findings.error(
                    twin.place, "text.placeholder",
                    LocalizedText(
                        vi: "“\(key)” thiếu chỗ điền \(names).", en: "“\(key)” lacks the placeholder \(names)."),
                    cure: LocalizedText(vi: "Dùng cùng chỗ điền ở hai tiếng.", en: "Use the same placeholders in both.")
                )
            }
        }
    }

    /// The names in `{name}` and `{{name}}`.
    static func placeholders(_ text: String) -> Set<String> {
        var names: Set<String> = []
        for piece in text.split(separator: "{").dropFirst(text.hasPrefix("{") ? 0 : 1) {
            guard let end = piece.firstIndex(of: "}") else { continue }
            let name = piece[..<end].drop { "#^/&> ".contains($0) }
            if !name.isEmpty { names.insert(String(name)) }
        }
        return names
    }
}
