package import Civic
package import Rules

/// One question page (citizens: one thing a page; counters see all pages on one screen).
package struct FormPage: Sendable, Codable {
    package var id: String
    package var title: LocalizedText
    package var hint: LocalizedText?
    package var showIf: Expression?
    package var fields: [FormField]
    /// When it holds after this page, the journey leaves by an explained exit with the draft kept.
    package var exit: FormExit?
}

package struct FormExit: Sendable, Codable {
    package var when: Expression
    package var title: LocalizedText
    package var text: LocalizedText
}

package struct FormField: Sendable, Codable {
    /// Dotted, unique across the form: `child.name`.
    package var id: String
    package var type: FieldType
    package var label: LocalizedText
    package var hint: LocalizedText?
    /// Nil: always optional; an expression otherwise (`true` for always).
    package var required: Expression?
    package var showIf: Expression?
    /// The list a choice picks from.
    package var list: String?
    package var checks: [FieldCheck]
    package var min: Int?
    package var max: Int?
    /// The `autocomplete` token where the person gives their own data.
    package var autocomplete: String?
    package var sensitivity: FieldSensitivity
    /// A changed value after acceptance is a correction, not an edit.
    package var uncorrectable: Bool
    /// Plain explanation of a legal term, shown on demand.
    package var explain: LocalizedText?
    /// What to say when nothing was chosen; nil: a sentence that quotes the question.
    package var choose: LocalizedText?
    /// The page's title asks this question: it stands as its label, and the label names the answer in lists. Nil: no.
    package var titleAsks: Bool?
    /// A date of which the day, or day and month, may be unknown. Nil: no.
    package var approximate: Bool?
    /// When it holds, the question is about the person who fills the form in.
    package var meIf: Expression?
}

package enum FieldSensitivity: String, Sendable, Codable, CaseIterable {
    case plain
    case personal
    case secret
}

package struct FieldCheck: Sendable, Codable {
    /// Must hold; an error in it stops the page with its message as well.
    package var that: Expression
    package var message: LocalizedText
}

/// Field types. Compound types expand to fixed sub-ids: `person` → `.name .number .born_on .nationality`,
/// `address` → `.area .street`.
package enum FieldType: String, Sendable, Codable, CaseIterable {
    case text, textarea, name, date, time, month, integer, decimal, money
    case yesno, choice, multi, person, address, area
    case personalNumber = "id_vn"
    case phone, email, consent, note
}

/// A paper that goes with a dossier.
package struct DocumentRule: Sendable, Codable {
    package var id: String
    package var name: LocalizedText
    package var hint: LocalizedText?
    package var hand: Hand
    package var originals: Int
    package var copies: Int
    /// Needed when it holds; nil: always. An error stops the action.
    package var needIf: Expression?
    package var waiveIf: Expression?
    package var at: DocumentMoment
    /// File kinds taken: jpg png heic webp pdf. Images are always among them.
    package var accept: [String]
    package var maxMegabytes: Int
    package var pages: Int
    /// The questions whose answers it bears out, for who reads the one beside the other; nil: nothing in particular.
    package var proves: [String]?

    package enum Hand: String, Sendable, Codable, CaseIterable {
        case submit
        /// Looked at, noted and handed back; never uploaded, never copied.
        case present
        /// The declaration itself: made from the answers.
        case form
    }

    package enum DocumentMoment: String, Sendable, Codable, CaseIterable {
        case intake
        case `return`
    }
}

/// What is owed, in three amounts: due, borne by the city, to pay.
package struct FeeRule: Sendable, Codable {
    package var id: String
    package var name: LocalizedText
    /// Đồng, an expression over `answers`, `facts`, `channel`.
    package var due: Expression
    /// Part of it the city bears, in đồng; nil: nothing.
    package var borne: Expression?
    package var payAt: PayMoment
    package var ground: String

    package enum PayMoment: String, Sendable, Codable, CaseIterable {
        case intake
        case `return`
    }
}

/// What is asked later and how often.
package struct SupplementPolicy: Sendable, Codable {
    /// After acceptance: the clock starts from zero or goes on.
    package var effect: Effect
    /// Lawful rounds in order; a further one needs the leader (or is `refuse`).
    package var rounds: [Round]
    package var beyond: Beyond
    /// Working days after the notice when an unanswered request is proposed for closing.
    package var closeAfter: Int

    package enum Effect: String, Sendable, Codable, CaseIterable {
        case restart
        case resume
    }

    package enum Beyond: String, Sendable, Codable, CaseIterable {
        case leader
        case refuse
    }

    package struct Round: Sendable, Codable {
        /// Working days within which this round's notice must go out.
        package var within: Int
        /// Counted from acceptance or from the last supplement.
        package var from: From
        package var ground: String

        package enum From: String, Sendable, Codable, CaseIterable {
            case accepted
            case supplemented
        }
    }
}
