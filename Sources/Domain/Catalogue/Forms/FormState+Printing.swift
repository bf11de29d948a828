package import Civic

/// An answer as a paper prints it.
package struct PrintedAnswer: Sendable, Hashable {
    package let text: LocalizedText
    /// What a choice chose, for the conditions of a template.
    package let code: String?
    package let day: Day?
}

extension Procedure {
    /// Questions and their parts by the names that templates use: `child.name` is `child_name` there.
    package var printedNames: [String: FieldType] {
        var names: [String: FieldType] = [:]
        for field in fields {
            for part in field.parts { names[Self.printedName(part.id)] = part.type }
            names[Self.printedName(field.id)] = field.type
        }
        return names
    }

    package static func printedName(_ id: String) -> String {
        id.replacing(".", with: "_").replacing("-", with: "_")
    }
}

extension FormState {
    /// The relevant answers by the names that templates use.
    package func printed(areaName: (String) -> LocalizedText?) -> [String: PrintedAnswer] {
        var printed: [String: PrintedAnswer] = [:]
        for field in pages.flatMap(\.fields) {
            for id in [field.id] + field.parts.map(\.id) {
                guard let text = value(of: id, areaName: areaName) else { continue }
                var code: String?
                var day: Day?
                if case .text(let value)? = answers[id] {
                    code = value
                    day = Day(value)
                }
                printed[Procedure.printedName(id)] = PrintedAnswer(text: text, code: code, day: day)
            }
        }
        return printed
    }
}
