package import Civic

/// One thing `motcua check` has to say about a city folder: where, what is wrong, and how to mend it.
package struct Diagnostic: Sendable, Hashable, Codable {
    package enum Severity: String, Sendable, Hashable, Codable {
        /// The city is not published and not served.
        case error
        case warning
    }

    /// Layer and path, `base-vn/procedures/1.004873.yaml`.
    package let file: String
    /// From 1; 0 when it concerns the whole file.
    package let line: Int
    package let column: Int
    package let severity: Severity
    /// Stable name of the rule, `form.reference`. An exemption names it.
    package let rule: String
    package let text: LocalizedText
    package let cure: LocalizedText

    package init(
        file: String, line: Int, column: Int, severity: Severity, rule: String, text: LocalizedText, cure: LocalizedText
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.severity = severity
        self.rule = rule
        self.text = text
        self.cure = cure
    }

    /// `base-vn/catalogue.csv:12:4: error: … [rule]`, then the cure on a line of its own.
    package func formatted(_ language: Language) -> String {
        let kind = severity == .error ? (language == .vi ? "lỗi" : "error") : (language == .vi ? "lưu ý" : "warning")
        return "\(file):\(line):\(column): \(kind): \(text[language]) [\(rule)]\n    → \(cure[language])"
    }
}

/// A place in a file of the city folder.
package struct SourcePlace: Sendable, Hashable, Codable {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }
}

/// Collects diagnostics while files are read and checked, so that one run shows every fault.
package final class Findings {
    package private(set) var all: [Diagnostic] = []

    package init() {}

    package var errors: [Diagnostic] { all.filter { $0.severity == .error } }
    package var warnings: [Diagnostic] { all.filter { $0.severity == .warning } }
    package var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// In the order of files and lines, each once.
    package var sorted: [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return all.filter { seen.insert($0).inserted }
            .sorted { ($0.file, $0.line, $0.column, $0.rule) < ($1.file, $1.line, $1.column, $1.rule) }
    }

    package func add(_ diagnostic: Diagnostic) { all.append(diagnostic) }
    package func add(_ diagnostics: [Diagnostic]) { all += diagnostics }

    package func error(_ place: SourcePlace, _ rule: String, _ text: LocalizedText, cure: LocalizedText) {
        report(.error, place, rule, text, cure: cure)
    }

    package func warning(_ place: SourcePlace, _ rule: String, _ text: LocalizedText, cure: LocalizedText) {
        report(.warning, place, rule, text, cure: cure)
    }

    package func report(
        _ severity: Diagnostic.Severity, _ place: SourcePlace, _ rule: String, _ text: LocalizedText,
        cure: LocalizedText
    ) {
        all.append(
            Diagnostic(
                file: place.file, line: place.line, column: place.column, severity: severity, rule: rule, text: text,
                cure: cure))
    }
}
