package import Civic
package import Rules

/// Somebody whom the form declares and who files together with who sends it: the other spouse, the second parent (cùng
/// yêu cầu). They are led there by a link, sign in with their own account, and say yes or no to what is declared.
package struct JoinRule: Sendable, Codable {
    /// The question of type `person` that says who it is.
    package var person: String
    /// What they declare by their yes.
    package var states: LocalizedText
    /// When they may be asked; nil: always.
    package var when: Expression?
    /// Without their yes nothing is filed; nil: they may be asked, and who asked waits for the answer or takes it back.
    package var required: Expression?
    package var ground: String
}

/// A person of the form who may be asked, or must be.
package struct JoinDemand: Sendable {
    package let rule: JoinRule
    package let label: LocalizedText
    package let isRequired: Bool
}
