package import Catalogue
package import Civic
package import Directory
package import Rules

/// What a result says, before it is printed: filled from the dossier, for a signature yet to come.
package struct ResultDraft: Sendable {
    package let dossier: Dossier
    package let isRefusal: Bool
    package let name: LocalizedText
    /// `12/2026` in the register book; nil where it bears none.
    package let number: String?
    package let day: Day
    package let at: Instant
    /// Without `verify` and `signer`, which are known where it is signed.
    package let values: [String: RuleValue]
}

/// The fields that the template of a result may name (`docs/city-folder.md`).
package enum ResultFields {
    private static let common: [String: RuleType] = [
        "agency": .record(["superior": .string, "name": .string, "place": .string]),
        "number": .string, "code": .string, "dated": .string, "valid_until": .string, "reason": .string,
        "procedure": .record(["code": .string, "name": .string]),
        "result": .string,
        "applicant": .record(["name": .string, "number": .string]),
        "personal_number": .string, "tax_code": .string,
        "signer": .record(["name": .string, "title": .string, "stands_in": .bool]),
        "verify": .record(["code": .string, "address": .string]),
    ]

    /// - Parameter procedures: whose answers it may print; none: of any, without answers.
    package static func fields(of procedures: [Procedure]) -> [String: RuleType] {
        guard !procedures.isEmpty else { return common }
        let names = procedures.reduce(into: [:]) { $0.merge($1.printedNames) { $1 } }
        let texts = names.mapValues { _ in RuleType.string }
        return common.merging([
            "answers": .record(texts), "codes": .record(texts),
            "words": .record(texts.filter { names[$0.key] == .date }),
        ]) { $1 }
    }
}

/// The port to where results are printed, signed and kept. Prepared outside the transaction, applied inside it.
package protocol ResultPress: Sendable {
    /// Whether the result of this procedure is signed by a key when this actor signs it; else it is signed by hand.
    func signs(_ procedure: String, isRefusal: Bool, on day: Day, by actor: Actor) async throws -> Bool

    /// - Parameter session: in which the actor unlocked his key.
    func sign(_ draft: ResultDraft, by actor: Actor, session: String?) async throws -> PreparedEffect

    /// The body's seal, where it has one, and the applicant's from now on.
    func release(_ dossier: Dossier, at unit: UnitCode, by actor: Actor, session: String?) async throws
        -> PreparedEffect

    /// Takes a released result of the dossier back.
    ///
    /// - Parameter result: its code.
    func revoke(_ result: String, of dossier: ID<Dossier>, reason: String, by actor: Actor) async throws
        -> PreparedEffect
}

/// The press of a house that signs by hand.
package struct NoResultPress: ResultPress {
    package init() {}
    package func signs(_ procedure: String, isRefusal: Bool, on day: Day, by actor: Actor) -> Bool { false }
    package func sign(_ draft: ResultDraft, by actor: Actor, session: String?) -> PreparedEffect { PreparedEffect() }
    package func release(
        _ dossier: Dossier, at unit: UnitCode, by actor: Actor, session: String?
    ) -> PreparedEffect { PreparedEffect() }
    package func revoke(
        _ result: String, of dossier: ID<Dossier>, reason: String, by actor: Actor
    ) throws -> PreparedEffect { throw DossierProblem.notFound }
}
