import Civic
import Directory
import Dossiers

/// Addresses of one dossier's pages at the desk.
enum CaseAddress {
    static let pattern = "/can-bo/ho-so/:dossier"

    static func page(_ dossier: ID<Dossier>) -> String { "/can-bo/ho-so/\(dossier)" }

    /// The case page with the purpose an officer coming from a list has: his task. It is printed on the page, logged,
    /// and can be changed there.
    static func open(_ dossier: ID<Dossier>, purpose: AccessPurpose) -> String {
        "\(page(dossier))?muc-dich=\(purpose.rawValue)"
    }

    /// What an officer's posts make of a look from a list: who only looks over the work does not borrow the handler's
    /// purpose.
    static func purpose(of actor: Actor) -> AccessPurpose {
        let roles = Set((actor.officer?.posts ?? []).map(\.role))
        if roles.isSubset(of: [.inspector, .dpo]) { return .inspection }
        if roles.isSubset(of: [.verifier]) { return .verification }
        return roles.isSubset(of: [.verifier, .consultedOfficer, .taxOfficer]) ? .consultation : .handling
    }
}
