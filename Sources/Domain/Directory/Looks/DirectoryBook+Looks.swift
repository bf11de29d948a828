package import Civic
import Crypto
import Journal
import Store

/// A look at somebody's data as that person sees it.
package struct Look: Sendable, Hashable {
    package let at: Instant
    /// The body's unit, named by `UnitTree.latest`.
    package let unit: UnitCode
    package let role: Role?
    package let purpose: AccessPurpose?
    package let fields: [String]
    package let dossier: Int64?
    /// Nil unless the city shows officers' names to residents.
    package let officerName: String?
}

extension DirectoryBook {
    static let quarter: Int64 = 15 * 60_000

    /// Writes down that an officer is about to see these fields of this subject: before the page is sent, and if it
    /// cannot be written, no page is sent. A look by a resident or by the house itself writes nothing.
    ///
    /// One row per officer, subject, dossier and quarter of an hour for the same fields and purpose. Rows never change.
    /// - Parameter fields: names of what is shown, for example `person.number`, `answers.child`.
    package func look(
        at subject: ID<Subject>, fields: Set<String>, purpose: AccessPurpose, dossier: Int64? = nil, by actor: Actor
    ) async throws {
        try await look(at: [subject], fields: fields, purpose: purpose, dossier: dossier, by: actor)
    }

    /// The same for several people on one page, in one write.
    package func look(
        at subjects: [ID<Subject>], fields: Set<String>, purpose: AccessPurpose, dossier: Int64? = nil, by actor: Actor
    ) async throws {
        guard let officer = actor.officer else { return }
        let now = clock.now()
        let post = officer.posts.first { $0.unit == officer.unit } ?? officer.posts.first
        let shown = fields.sorted().joined(separator: " ")
        let rows = subjects.filter { $0 != actor.subject }.map { subject -> [SQLValue] in
            [
                .id(ids.next(AccessLook.self)), .id(subject), .id(officer.officer), .int(dossier ?? 0),
                .int(now.milliseconds / Self.quarter), .instant(now), .text(post?.role.rawValue ?? ""),
                .unit(post?.unit ?? officer.unit), .text(purpose.rawValue), .text(shown),
            ]
        }
        guard !rows.isEmpty else { return }
        try await database.write("Directory.look") { transaction in
            for row in rows { try transaction.execute(LookStore.insert, row) }
        }
    }

    /// Writes down that a list named dossiers, and with them people, to an officer: a row for up to a hundred dossiers,
    /// about nobody in particular. The same list again within the quarter of an hour writes nothing.
    ///
    /// - Parameter list: its name, `unit`, `search`.
    package func look(
        atList list: String, dossiers: Set<Int64>, purpose: AccessPurpose, by actor: Actor
    ) async throws {
        guard let officer = actor.officer, !dossiers.isEmpty else { return }
        let sorted = dossiers.sorted()
        let rows = stride(from: 0, to: sorted.count, by: Self.dossiersInRow).map { start in
            let named = sorted[start..<min(start + Self.dossiersInRow, sorted.count)]
            return "list.\(list) " + named.map { String($0) }.joined(separator: " ")
        }
        let quarter = clock.now().milliseconds / Self.quarter
        let fresh = rows.filter { !lists.knows("\(officer.officer) \(purpose.rawValue) \($0)", in: quarter) }
        guard !fresh.isEmpty else { return }
        let now = clock.now()
        let post = officer.posts.first { $0.unit == officer.unit } ?? officer.posts.first
        let values = fresh.map { shown -> [SQLValue] in
            [
                .id(ids.next(AccessLook.self)), .id(Self.nobody), .id(officer.officer), .int(0), .int(quarter),
                .instant(now), .text(post?.role.rawValue ?? ""), .unit(post?.unit ?? officer.unit),
                .text(purpose.rawValue), .text(shown),
            ]
        }
        try await database.write("Directory.lookAtList") { transaction in
            for row in values { try transaction.execute(LookStore.insert, row) }
        }
        for shown in fresh { lists.keep("\(officer.officer) \(purpose.rawValue) \(shown)", in: quarter) }
    }

    /// Stands in the log for the people of a list.
    static let nobody = ID<Subject>(0)
    /// A row is a key of an index: it stays short.
    private static let dossiersInRow = 100

