package import Civic
import Foundation
import Papers
import Store

/// `motcua restore`: a new database from a backup, or from another database, on either engine; verified before it has
/// its name.
package enum CityRestore {
    package struct Report: Sendable, JSONReport {
        package let from: String
        package let to: String
        package let tables: Int
        package let rows: Int64
        package let events: Int64
        package let erasedAgain: Int
        /// Events that were signed after the backup was made, as the head kept beside the keys tells.
        package let behind: Int64
        package let papers: Int?
        package let missingPapers: [String]
        package let faults: [String]
        package let ok: Bool

        enum CodingKeys: String, CodingKey {
            case from, to, tables, rows, events, behind, papers, faults, ok
            case erasedAgain = "erased_again"
            case missingPapers = "missing_papers"
        }

        package var text: String {
            var lines = [
                "\(from) → \(to): \(rows) rows of \(tables) tables, \(events) events, "
                    + (faults.isEmpty ? "the journal is whole." : "NOT whole; the copy is left unfinished.")
            ]
            lines += faults.map { "FAULT \($0)" }
            if erasedAgain > 0 { lines.append("\(erasedAgain) bodies erased since the backup were erased again.") }
            if behind > 0 {
                lines.append(
                    "\(behind) events signed since are not in it. If they are lost for good, move head.newest of the key "
                        + "folder elsewhere, keep it, and start: nothing is served over it before.")
            }
            if let papers { lines.append("\(papers) papers copied.") }
            if !missingPapers.isEmpty {
                lines.append("\(missingPapers.count) papers are missing: \(missingPapers.joined(separator: ", "))")
            }
            return lines.joined(separator: "\n")
        }
    }

    /// - Parameters:
    ///   - source: a backup's path, or the address of another database.
    ///   - papers: a folder or `s3://…` whose papers are copied to the city's; nil: they are there already.
    package static func run(
        from source: String, papers: String?, into files: HouseFiles, clock: any CityClock = SystemClock(),
        _ note: @escaping @Sendable (String) -> Void
    ) async throws -> Report {
        let address = try DatabaseAddress(source)
        guard address.isThere else { throw HouseProblem.badSetting("\(source): there is no such backup") }
        var copy = CityCopy(source: address, target: files.database, house: files, clock: clock, mayBeOlder: true)
        if let papers { copy.papers = (try PapersPlace.open(papers), try PapersPlace.open(files.papers)) }
        let outcome = try await copy.run(note)
        let missing = outcome.papers?.missing ?? []
        return Report(
            from: address.place, to: files.database.place, tables: outcome.tables, rows: outcome.rows,
            events: outcome.events, erasedAgain: outcome.erasedAgain, behind: outcome.behind,
            papers: outcome.papers?.copied, missingPapers: missing.map { String($0) }, faults: outcome.faults,
            ok: outcome.faults.isEmpty && missing.isEmpty)
    }
}
