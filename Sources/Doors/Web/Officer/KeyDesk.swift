import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Papers

/// Keys at the desk: the PIN once a session for who signs, a second holder's beside it for the body's seal.
struct KeyDesk {
    let house: House
    let actor: Actor
    let session: String

    /// Opens what the form gives a PIN for.
    func unlock(_ form: FilledForm) async throws {
        let own = form.text("pin")
        if !own.isEmpty { try await house.keystore.unlock(actor.subject, pin: own, session: session) }
        let other = form.text("pin-2")
        guard !other.isEmpty, let holder = ID<Subject>(form.text("nguoi-giu")), holder != actor.subject else { return }
        try await house.keystore.unlock(holder, pin: other, session: session)
    }

    var isOpen: Bool {
        get async throws { try await house.keystore.isUnlocked(actor.subject, session: session) }
    }

    /// What the press asks for beside itself; nil where no key is used.
    func ask(_ action: StepAction, _ dossier: Dossier) async throws -> Model? {
        switch action.event {
        case EventName.signed.rawValue:
            guard try await house.desk.signsByKey(dossier, by: actor) else { return nil }
            return try await isOpen ? ["key_open": true] : ["asks_pin": true]
        case EventName.released.rawValue:
            let results = try await house.results.results(of: dossier.id.retyped())
            guard let result = results.last(where: { $0.state == .signed }), result.sealedAt == nil,
                let seal = try await house.keystore.key(of: .organisation(dossier.competent.text))
            else { return nil }
            return try await ask(for: seal)
        default: return nil
        }
    }

    private func ask(for seal: StoredKey) async throws -> Model {
        let others = try await house.keystore.holders(of: seal).filter { $0 != actor.subject }
        var model: Model = ["seals": true]
        let isOpen = try await isOpen
        if !isOpen { model["asks_pin"] = true }
        for other in others where try await house.keystore.isUnlocked(other, session: session) {
            if isOpen { model["key_open"] = true }
            return model
        }
        let names = try await house.directory.officerNames(others)
        model["asks_second"] = true
        model["holders"] = others.compactMap { holder in
            names[holder].map { Choice.option(String(holder.rawValue), $0) }
        }
        return model
    }
}