    /// Who looked at this subject's data, the newest first.
    /// - Parameters:
    ///   - unit: only looks from this body; nil: from any.
    ///   - before: for the next page, the `at` of the last one shown.
    ///   - namingOfficers: the city's policy; without it role and unit stand for the officer.
    package func looks(
        at subject: ID<Subject>, from unit: UnitCode? = nil, before: Instant? = nil, limit: Int = 50,
        namingOfficers: Bool = false
    ) async throws -> [Look] {
        let before = before ?? Instant(milliseconds: .max)
        let quarter = before.milliseconds / Self.quarter
        return try await database.read { transaction in
            try transaction.all(
                LookStore.ofSubject,
                [
                    .id(subject), .int(quarter), .instant(before), .text(unit?.text ?? ""), .text(unit?.text ?? ""),
                    .int(limit),
                ]
            ) { row in
                Look(
                    at: row.instant(1), unit: try row.unit(3), role: Role(rawValue: row.text(2)),
                    purpose: AccessPurpose(rawValue: row.text(4)),
                    fields: row.text(5).split(separator: " ").map(String.init),
                    dossier: row.int(6) == 0 ? nil : row.int(6), officerName: namingOfficers ? row.optionalText(8) : nil
                )
            }
        }
    }

    /// The bodies from which anybody ever looked at this subject's data.
    package func units(lookingAt subject: ID<Subject>) async throws -> [UnitCode] {
        try await database.read { transaction in
            try transaction.all(LookStore.unitsOfSubject, [.id(subject)]) { row in try row.unit(0) }
        }
    }

    /// A job of every minute: seals the looks written before this one by one journal event that carries their hash.
    /// At most 1,000 at a time; the rest waits for the next minute.
    /// - Returns: the seal, or nil when nothing waited.
    @discardableResult
    package func sealAccessLog() async throws -> ID<AccessSeal>? {
        let now = clock.now()
        let cut = SQLValue.instant(Instant(milliseconds: now.milliseconds / 60_000 * 60_000))
        let seal = ids.next(AccessSeal.self)
        let event = event("accessLogSealed", on: DirectoryStreams.accessLog, by: .system("access-log"))
        return try await database.write("Directory.sealAccessLog", priority: .bulk) { transaction in
            var digest = LookDigest()
            try transaction.forEach(LookStore.unsealed, [cut, .int(1_000)]) { digest.add($0) }
            guard let last = digest.last else { return nil }
            let hash = digest.finalized()
            try transaction.execute(
                LookStore.insertSeal, [.id(seal), .instant(now), .int(digest.count), .blob(hash)])
            try transaction.execute(
                LookStore.seal, [.id(seal), cut, .int(last)], changing: digest.count,
                else: StoreError.damaged("the access log changed while it was sealed"))
            var sealed = event
            sealed.facts["seal"] = .int(seal.rawValue)
            sealed.facts["looks"] = .int(Int64(digest.count))
            sealed.facts["hash"] = .text(Hex.text(hash))
            try Journal.appendNext(sealed, in: transaction)
            return seal
        }.value
    }

    /// Whether the rows a seal covers are still those it was made over.
    package func sealHolds(_ seal: ID<AccessSeal>) async throws -> Bool {
        try await database.read { transaction in
            let expected = try transaction.first(LookStore.sealHash, [.id(seal)]) { ($0.blob(0), $0.int(1)) }
            guard let expected else { return false }
            var digest = LookDigest()
            try transaction.forEach(LookStore.covered, [.id(seal)]) { digest.add($0) }
            return digest.finalized() == expected.0 && Int64(digest.count) == expected.1
        }
    }
}

/// SHA-256 over rows of the access log, each number and text with its length before it.
private struct LookDigest {
    private var hasher = SHA256()
    private(set) var count = 0
    private(set) var last: Int64?

    init() { hasher.update(data: Array("motcua/access-log/1".utf8)) }

    mutating func add(_ row: any Row) {
        for column in 0..<6 { withUnsafeBytes(of: row.int(column).bigEndian) { hasher.update(bufferPointer: $0) } }
        for column in 6..<10 {
            let bytes = Array(row.text(column).utf8)
            withUnsafeBytes(of: UInt32(bytes.count).bigEndian) { hasher.update(bufferPointer: $0) }
            hasher.update(data: bytes)
        }
        count += 1
        last = row.int(0)
    }

    func finalized() -> [UInt8] { Array(hasher.finalize()) }
}
