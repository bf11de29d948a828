import Civic
package import Directory
import Store

extension DossierDesk {
    /// What a lodging under this key answered: a second press finds its dossier though the draft is gone. Keys are kept
    /// for a day, and are the person's own.
    package func receipt(ofKey key: String, by actor: Actor) async throws -> LodgingReceipt? {
        let secrets = secrets
        return try await database.read { transaction in
            let answer = try transaction.first(
                DossierStore.key, [.id(actor.subject), .text(LodgingPlan.route), .text(key)]
            ) { $0.text(1) }
            guard let answer, let id: ID<Dossier> = ID(answer),
                let dossier = try transaction.first(DossierStore.byID, [.id(id)], { try Dossier($0) })
            else { return nil }
            return LodgingReceipt(
                dossier: id, reference: dossier.reference, secret: secrets.secret(of: id), version: dossier.version,
                isReplay: true)
        }
    }
}
