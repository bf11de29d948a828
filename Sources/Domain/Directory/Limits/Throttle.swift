package import Civic
import Store

/// How many times something may happen in a window of time, counted in the database so that a restart forgives nothing.
package struct ThrottleLimit: Sendable, Hashable {
    package let name: String
    package let allowed: Int
    package let window: Minutes

    package init(_ name: String, allowed: Int, window: Minutes) {
        self.name = name
        self.allowed = allowed
        self.window = window
    }

    /// Guesses at one account from one network: who guesses locks himself out, not the account's owner.
    package static let signInByCaller = ThrottleLimit("sign_in_caller", allowed: 10, window: Minutes(15))
    /// From a device that signed in to the account before; nothing else counts there.
    package static let signInByDevice = ThrottleLimit("sign_in_device", allowed: 10, window: Minutes(15))
    /// All strangers to one account together, however many networks they have. No one network reaches it alone.
    package static let signInByLogin = ThrottleLimit("sign_in_login", allowed: 60, window: Minutes(60))
    package static let passwordChange = ThrottleLimit("password_change", allowed: 10, window: Minutes(15))
    /// Codes of a second factor: a million of them, three right at a time.
    package static let codeByAccount = ThrottleLimit("code_account", allowed: 10, window: Minutes(15))
    /// Codes that show that a contact is one's own: so many are sent, to one address by whomever, and may be guessed at.
    package static let contactCodeByAccount = ThrottleLimit("contact_code", allowed: 6, window: Minutes(60))
    package static let contactCodeByAddress = ThrottleLimit("contact_code_address", allowed: 12, window: Minutes(1_440))
    package static let contactTryByAccount = ThrottleLimit("contact_try", allowed: 10, window: Minutes(15))
    package static let signInByAddress = ThrottleLimit("sign_in_address", allowed: 60, window: Minutes(15))
    /// Wrong secrets in tracking (Circular 01/2018 Art. 16.2.d), by caller and code: who tries somebody else's code
    /// locks himself out, not its owner.
    package static let trackingByCaller = ThrottleLimit("tracking_caller", allowed: 5, window: Minutes(60))
    /// Four digits are ten thousand guesses, whoever shares them out: two weeks at this rate. They alone are locked
    /// then, never the receipt's secret.
    package static let fourDigitsByCode = ThrottleLimit("four_digits_code", allowed: 30, window: Minutes(60))
    package static let trackingByAddress = ThrottleLimit("tracking_address", allowed: 30, window: Minutes(60))
    /// Drafts begun without signing in: a row each, from whoever comes along.
    package static let guestDraftsByAddress = ThrottleLimit("guest_drafts_address", allowed: 60, window: Minutes(60))
    /// Looks with the right secret: nobody needs so many, a program that has learnt one does.
    package static let looksByCode = ThrottleLimit("looks_code", allowed: 200, window: Minutes(60))
    package static let looksByAddress = ThrottleLimit("looks_address", allowed: 2_000, window: Minutes(60))
}

/// Counters by key and fixed window. Counts before the act, so that parallel guesses cannot all pass one check.
package struct Throttle: Sendable {
    /// One count to take.
    package struct Draw: Sendable {
        let limit: ThrottleLimit
        let key: String

        package init(_ limit: ThrottleLimit, key: String) {
            self.limit = limit
            self.key = key
        }
    }

    private let database: any Database
    private let keys: KeyRing
    private let clock: any CityClock
    private let zone: CityZone

    init(database: any Database, keys: KeyRing, clock: any CityClock, zone: CityZone) {
        self.database = database
        self.keys = keys
        self.clock = clock
        self.zone = zone
    }

    /// Counts each draw.
    /// - Throws: `DirectoryProblem.tooManyAttempts` with the moment the last window that is over its limit ends.
    package func take(_ draws: [Draw]) async throws {
        let now = clock.now()
        let slots = draws.map { slot($0, at: now) }
        let refusedUntil = try await database.write("Throttle.take") { transaction in
            var until: Instant?
            for slot in slots {
                let used = try transaction.first(ThrottleStore.take, slot.takeValues) { $0.int(0) } ?? 0
                if used > Int64(slot.allowed) { until = max(until ?? slot.end, slot.end) }
            }
            return until
        }
        if let refusedUntil { throw DirectoryProblem.tooManyAttempts(until: refusedUntil, zone: zone) }
    }

    /// Gives one count back: the attempt was a good one.
    package func giveBack(_ draws: [Draw]) async throws {
        let now = clock.now()
        let slots = draws.map { slot($0, at: now) }
        try await database.write("Throttle.giveBack") { transaction in
            for slot in slots { try transaction.execute(ThrottleStore.giveBack, slot.keyValues) }
        }
    }

    /// Forgets windows that ended; a job of every hour.
    package func sweep() async throws {
        let now = clock.now()
        try await database.write("Throttle.sweep") { try $0.execute(ThrottleStore.sweep, [.instant(now)]) }
    }

    struct Slot: Sendable {
        let bucket: [UInt8]
        let start: Instant
        let end: Instant
        let allowed: Int

        var keyValues: [SQLValue] { [.blob(bucket), .instant(start)] }
        var takeValues: [SQLValue] { keyValues + [.instant(end)] }
    }

    private func slot(_ draw: Draw, at now: Instant) -> Slot {
        let length = Int64(draw.limit.window.count) * 60_000
        let start = now.milliseconds / length * length
        return Slot(
            bucket: keys.blindIndex(draw.key, context: "throttle.\(draw.limit.name)"),
            start: Instant(milliseconds: start), end: Instant(milliseconds: start + length),
            allowed: draw.limit.allowed)
    }
}
