package import Catalogue
package import Store

/// The port through which a step does something in another room: prepared outside the transaction (rendered, signed,
/// quoted), applied inside it (SQL only; may veto). `City` plugs the rooms in; the way back is never an import.
package protocol CaseEffects: Sendable {
    /// - Returns: what the outside answered, as facts (`personal_number`), and what to write with the dossier.
    func prepare(_ effect: EffectRef, for dossier: Dossier) async throws -> PreparedEffect
}

package struct PreparedEffect: Sendable {
    package var facts: [String: String]
    package var apply: (@Sendable (any Transaction) throws -> Void)?

    package init(facts: [String: String] = [:], apply: (@Sendable (any Transaction) throws -> Void)? = nil) {
        self.facts = facts
        self.apply = apply
    }
}

/// Effects of a house without other rooms: register numbers are the engine's own, everything else does nothing.
package struct NoEffects: CaseEffects {
    package init() {}

    package func prepare(_ effect: EffectRef, for dossier: Dossier) async throws -> PreparedEffect {
        PreparedEffect()
    }
}
