package import CityFolder
package import Civic

/// `text/vi.yaml` and `text/en.yaml`: every string a person reads, by dotted key. Groups may be nested or written with
/// dots; a later layer replaces single keys of an earlier one.
package enum TextFile {
    package struct Entry: Sendable {
        package let text: String
        package let place: SourcePlace
    }

    package static func read(_ language: Language, _ folder: CityFolder, _ findings: Findings) -> [String: Entry] {
        var texts: [String: Entry] = [:]
        for file in folder.everyFile("text/\(language.rawValue).yaml") {
            guard let root = YAMLSource.read(file, findings) else { continue }
            gather(root, key: "", into: &texts, findings)
        }
        return texts
    }

    private static func gather(
        _ value: YAMLValue, key: String, into texts: inout [String: Entry], _ findings: Findings
    ) {
        switch value {
        case .scalar(let text, _, let place):
            texts[key] = Entry(text: text, place: place)
        case .map(let pairs, _):
            for pair in pairs {
                gather(pair.value, key: key.isEmpty ? pair.key : key + "." + pair.key, into: &texts, findings)
            }
        case .list:
            findings.wrongKind(value, expected: ("chữ hoặc nhóm khóa", "a text or a group of keys"))
        }
    }
}
