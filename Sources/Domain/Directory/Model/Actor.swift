package import Civic

/// Tags for keys of things the Directory keeps.
package enum Account {}
package enum Officer {}
/// A natural person or an organisation as the journal knows it: a random subject id. The link to a name or a number
/// lives in the Directory and can be cut there (decision record 0006).
package enum Subject {}
package enum Mandate {}

/// Who acts, as what. Every use case takes one; the journal's header names its `subject`.
package struct Actor: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
        /// Not signed in (tracking by code, browsing).
        case anyone
        /// A resident in their own name, or for an organisation or person they represent (`onBehalfOf`).
        case resident(account: ID<Account>, onBehalfOf: ID<Subject>?)
        case officer(OfficerStanding)
        /// The house itself: timers, consumers, the command line. The name says which part.
        case system(String)
    }

    package let subject: ID<Subject>
    package let name: String
    package let standing: Standing

    package init(subject: ID<Subject>, name: String, standing: Standing) {
        self.subject = subject
        self.name = name
        self.standing = standing
    }

    package static let anyone = Actor(subject: ID(1), name: "", standing: .anyone)
    /// Not signed in, and known only by the drafts begun in one browser: the subject is nobody's.
    package static func guest(_ subject: ID<Subject>) -> Actor { Actor(subject: subject, name: "", standing: .anyone) }
    package static func system(_ part: String) -> Actor { Actor(subject: ID(2), name: part, standing: .system(part)) }

    /// Whose voice it is: the one represented, while somebody acts for another; drafts, dossiers and notices are theirs.
    package var speaksFor: ID<Subject> {
        if case .resident(_, let principal?) = standing { principal } else { subject }
    }

    package var isHouse: Bool { if case .system = standing { true } else { false } }
    package var isGuest: Bool { standing == .anyone && subject != Self.anyone.subject }

    package var officer: OfficerStanding? {
        if case .officer(let standing) = standing { standing } else { nil }
    }
}

/// An officer as he stands today: home unit, roles by unit (his own and those he deputises for), mandates in force.
package struct OfficerStanding: Sendable, Hashable {
    package let officer: ID<Officer>
    package let unit: UnitCode
    /// Roles held today, each at a unit: his own posts and, while a colleague is absent, that colleague's.
    package let posts: [Post]
    /// Mandates in force at sign-in; the instant of use is checked again.
    package let mandates: [GrantedMandate]
    /// An administrator looks at what a role sees, and neither does anything nor reads anybody's data.
    package let isViewing: Bool

    package init(
        officer: ID<Officer>, unit: UnitCode, posts: [Post], mandates: [GrantedMandate], isViewing: Bool = false
    ) {
        self.officer = officer
        self.unit = unit
        self.posts = posts
        self.mandates = mandates
        self.isViewing = isViewing
    }

    package func holds(_ role: Role, at unit: UnitCode) -> Bool {
        posts.contains { $0.role == role && $0.unit == unit }
    }

    package func holds(_ role: Role) -> Bool {
        posts.contains { $0.role == role }
    }
}

package struct Post: Sendable, Hashable {
    package let role: Role
    package let unit: UnitCode
    /// The absent colleague he stands in for; nil for his own post.
    package let standingInFor: ID<Officer>?

    package init(role: Role, unit: UnitCode, standingInFor: ID<Officer>? = nil) {
        self.role = role
        self.unit = unit
        self.standingInFor = standingInFor
    }
}

/// Dated, revocable authority moved to a named officer or unit (ủy quyền, giao ký): never delegated on.
package struct GrantedMandate: Sendable, Hashable {
    package let id: ID<Mandate>
    /// What it empowers to, for example `certify_copies`, `sign:1.013225`.
    package let power: String
    package let unit: UnitCode
    package let from: Instant
    /// Not in force at this instant any more.
    package let to: Instant?
    /// The decision it rests on.
    package let decision: String
    /// Codes of the procedures it reaches; empty for all that need the power.
    package let procedures: Set<String>

    package init(
        id: ID<Mandate>, power: String, unit: UnitCode, from: Instant, to: Instant?, decision: String,
        procedures: Set<String> = []
    ) {
        self.id = id
        self.power = power
        self.unit = unit
        self.from = from
        self.to = to
        self.decision = decision
        self.procedures = procedures
    }

    package func reaches(power: String, at unit: UnitCode, procedure: String) -> Bool {
        self.power == power && self.unit == unit && (procedures.isEmpty || procedures.contains(procedure))
    }

    package func isInForce(at instant: Instant) -> Bool {
        from <= instant && (to.map { instant < $0 } ?? true)
    }
}
