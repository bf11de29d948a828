import Civic
import Directory
import Store

/// Who joined in a filing about to be written.
struct JoinedFiling: Sendable {
    var joined: [Joining] = []
    /// What is still missing; thrown only once it is known that the filing was not sent before.
    var fault: DossierProblem?

    var parties: [Party] {
        joined.compactMap { joining in
            joining.subject.map {
                Party(part: .joint, role: joining.person, person: PartyPerson(subject: $0, name: joining.name))
            }
        }
    }

    /// Takes each yes with the filing: withdrawn meanwhile, or given to other answers, it is none.
    func take(draft: Int64?, in transaction: any Transaction) throws {
        if let fault { throw fault }
        for joining in joined {
            try transaction.execute(
                JoinStore.take, [.id(joining.id), .blob(joining.digest ?? [])], changing: 1,
                else: DossierProblem.joinChanged)
        }
        if let draft { try transaction.execute(JoinStore.forget, [.int(draft)]) }
    }
}
