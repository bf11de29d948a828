import Catalogue
import Civic

/// What the journal keeps in Vietnamese because the procedure said it, told in the page's language: grounds in the law,
/// names of steps, the answers a unit may give. What a person wrote stays as it was written.
struct LawWords {
    private let known: [String: LocalizedText]
    private let language: Language

    init(_ procedure: Procedure?, _ language: Language) {
        self.language = language
        let steps = procedure?.steps ?? []
        let asks = steps.flatMap(\.asks)
        let words =
            steps.map(\.name) + asks.map(\.name) + asks.compactMap(\.ground) + asks.flatMap { $0.answers.map(\.label) }
        known = Dictionary(words.map { ($0.vi, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `Đồng ý: không có ý kiến` as `Agrees: không có ý kiến`.
    func text(_ text: String) -> String {
        if language == .vi { return text }
        if let whole = known[text] { return whole[language] }
        guard let colon = text.firstRange(of: ": "), let label = known[String(text[..<colon.lowerBound])] else {
            return text
        }
        return label[language] + text[colon.lowerBound...]
    }
}
