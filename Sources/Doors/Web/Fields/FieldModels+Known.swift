import Catalogue
import Civic
import Directory

/// What stands in a field before anybody typed there, and what is shown of what was typed.
extension FieldModels {
    /// What the account knows of the person who fills in.
    struct Me {
        let card: PersonCard
        let number: PersonalNumber?
    }

    /// As it was typed, where that differs from how it is written.
    func shown(_ part: FormPart, _ value: AnswerValue?) -> String { state.answers.typed(part) ?? plain(value) }

    func isAboutMe(_ part: FormPart) -> Bool { journey.isAboutMe(part.field, state.answers) }

    /// What the account knows of the answer, offered to be changed.
    func known(_ part: FormPart) -> String? {
        guard let me else { return nil }
        if part.field.autocomplete == "tel" { return me.card.phone?.text }
        guard isAboutMe(part) else { return nil }
        switch part.type {
        case .name: return me.card.name
        case .personalNumber: return me.number?.text
        case .date: return me.card.bornOn?.iso
        default: return nil
        }
    }
}

extension FormPart {
    /// Whether naming its whole field asks for it: a personal number is not everybody's to give.
    var mayBeDemanded: Bool { type != .personalNumber }
}
