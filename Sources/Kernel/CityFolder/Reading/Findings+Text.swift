package import Civic

/// What holds for every text of a city folder.
extension Findings {
    /// Text that is stored and searched is in Unicode's form C and has no control characters.
    package func checkText(_ text: String, at place: SourcePlace) {
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

    package func checkText(_ text: LocalizedText, at place: SourcePlace) {
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
}
