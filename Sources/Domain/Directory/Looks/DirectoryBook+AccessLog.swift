package import Civic
import Journal
import Store

/// What the data-protection officer asks of the access log. At most one of person, officer and dossier; unit and
/// purpose narrow any of them.
package struct AccessLogQuery: Sendable {
    package var subject: ID<Subject>?
    package var officer: ID<Officer>?
    /// Looks at this dossier, and lists that named it.
    package var dossier: Int64?
    package var unit: UnitCode?
    package var purpose: AccessPurpose?
    package var from: Day
    package var to: Day
    /// For the next page, the last entry's `id`.
    package var before: Int64?
    package var limit: Int

    package init(from: Day, to: Day, limit: Int = 50) {
        self.from = from
        self.to = to
        self.limit = limit
    }
}

/// A line of the access log as the data-protection officer reads it.
package struct AccessLogEntry: Sendable {
    package let id: Int64
    package let at: Instant
    package let officer: ID<Officer>
    package let officerName: String
    package let role: Role?
    package let unit: UnitCode
    package let purpose: AccessPurpose?
    /// Nil for a list, which is about nobody in particular.
    package let subject: ID<Subject>?
    /// One for a look; all that were named for a list.
    package let dossiers: [Int64]
    /// Of the list, `unit`, `search`; nil for a look.
    package let list: String?
    package let fields: [String]
    package let isSealed: Bool
}

extension DirectoryBook {
    /// Who looked at what, the newest first. Reading the log is itself an event of the journal, and who asks about one
    /// person looks at that person.
    package func accessLog(_ query: AccessLogQuery, by actor: Actor) async throws -> [AccessLogEntry] {
        try decide(.seeAccessLog, on: .house, by: actor).required()
        guard query.from <= query.to else { throw DirectoryProblem.badPeriod }
        let read = event(
            "accessLogRead", on: DirectoryStreams.accessLog, by: actor, unit: query.unit, facts: Self.facts(query))
        try await database.write("Directory.accessLogRead") { try Journal.appendNext(read, in: $0) }
        if let subject = query.subject {
            try await look(at: subject, fields: ["access_log"], purpose: .dataSubjectRequest, by: actor)
        }
        let from = zone.instant(LocalTime(query.from, TimeOfDay(minutes: 0)))
        let to = zone.instant(LocalTime(query.to + 1, TimeOfDay(minutes: 0)))
        let before = query.before ?? .max
        let narrowed: [SQLValue] =
            [query.unit?.text ?? "", query.purpose?.rawValue ?? ""].flatMap { [.text($0), .text($0)] }
            + [.int(before), .int(Int64(query.limit))]
        let span: [SQLValue] = [.instant(from), .instant(to)]
        // An id may run ahead of its time (the clock was set back), never behind it.
        let since = [.int(IDGenerator.first(at: from))] + span
        return try await database.read { transaction in
            if let subject = query.subject {
                let quarters = [from, to].map { SQLValue.int($0.milliseconds / Self.quarter) }
                return try transaction.all(
                    LookStore.readBySubject, [.id(subject)] + quarters + span + narrowed, AccessLogEntry.init(row:))
            }
            if let officer = query.officer {
                return try transaction.all(
                    LookStore.readByOfficer, [.id(officer)] + span + narrowed, AccessLogEntry.init(row:))
            }
            if let dossier = query.dossier {
                return try transaction.all(
                    LookStore.readByDossier, since + [.int(dossier), .text("% \(dossier) %")] + narrowed,
                    AccessLogEntry.init(row:))
            }
            return try transaction.all(LookStore.readAll, since + narrowed, AccessLogEntry.init(row:))
        }
    }

    /// Somebody took a dossier's history with its proofs away as a file.
    package func recordAudit(of dossier: Int64, purpose: AccessPurpose, by actor: Actor) async throws {
        let taken = event(
            "auditTaken", on: DirectoryStreams.accessLog, by: actor, unit: actor.officer?.unit,
            facts: ["dossier": .int(dossier), "purpose": .text(purpose.rawValue)])
        try await database.write("Directory.auditTaken") { try Journal.appendNext(taken, in: $0) }
    }

    private static func facts(_ query: AccessLogQuery) -> EventFacts {
        var facts: EventFacts = ["from": .text(query.from.iso), "to": .text(query.to.iso)]
        if let subject = query.subject { facts["subject"] = .int(subject.rawValue) }
        if let officer = query.officer { facts["officer"] = .int(officer.rawValue) }
        if let dossier = query.dossier { facts["dossier"] = .int(dossier) }
        if let purpose = query.purpose { facts["purpose"] = .text(purpose.rawValue) }
        return facts
    }
}

extension AccessLogEntry {
    init(row: any Row) throws {
        let words = row.text(6).split(separator: " ").map(String.init)
        let list = words.first.flatMap { $0.hasPrefix("list.") ? String($0.dropFirst("list.".count)) : nil }
        let dossier = row.int(8)
        self.init(
            id: row.int(0), at: row.instant(1), officer: row.id(2), officerName: row.optionalText(9) ?? "",
            role: Role(rawValue: row.text(3)), unit: try row.unit(4), purpose: AccessPurpose(rawValue: row.text(5)),
            subject: list == nil ? row.id(7) : nil,
            dossiers: list == nil ? (dossier == 0 ? [] : [dossier]) : words.dropFirst().compactMap { Int64($0) },
            list: list, fields: list == nil ? words : [], isSealed: row.int(10) != 0)
    }
}
