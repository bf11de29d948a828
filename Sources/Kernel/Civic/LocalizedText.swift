/// A language the house speaks. Official texts are Vietnamese; English is an explained translation.
package enum Language: String, Sendable, Codable, CaseIterable, Hashable {
    case vi
    case en
}

/// A text in both languages. Neither may be empty in a published city (`motcua check`).
package struct LocalizedText: Hashable, Sendable, Codable {
    package let vi: String
    package let en: String

    package init(vi: String, en: String) {
        self.vi = vi
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .vi: vi
        case .en: en
        }
    }
}
