package import Civic
import Mustache

/// Every string of the pages in both languages: `share/text`, overlaid by the city's own.
package struct Texts: Sendable {
    private let entries: [Language: [String: String]]

    package init(_ entries: [Language: [String: String]]) {
        self.entries = entries
    }

    /// The city's words win over the house's.
    package func overlaid(by other: Texts) -> Texts {
        var merged = entries
        for (language, words) in other.entries { merged[language, default: [:]].merge(words) { $1 } }
        return Texts(merged)
    }

    package func keys(_ language: Language) -> Set<String> { Set(entries[language, default: [:]].keys) }

    /// The text, or the other language's when it is missing (`WebTests` fail on that before a reader can meet it).
    package func text(_ key: String, _ language: Language) -> String {
        entries[language]?[key] ?? entries[.vi]?[key] ?? entries[.en]?[key] ?? ""
    }

    package func words(_ language: Language) -> Words { Words(texts: self, language: language) }
}

/// The texts of one page's language; `{name}` in them is filled in.
package struct Words: Sendable, MustacheParent {
    let texts: Texts
    package let language: Language

    package subscript(_ key: String) -> String { texts.text(key, language) }

    package subscript(_ key: String, _ values: KeyValuePairs<String, String>) -> String {
        values.reduce(texts.text(key, language)) { text, pair in
            text.replacing("{\(pair.key)}", with: pair.value)
        }
    }

    /// What is said of a text longer than it may be; nil when it may stand.
    func tooLong(_ text: String, most: Int) -> String? {
        text.count > most ? self["text_too_long", ["n": String(most), "count": String(text.count)]] : nil
    }

    package func child(named: String) -> Any? { texts.text(named, language) }
}
