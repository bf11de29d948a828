import CityFolder
package import Civic
import Foundation

/// What differs between two versions of a procedure, key by key, as the file writes them.
package struct ProcedureDiff: Sendable {
    package struct Change: Sendable, Hashable {
        /// `pages[child].fields[child.name].label.vi`; what has an id is named by it, so that a moved part is no change.
        package let path: String
        /// Nil: it is new.
        package let before: String?
        /// Nil: it is gone.
        package let after: String?
    }

    package let changes: [Change]

    package init(from old: Procedure, to new: Procedure) throws {
        let before = try Self.leaves(of: old)
        let after = try Self.leaves(of: new)
        let paths = Set(before.keys).union(after.keys).sorted()
        changes = paths.compactMap { path in
            before[path] == after[path] ? nil : Change(path: path, before: before[path], after: after[path])
        }
    }

    static func leaves(of procedure: Procedure) throws -> [String: String] {
        let value = try JSONSerialization.jsonObject(with: Data(CompiledJSON.bytes(procedure)))
        var leaves: [String: String] = [:]
        walk(value, "", &leaves)
        return leaves
    }

    private static func walk(_ value: Any, _ path: String, _ leaves: inout [String: String]) {
        if let members = value as? [String: Any] {
            for (name, member) in members { walk(member, path.isEmpty ? name : path + "." + name, &leaves) }
        } else if let items = value as? [Any] {
            for (index, item) in items.enumerated() {
                walk(item, "\(path)[\(label(of: item) ?? String(index))]", &leaves)
            }
        } else if !(value is NSNull) {
            leaves[path] = "\(value)"
        }
    }

    /// By what a part of a list is called in the file.
    private static func label(of item: Any) -> String? {
        guard let members = item as? [String: Any] else { return nil }
        return ["id", "code", "value"].lazy.compactMap { members[$0] as? String }.first
    }
}

/// How much of a procedure's words stands in both languages.
package struct TranslationCoverage: Sendable {
    package struct Missing: Sendable, Hashable {
        package let place: String
        package let language: Language
    }

    /// Texts that people read.
    package let total: Int
    package let missing: [Missing]

    /// Texts of a procedure: everything that is written as `vi` and `en`.
    package init(of procedure: Procedure) throws {
        var texts: [String: [Language: String]] = [:]
        for (path, text) in try ProcedureDiff.leaves(of: procedure) {
            for language in Language.allCases where path.hasSuffix("." + language.rawValue) {
                texts[String(path.dropLast(language.rawValue.utf8.count + 1)), default: [:]][language] = text
            }
        }
        self.init(texts)
    }

    /// Texts of the house's pages and of the city.
    package init(of catalogue: CatalogueBook) {
        var texts: [String: [Language: String]] = [:]
        for language in Language.allCases {
            for (key, text) in catalogue.allTexts(language) { texts[key, default: [:]][language] = text }
        }
        self.init(texts)
    }

    private init(_ texts: [String: [Language: String]]) {
        total = texts.count
        missing = texts.flatMap { place, said in
            Language.allCases.filter { said[$0]?.isEmpty ?? true }.map { Missing(place: place, language: $0) }
        }.sorted { ($0.place, $0.language.rawValue) < ($1.place, $1.language.rawValue) }
    }

    /// Whole per cent, rounded down: a hundred only where nothing is missing.
    package func share(of language: Language) -> Int {
        total == 0 ? 100 : (total - missing.count { $0.language == language }) * 100 / total
    }
}

extension FormJourney {
    /// The form with every page and field, whatever it is asked for: for who looks it over.
    package var wholeForm: FormState {
        FormState(
            procedure: procedure, answers: Answers([:]),
            pages: procedure.pages.map { FormState.Page(page: $0, fields: $0.fields, problems: [], exit: nil) })
    }
}
