package import Civic
package import Rules

/// Several procedures filed at once (liên thông): one of ours leads, and the others are decided by other systems, each
/// under its own clock (`procedures.md` 4.4).
package struct ProcedureBundle: Sendable, Codable {
    /// `birth`.
    package let id: String
    package let name: LocalizedText
    /// The code of the procedure whose form is filled in.
    package let lead: String
    package let ground: String
    package let parts: [Part]

    package struct Part: Sendable, Codable {
        /// The code of a procedure that another system decides.
        package let procedure: String
        /// Over the lead's answers; nil: always.
        package let when: Expression?
        /// Who decides there, over the lead's answers, tried in order as competence is.
        package let units: [CompetenceRule]
    }
}
