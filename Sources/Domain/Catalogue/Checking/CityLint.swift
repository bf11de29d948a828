import CityFolder
import Civic

enum CityLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        _ = CityFile.read(folder, findings)
    }
}

/// Findings that several lints word alike.
extension Findings {
    /// Text that is stored and searched is in Unicode's form C and has no control characters.
    func checkText(_ text: String, at place: SourcePlace) {
        if VietnameseText.nfc(text).unicodeScalars.elementsEqual(text.unicodeScalars),
            VietnameseText.isCleanText(text)
        {
            return
        }
        error(
            place, "text.nfc",
            LocalizedText(
                vi: "Chữ không ở dạng Unicode NFC hoặc có ký tự điều khiển.",
                en: "The text is not in Unicode form NFC, or has control characters."),
            cure: LocalizedText(vi: "Lưu lại tệp ở dạng NFC.", en: "Save the file in form NFC."))
    }

    func checkText(_ text: LocalizedText, at place: SourcePlace) {
        for language in Language.allCases {
            checkText(text[language], at: place)
            guard text[language].allSatisfy(\.isWhitespace) else { continue }
            error(
                place, "text.empty",
                LocalizedText(
                    vi: "Thiếu chữ tiếng \(language == .vi ? "Việt" : "Anh").",
                    en: "The \(language == .vi ? "Vietnamese" : "English") text is missing."),
                cure: LocalizedText(vi: "Viết cả vi và en.", en: "Write both vi and en."))
        }
    }

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
