package import Civic
import Journal
import Store

/// "View as": an administrator is shown the menu, the lists' counts and the pages that a role of a unit sees. Nothing can
/// be done in a view, and nobody's data are in it: the policy refuses both, whatever page asks.
extension DirectoryBook {
    /// - Throws: `accessRefused` for a unit he does not administer, or a role only the city gives.
    package func view(as role: Role, at unit: UnitCode, in token: SessionToken) async throws {
        guard let (actor, _) = try await resolve(token), let officer = actor.officer, !officer.isViewing else {
            throw DirectoryProblem.signInNeeded
        }
        try requirePost(NewOfficer.HeldRole(role, at: unit, from: today), by: actor)
        let now = clock.now()
        let hash = token.hash
        let event = event(
            "viewingBegan", on: officer.officer, by: actor, unit: unit, facts: ["role": .text(role.rawValue)])
        let look: [SQLValue] = [
            .id(ids.next(AccessLook.self)), .id(Self.nobody), .id(officer.officer), .int(0),
            .int(now.milliseconds / Self.quarter), .instant(now), .text(role.rawValue), .unit(unit),
            .text(AccessPurpose.supervision.rawValue), .text("view_as"),
        ]
        try await database.write("Directory.view") { transaction in
            try transaction.execute(LookStore.insert, look)
            try transaction.execute(AccountStore.view, [.text(role.rawValue), .unit(unit), .blob(hash)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forget(token)
    }

    /// Himself again.
    package func endView(in token: SessionToken) async throws {
        let hash = token.hash
        try await database.write("Directory.endView") {
            try $0.execute(AccountStore.view, [.null, .null, .blob(hash)])
        }
        sessions.forget(token)
    }

    /// The actor as the role's holder would stand; nil once he may not look as that role any more.
    func viewing(as post: Post, _ actor: Actor) -> Actor? {
        guard let officer = actor.officer,
            (try? requirePost(NewOfficer.HeldRole(post.role, at: post.unit, from: today), by: actor)) != nil
        else { return nil }
        return Actor(
            subject: actor.subject, name: actor.name,
            standing: .officer(
                OfficerStanding(
                    officer: officer.officer, unit: post.unit, posts: [post], mandates: [], isViewing: true)))
    }
}
