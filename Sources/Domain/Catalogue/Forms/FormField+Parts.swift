package import Civic
package import Rules

/// A question as it is answered: a field, or one part of a person or an address.
package struct FormPart: Sendable {
    /// Dotted, `mother.born_on`.
    package let id: String
    package let type: FieldType
    package let label: LocalizedText
    package let field: FormField
    /// Asked for whenever the whole field is.
    package let isRequiredPart: Bool

    /// The label by itself, away from its group: `Mẹ: ngày sinh`.
    package var fullLabel: LocalizedText {
        guard id != field.id else { return label }
        return LocalizedText(
            vi: "\(field.label.vi): \(label.vi.lowercasedFirst)", en: "\(field.label.en): \(label.en.lowercasedFirst)")
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}

extension FormField {
    /// `person` → name, number, born_on, nationality; `address` → area, street; a note has none; others are themselves.
    package var parts: [FormPart] {
        switch type {
        case .note: []
        case .person:
            [
                part("name", .name, "Họ, chữ đệm, tên", "Full name", required: true),
                part("number", .personalNumber, "Số định danh cá nhân", "Personal number", required: false),
                part("born_on", .date, "Ngày sinh", "Date of birth", required: true),
                part("nationality", .text, "Quốc tịch", "Nationality", required: true),
            ]
        case .address:
            [
                part("area", .area, "Xã, phường", "Commune or ward", required: true),
                part("street", .text, "Số nhà, đường, thôn", "House number and street", required: false),
            ]
        default: [FormPart(id: id, type: type, label: label, field: self, isRequiredPart: true)]
        }
    }

    private func part(_ suffix: String, _ type: FieldType, _ vi: String, _ en: String, required: Bool) -> FormPart {
        FormPart(
            id: id + "." + suffix, type: type, label: LocalizedText(vi: vi, en: en), field: self,
            isRequiredPart: required)
    }
}

extension FieldType {
    /// The type of an answer in an expression.
    package var ruleType: RuleType {
        switch self {
        case .integer, .money: .int
        case .decimal: .double
        case .yesno, .consent: .bool
        case .multi: .list(.string)
        default: .string
        }
    }
}

extension Procedure {
    package var fields: [FormField] { pages.flatMap(\.fields) }
    package func page(_ id: String) -> FormPage? { pages.first { $0.id == id } }
    package func field(_ id: String) -> FormField? { fields.first { $0.id == id } }
    package func document(_ id: String) -> DocumentRule? { documents.first { $0.id == id } }
    package func list(_ name: String?) -> [ListItem] { name.flatMap { lists[$0] } ?? [] }

    package func step(_ id: String) -> Step? { steps.first { $0.id == id } }
}

extension Block {
    package var steps: [Step] {
        switch self {
        case .step(let step): [step]
        case .parallel(_, _, let branches): branches.flatMap { $0.flatMap(\.steps) }
        case .choice(_, let arms): arms.flatMap { $0.blocks.flatMap(\.steps) }
        }
    }
}
