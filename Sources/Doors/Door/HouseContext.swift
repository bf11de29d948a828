package import Civic
package import Directory
package import Hummingbird

/// What every handler knows of the request it answers: who acts, in which language, from where, under which id.
package struct HouseContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// `Actor.anyone` until the threshold has found a session.
    package var actor: Actor = .anyone
    package var session: DoorSession?
    /// The drafts this browser began without signing in.
    package var guest: GuestPass?
    /// From the address: `/en/…` is English, everything else Vietnamese.
    package var language: Language = .vi
    /// The caller's network address without the port; behind a trusted proxy what that proxy says.
    package var address: String
    /// Stands in the log, in the answer's `X-Request-Id` and on error pages.
    package var requestID: String
    /// Whether this is the watch: a program on this machine, or one that showed the token.
    package var isWatch = false
    /// What forms of this browser are sealed with: the session's token, or an anonymous browser's nonce.
    package var formBinding: String = ""
    /// Notices an officer has not opened; 0 on every other page.
    package var unread = 0

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? "local"
        requestID = ""
    }
}

/// A session as the doors see it, resolved from its token by the Directory.
package struct DoorSession: Sendable, Hashable {
    package let actor: Actor
    /// The account's chosen language; the address of the page wins.
    package let language: Language
    /// When it ends if nothing more is asked of it.
    package let endsAt: Instant
    /// How the token came: only cookies need protection against forged forms.
    package var carrier: Carrier

    package enum Carrier: Sendable, Hashable {
        case cookie
        case bearer
    }

    package init(actor: Actor, language: Language, endsAt: Instant, carrier: Carrier = .cookie) {
        self.actor = actor
        self.language = language
        self.endsAt = endsAt
        self.carrier = carrier
    }
}

/// Resolves tokens. The Directory's façade stands behind it; tests give a table.
package protocol SessionSource: Sendable {
    /// Nil when the token names no live session.
    func session(token: String) async throws -> DoorSession?
}
