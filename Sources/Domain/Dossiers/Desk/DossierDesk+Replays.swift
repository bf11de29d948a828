package import Civic
package import Directory
import Store

/// What became of a request that was sent before. Keys are kept for a day, and are the person's own.
extension DossierDesk {
    /// What the lodging under this key answered: a second press finds its dossier though the draft is gone.
    /// - Parameter draft: what was to be sent. While it is still there it has not been sent, whatever the key was used
    ///   for: lodging it compares the two, and refuses another body.
    package func receipt(ofKey key: String, draft: Int64? = nil, by actor: Actor) async throws -> LodgingReceipt? {
        if let draft, try await database.read({ try $0.first(DraftStore.byID, [.int(draft)]) { _ in true } }) == true {
            return nil
        }
        return try await lodged(key, by: actor).map { dossier in
            LodgingReceipt(
                dossier: dossier.id, reference: dossier.reference, secret: secrets.secret(of: dossier.id),
                version: dossier.version, isReplay: true)
        }
    }

    /// Whom the lodging under this key was for: who is entered at the counter is entered once.
    package func applicant(ofKey key: String, by actor: Actor) async throws -> ID<Subject>? {
        try await lodged(key, by: actor)?.applicant
    }

    private func lodged(_ key: String, by actor: Actor) async throws -> Dossier? {
        try await database.read { transaction in
            guard let answer = try Self.answer(of: key, by: actor, in: transaction) else { return nil }
            return try transaction.first(DossierStore.byID, [.id(answer.dossier)]) { try Dossier($0) }
        }
    }

    /// What a key of this person remembers.
    static func answer(of key: String, by actor: Actor, in transaction: any Transaction) throws -> LodgingAnswer? {
        try transaction.first(DossierStore.key, [.id(actor.subject), .text(LodgingPlan.route), .text(key)]) {
            LodgingAnswer($0.text(1))
        } ?? nil
    }
}
