package import Directory

extension DirectoryBook: SessionSource {
    package func session(token: String) async throws -> DoorSession? {
        guard let token = SessionToken(token), let (actor, session) = try await resolve(token) else { return nil }
        return DoorSession(
            actor: actor, language: session.language, endsAt: session.idleEnd(rules, isOfficer: actor.officer != nil))
    }
}
