import Civic
import Store

/// A row of `AccountStore.resolve`.
struct SessionRow: Sendable {
    let session: Session
    let onBehalfOf: ID<Subject>?
    let subject: ID<Subject>
    let isClosed: Bool
    let name: String
    let officer: (id: ID<Officer>, unit: UnitCode)?
    /// As which role the officer looks at the pages.
    let view: Post?

    init(_ row: any Row) throws {
        session = Session(
            account: row.id(0), language: Language(rawValue: row.text(8)) ?? .vi, created: row.instant(2),
            lastSeen: row.instant(3), expires: row.instant(4), purpose: Session.Purpose(rawValue: row.text(5)) ?? .web,
            isDemo: row.bool(9))
        onBehalfOf = row.optionalID(1)
        subject = row.id(6)
        isClosed = row.bool(10)
        let isOfficer = row.text(7) == AccountKind.officer.rawValue && !row.isNull(12)
        officer = isOfficer ? (id: row.id(12), unit: try row.unit(13)) : nil
        view =
            row.isNull(15) || row.isNull(16)
            ? nil : try Role(rawValue: row.text(15)).map { Post(role: $0, unit: try row.unit(16)) }
        name = (isOfficer ? row.optionalText(14) : row.optionalText(11)) ?? ""
    }
}

extension Row {
    /// A column with a unit's code; a text that is none is a damaged database.
    func unit(_ column: Int) throws -> UnitCode {
        do {
            return try UnitCode(text(column))
        } catch {
            throw StoreError.damaged("a unit column holds \(text(column))")
        }
    }
}

extension SQLValue {
    static func unit(_ code: UnitCode) -> SQLValue { .text(code.text) }
}

extension DirectoryBook {
    static func actor(
        for row: SessionRow, on day: Day, at now: Instant, in transaction: any Transaction
    ) throws -> Actor {
        if let officer = row.officer {
            let standing = try Self.standing(of: officer.id, unit: officer.unit, on: day, at: now, in: transaction)
            return Actor(subject: row.subject, name: row.name, standing: .officer(standing))
        }
        var principal = row.onBehalfOf
        // A representation that ended in the middle of a session ends there too.
        if let wanted = principal, try !represents(row.subject, wanted, on: day, in: transaction) { principal = nil }
        return Actor(
            subject: row.subject, name: row.name,
            standing: .resident(account: row.session.account, onBehalfOf: principal))
    }
}
