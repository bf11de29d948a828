import CityFolder
import Civic

enum CityLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        _ = CityFile.read(folder, findings)
    }
}

/// Findings that several lints word alike.
extension Findings {
    func unknownReference(
        _ place: SourcePlace, _ what: (vi: String, en: String), _ name: String, among known: some Sequence<String>
    ) {
        let near = Suggestion.nearest(to: name, among: known)
        error(
            place, "reference.unknown",
            LocalizedText(vi: "Không có \(what.vi) “\(name)”.", en: "There is no \(what.en) “\(name)”."),
            cure: near.map { LocalizedText(vi: "Có phải ý bạn là “\($0)”?", en: "Did you mean “\($0)”?") }
                ?? LocalizedText(vi: "Sửa tên hoặc thêm \(what.vi).", en: "Correct the name, or add the \(what.en)."))
    }
}
