package import Civic
import Crypto

/// What a browser carries. Only its hash is stored.
package struct SessionToken: Sendable, Hashable {
    /// 64 hexadecimal digits.
    package let text: String

    /// Nil for anything that was never one of ours.
    package init?(_ text: String) {
        guard text.utf8.count == 64, Hex.bytes(text) != nil else { return nil }
        self.text = text
    }

    init() { text = Hex.text(SecureBytes.random(32)) }

    var hash: [UInt8] { Array(SHA256.hash(data: Array(text.utf8))) }
}

package struct Session: Sendable, Hashable {
    package let account: ID<Account>
    package let language: Language
    package let created: Instant
    /// As stored: up to five minutes behind.
    package let lastSeen: Instant
    /// The end of the working day, whatever happens.
    package let expires: Instant
    package let purpose: Purpose
    package let isDemo: Bool

    package enum Purpose: String, Sendable, Hashable, CaseIterable {
        case web
        case api
        case kiosk
    }

    /// When it ends if nobody touches it: what the warning dialog counts down to.
    package func idleEnd(_ rules: SessionRules, isOfficer: Bool) -> Instant {
        min(expires, lastSeen.adding(minutes: Int64(rules.idle(isOfficer: isOfficer).count)))
    }
}

package struct SessionRules: Sendable {
    package var officerIdle = Minutes(30)
    package var residentIdle = Minutes(30)
    /// All sessions end here, and never later than `longest` after sign-in.
    package var dayEnd = TimeOfDay(minutes: 20 * 60)
    package var longest = Minutes(12 * 60)
    /// Whether residents may sign in by password; where they come by their electronic identity, those of a demonstration
    /// alone may.
    package var residentPasswords = true
    /// How long an answer of `resolve` is kept in memory.
    package var cacheSeconds: Int64 = 30
    /// How seldom `last_seen` is written.
    package var touch = Minutes(5)

    package init() {}

    package func idle(isOfficer: Bool) -> Minutes { isOfficer ? officerIdle : residentIdle }

    func expiry(from now: Instant, in zone: CityZone) -> Instant {
        let latest = now.adding(minutes: Int64(longest.count))
        let local = zone.local(now)
        // Signed in after the day's end: the next day's end, which `longest` comes before.
        let day = local.time < dayEnd ? local.day : local.day + 1
        return min(zone.instant(LocalTime(day, dayEnd)), latest)
    }
}
