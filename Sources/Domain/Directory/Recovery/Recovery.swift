package import Civic
import Store

/// What is asked for an officer who cannot get in any more.
package enum RecoveryKind: String, Sendable, Hashable, CaseIterable {
    /// A new password, chosen by the officer through a one-time link.
    case password
    /// The phone is lost and no spare code is left: the second step is switched off.
    case secondFactor = "second_factor"
    /// A closed account is opened again.
    case reopen
}

package enum RecoveryState: String, Sendable, Hashable, CaseIterable {
    case asked
    case confirmed
    case declined
    /// Nobody confirmed it in time; not stored, the clock says it.
    case over
}

/// A way back into an account, asked by one administrator and confirmed by another (decision record 0034).
package struct Recovery: Sendable, Hashable {
    package let id: ID<Recovery>
    package let kind: RecoveryKind
    package let officer: ID<Officer>
    package let name: String
    package let login: String
    /// The officer's home.
    package let unit: UnitCode
    package let reason: String
    package let askedBy: ID<Officer>
    package let askerName: String
    package let askedAt: Instant
    package let expires: Instant
    package let state: RecoveryState
    package let deciderName: String?
    package let decidedAt: Instant?
    /// Whom it can be confirmed for: every unit the officer works at.
    let units: [UnitCode]
    /// He holds a role of the whole house: only the city's administrators answer for him.
    let isOfHouse: Bool
    /// What he was told of it and what he read: asked and decided are told apart.
    package let isUnread: Bool

    init(row: any Row, at now: Instant) throws {
        id = row.id(0)
        kind = RecoveryKind(rawValue: row.text(1)) ?? .password
        officer = row.id(2)
        name = row.text(3)
        login = row.text(4)
        unit = try row.unit(5)
        reason = row.text(6)
        askedBy = row.id(7)
        askerName = row.text(8)
        askedAt = row.instant(9)
        expires = row.instant(10)
        let stored = RecoveryState(rawValue: row.text(11)) ?? .declined
        state = stored == .asked && now >= row.instant(10) ? .over : stored
        deciderName = row.optionalText(12)
        decidedAt = row.optionalInstant(13)
        units = row.text(14).split(separator: " ").compactMap { try? UnitCode(String($0)) }
        isOfHouse = row.bool(15)
        isUnread = !row.bool(16)
    }
}

/// Opens the choice of a password once. The text is shown to whoever hands it over; only its hash is stored.
package struct EntryLink: Sendable, Hashable {
    /// 64 hexadecimal digits, the last part of `/mat-khau-moi/…`.
    package let text: String
    package let expires: Instant
}
