package import Civic
package import Directory
import Hummingbird

/// What a browser without a session keeps of the drafts it began: an id that is nobody's, sealed for this purpose alone
/// and only until the drafts are gone. Who has it sees those drafts and nothing else.
package struct GuestPass: Sendable, Equatable {
    package let subject: ID<Subject>
    package let expires: Instant

    package init(subject: ID<Subject>, expires: Instant) {
        self.subject = subject
        self.expires = expires
    }

    /// Nil where there is none, it was not ours, or its time is over.
    init?(_ text: String?, settings: DoorSettings, at now: Instant) {
        let parts = text?.split(separator: ".") ?? []
        guard parts.count == 3, let subject = ID<Subject>(String(parts[0])), let end = Int64(parts[1]),
            Instant(milliseconds: end) > now
        else { return nil }
        self.init(subject: subject, expires: Instant(milliseconds: end))
        guard FormSeal(key: settings.formKey).accepts(String(parts[2]), binding: binding) else { return nil }
    }

    /// The cookie that keeps it.
    package func cookie(_ settings: DoorSettings, at now: Instant) -> DoorCookie {
        let seal = FormSeal(key: settings.formKey).mark(binding: binding)
        return DoorCookie(
            name: settings.guestCookie, value: "\(subject).\(expires.milliseconds).\(seal)",
            isSecure: settings.isSecure, lifetime: Int(max(0, expires.milliseconds - now.milliseconds) / 1_000))
    }

    /// With a space: no browser's cookie, and so no form, is ever bound to it.
    private var binding: String { "guest draft \(subject).\(expires.milliseconds)" }
}

extension HouseContext {
    /// Takes the request as a guest's, where no session stands before that.
    mutating func admitGuest(of request: Request, settings: DoorSettings, at now: Instant) {
        guest = GuestPass(request.cookies[settings.guestCookie]?.value, settings: settings, at: now)
        if actor == .anyone, let guest { actor = .guest(guest.subject) }
    }
}
