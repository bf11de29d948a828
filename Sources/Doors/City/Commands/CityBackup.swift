package import Civic
import Foundation
import Journal
import Papers
import Store

/// `motcua backup`: one file from either engine, made while the city works and verified before it says done.
package enum CityBackup {
    package struct Report: Sendable, JSONReport {
        package let path: String
        package let bytes: Int
        package let events: Int64
        /// How many papers were copied beside it; nil when they were left where they are.
        package let papers: Int?
        package let missingPapers: [String]
        package let ok: Bool
        /// What `journal verify` finds in the copy, as it stands in the original.
        package let faults: [String]

        enum CodingKeys: String, CodingKey {
            case path, bytes, events, papers, ok, faults
            case missingPapers = "missing_papers"
        }

        package var text: String {
            let copied = papers.map { "\($0) papers in \(path).papers; it holds no keys: copy .keys too, apart." }
            let summary =
                "\(path): \(bytes) bytes, \(events) events, \(faults.isEmpty ? "verified" : "NOT verified"). "
                + (copied
                    ?? "Keys and papers lie beside the database (\(path) holds neither): copy .keys and .papers too.")
            return ([summary] + faults.map { "FAULT \($0)" } + missingPapers.map { "MISSING paper \($0)" })
                .joined(separator: "\n")
        }
    }

    /// - Parameter papers: copies the papers too, to `PATH.papers`.
    package static func run(
        _ files: HouseFiles, to path: String, papers: Bool = false, clock: any CityClock = SystemClock(),
        _ note: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Report {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw HouseProblem.badSetting("\(path) exists already; name a new file")
        }
        try FolderMaking.parent(of: path)
        let (events, faults) =
            switch files.database {
            case .file: try await copyFile(of: files, to: path, clock)
            case .server: try await copyRows(of: files, to: path, clock, note)
            }
        var copied: PaperCopy.Outcome?
        if papers, faults.isEmpty { copied = try await copyPapers(of: files, named: path, note) }
        let bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        let missing = (copied?.missing ?? []).map { String($0) }
        return Report(
            path: path, bytes: bytes, events: events, papers: copied?.copied, missingPapers: missing,
            ok: faults.isEmpty && missing.isEmpty, faults: faults)
    }

    private static func copyFile(
        of files: HouseFiles, to path: String, _ clock: any CityClock
    ) async throws -> (events: Int64, faults: [String]) {
        // The copy has no keys of its own: it is verified with the city's, as they are before it is made.
        let evidence = try JournalCheck.Evidence(files)
        let database = try await files.database.openReadOnly()
        do {
            try await database.backup(to: path)
            try await database.close()
        } catch {
            try await database.close()
            throw error
        }
        let copy = try HouseFiles(database: path, city: files.city, share: files.share)
        let verified = try await JournalCheck.verify(copy, evidence, clock)
        return (verified.events, verified.faults.map(\.text))
    }

    private static func copyRows(
        of files: HouseFiles, to path: String, _ clock: any CityClock, _ note: @escaping @Sendable (String) -> Void
    ) async throws -> (events: Int64, faults: [String]) {
        let outcome = try await CityCopy(source: files.database, target: .file(path), house: files, clock: clock).run(
            note)
        return (outcome.events, outcome.faults)
    }

    private static func copyPapers(
        of files: HouseFiles, named path: String, _ note: @escaping @Sendable (String) -> Void
    ) async throws -> PaperCopy.Outcome {
        let copy = try await DatabaseAddress.file(path).openReadOnly()
        do {
            let outcome = try await PaperCopy(
                from: PapersPlace.open(files.papers), to: PapersPlace.open(path + ".papers")
            ).run(copy) { count in if count % 500 == 0 { note("papers: \(count)") } }
            try await copy.close()
            return outcome
        } catch {
            try await copy.close()
            throw error
        }
    }
}
