/// Who may use a route. A route cannot be registered without one; finer questions (which dossier, which unit, for which
/// purpose) are put to `AccessPolicy` by the use case behind it.
package enum AccessRule: Sendable, Hashable {
    /// Open to everybody, signed in or not.
    case anyone
    /// A signed-in resident, for themself or for whom they represent.
    case resident
    /// A resident, or a guest: a browser that keeps a draft begun without signing in.
    case guest
    /// Any signed-in person, resident or officer.
    case signedIn
    /// An officer who holds at least one of these roles somewhere; an empty set means any officer.
    case officer(Set<Role>)
    /// Whoever asks whether the program lives: nothing of the city is in the answer, and no session is looked for.
    case probe
    /// Who watches the machine: a program on it, or one with the watch's token. The door decides, not a session.
    case watch

    package static let anyOfficer = AccessRule.officer([])

    /// For `motcua routes` and the access tables in the documentation.
    package var text: String {
        switch self {
        case .anyone: "anyone"
        case .probe: "probe"
        case .watch: "watch"
        case .resident: "resident"
        case .guest: "resident or guest"
        case .signedIn: "signed in"
        case .officer(let roles):
            roles.isEmpty ? "officer" : "officer: " + roles.map(\.rawValue).sorted().joined(separator: ", ")
        }
    }

    package func admits(_ actor: Actor) -> Bool {
        switch (self, actor.standing) {
        case (.anyone, _), (.probe, _): true
        case (.resident, .resident), (.guest, .resident), (.signedIn, .resident), (.signedIn, .officer): true
        case (.guest, .anyone): actor.isGuest
        case (.officer(let roles), .officer(let standing)): roles.isEmpty || roles.contains { standing.holds($0) }
        default: false
        }
    }
}
