import Catalogue
import Civic
import Store

extension Dossier {
    /// The values of `DossierStore.insert` before the three columns only the insert knows.
    var insertValues: [SQLValue] {
        [
            .id(id), .int(version), .optional(code), .text(reference), .text(procedure), .text(procedureVersion),
            .text(channel.rawValue), .int(status.rawValue), .optional(outcome?.rawValue), .id(applicant),
            .text(applicantName), .id(submitter), .id(assistedBy), .text(receiving.text), .text(competent.text),
            .text(returning.text), .instant(lodgedAt), .instant(acceptedAt), .instant(due), .instant(originalDue),
            .instant(releasedAt), .instant(endedAt), .text(clock.rawValue),
            .optional(remaining.map { Int64($0.count) }),
            .int(supplementRounds), .bool(hasBegun), .bool(hasApologised), .text(FactsText.encode(facts)),
            .id(correctionOf),
        ]
    }

    func indexedColumns(changedSince found: Dossier) -> IndexedColumns {
        var changed: IndexedColumns = []
        if code != found.code || acceptedAt != found.acceptedAt { changed.insert(.code) }
        if receiving != found.receiving || competent != found.competent || returning != found.returning {
            changed.insert(.units)
        }
        if endedAt != found.endedAt { changed.insert(.end) }
        return changed
    }

    /// The values of `DossierStore.update(indexed)`.
    func updateValues(_ indexed: IndexedColumns, expecting version: Int64) -> [SQLValue] {
        var values: [SQLValue] = [
            .int(self.version), .int(status.rawValue), .optional(outcome?.rawValue), .instant(due),
            .instant(originalDue), .instant(releasedAt), .text(clock.rawValue),
            .optional(remaining.map { Int64($0.count) }), .int(supplementRounds), .bool(hasBegun),
            .bool(hasApologised), .text(FactsText.encode(facts)),
        ]
        if indexed.contains(.code) { values += [.optional(code), .instant(acceptedAt)] }
        if indexed.contains(.units) {
            values += [.text(receiving.text), .text(competent.text), .text(returning.text)]
        }
        if indexed.contains(.end) { values.append(.instant(endedAt)) }
        return values + [.id(id), .int(version)]
    }

    init(_ row: any Row) throws {
        guard let channel = Channel(rawValue: row.text(6)), let status = DossierStatus(rawValue: Int(row.int(7))),
            let clock = ClockState(rawValue: row.text(22))
        else { throw StoreError.damaged("dossier \(row.int(0)) holds a word the engine does not know") }
        self.init(
            id: row.id(0), version: row.int(1), code: row.optionalText(2), reference: row.text(3),
            procedure: row.text(4), procedureVersion: row.text(5), channel: channel, status: status,
            outcome: row.optionalText(8).flatMap(DossierOutcome.init(rawValue:)), applicant: row.id(9),
            applicantName: row.text(10), submitter: row.id(11), assistedBy: row.optionalID(12),
            receiving: try UnitCode(stored: row.text(13)), competent: try UnitCode(stored: row.text(14)),
            returning: try UnitCode(stored: row.text(15)), lodgedAt: row.instant(16),
            acceptedAt: row.optionalInstant(17), due: row.optionalInstant(18), originalDue: row.optionalInstant(19),
            releasedAt: row.optionalInstant(20), endedAt: row.optionalInstant(21), clock: clock,
            remaining: row.optionalInt(23).map { Minutes(Int($0)) }, supplementRounds: Int(row.int(24)),
            hasBegun: row.bool(25), hasApologised: row.bool(26), facts: FactsText.decode(row.text(27)),
            correctionOf: row.optionalID(28))
    }
}

/// Facts as one short line, `name=value` joined by the unit separator: read and written on every action, so without a
/// general decoder. Neither names nor values may hold a control character (texts are cleaned at the doors).
enum FactsText {
    static func encode(_ facts: [String: String]) -> String {
        if facts.isEmpty { return "" }
        return facts.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1F}")
    }

    static func decode(_ text: String) -> [String: String] {
        if text.isEmpty { return [:] }
        var facts: [String: String] = [:]
        for pair in text.split(separator: "\u{1F}") {
            guard let sign = pair.firstIndex(of: "=") else { continue }
            facts[String(pair[..<sign])] = String(pair[pair.index(after: sign)...])
        }
        return facts
    }
}
