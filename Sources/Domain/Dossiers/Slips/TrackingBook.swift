import Catalogue
package import Civic
package import Directory
import Rules
import Store

/// The tracking book of a unit and a year (sổ theo dõi hồ sơ): opened on 1 January, numbered from 1 to the year's
/// end, in volumes.
package enum TrackingBook {
    /// Dossiers in one volume: some sixty pages.
    package static let volumeSize = 500
    /// Stands for what a protected dossier asks: its number keeps the book without gaps, and tells nothing else.
    static let hidden = "(hồ sơ được bảo vệ)"
}

extension DossierDesk {
    /// One volume of a unit's book. Every applicant on it can read in the log that the book was looked at.
    ///
    /// - Throws: `DossierProblem.forbidden` for whoever does not serve at the unit's counter, `.notFound` for a volume that was
    ///   never begun.
    package func trackingBook(
        of unit: UnitCode, year: Int, volume: Int, by actor: Actor, purpose: AccessPurpose
    ) async throws -> Slip {
        try require(.printSlip, by: actor, on: .unit(unit))
        guard let opened = Day(year: year, month: 1, day: 1), volume >= 1, volume <= 10_000 else {
            throw DossierProblem.notFound
        }
        let (from, to) = SlipStore.range(unit, year)
        let skipped = (volume - 1) * TrackingBook.volumeSize
        let words = SlipWords(directory: directory)
        let lines = try await database.read { transaction in
            try transaction.all(
                SlipStore.volume,
                [.text(from), .text(to), .int(TrackingBook.volumeSize), .int(skipped)]
            ) { try BookLine($0) }
        }
        guard !lines.isEmpty else { throw DossierProblem.notFound }
        if actor.officer != nil {
            try await directory.look(
                at: Array(Set(lines.filter { !isHidden($0) }.map(\.applicant))), fields: ["dossier.applicant"],
                purpose: purpose, dossier: nil,
                by: actor)
        }
        let rows = lines.enumerated().map { index, line -> RuleValue in
            let name = rules.procedure(line.procedure, version: line.version)?.name.vi ?? line.procedure
            let isHidden = isHidden(line)
            return [
                "position": .int(Int64(skipped + index + 1)), "code": .string(line.code),
                "procedure": .string(isHidden ? TrackingBook.hidden : name), "sets": 1,
                "applicant": .string(isHidden ? "" : line.name),
                "competent": .string(isHidden ? "" : words.unit(line.competent)),
                "accepted": words.shortDay(line.acceptedAt), "due": words.shortDay(line.due),
                "returned": words.shortDay(line.returnedAt), "method": .null,
                "note": .optional(isHidden ? nil : line.status.plainText.vi),
            ]
        }
        return Slip(
            paper: SlipKind.trackingBook, day: opened, at: lines.compactMap(\.acceptedAt).max() ?? clock.now(),
            values: [
                "agency": words.agency(unit, on: directory.zone.day(lines[0].acceptedAt ?? clock.now())),
                "year": .int(Int64(year)), "volume": .int(Int64(volume)), "first": .int(Int64(skipped + 1)),
                "last": .int(Int64(skipped + lines.count)), "rows": .list(rows),
            ])
    }
}

extension DossierDesk {
    private func isHidden(_ line: BookLine) -> Bool {
        rules.procedure(line.procedure, version: line.version)?.isProtected ?? false
    }
}

/// A row of the book as stored.
private struct BookLine {
    let code: String
    let procedure: String
    let version: String
    let applicant: ID<Subject>
    let name: String
    let competent: UnitCode
    let acceptedAt: Instant?
    let due: Instant?
    let returnedAt: Instant?
    let status: DossierStatus

    init(_ row: any Row) throws {
        guard let status = DossierStatus(rawValue: Int(row.int(11))) else {
            throw StoreError.damaged("dossier \(row.text(0)) has a status the house does not know")
        }
        code = row.text(0)
        procedure = row.text(1)
        version = row.text(2)
        applicant = row.id(3)
        name = row.text(4)
        competent = try UnitCode(stored: row.text(5))
        acceptedAt = row.optionalInstant(6)
        due = row.optionalInstant(7)
        returnedAt = status == .returned ? row.optionalInstant(9) : nil
        self.status = status
    }
}
