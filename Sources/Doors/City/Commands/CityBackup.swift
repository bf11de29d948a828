import Civic
import Foundation
import Journal
import Store

/// `motcua backup`: copies, then verifies the copy's journal before it says done.
package enum CityBackup {
    package struct Report: Sendable, Encodable {
        package let path: String
        package let bytes: Int
        package let events: Int64
        package let ok: Bool
        /// What `journal verify` finds in the copy, as it stands in the original.
        package let faults: [String]

        package var json: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }

        package var text: String {
            let summary =
                "\(path): \(bytes) bytes, \(events) events, \(ok ? "verified" : "NOT verified"). "
                + "Keys and papers lie beside the database (\(path) holds neither): copy .keys and .papers too."
            return ([summary] + faults.map { "FAULT \($0)" }).joined(separator: "\n")
        }
    }

    package static func run(_ files: HouseFiles, to path: String) async throws -> Report {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw HouseProblem.badSetting("\(path) exists already; name a new file")
        }
        try FolderMaking.parent(of: path)
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
        let verified = try await JournalCheck.verify(copy, evidence, SystemClock())
        let bytes = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        return Report(
            path: path, bytes: bytes, events: verified.events, ok: verified.ok, faults: verified.faults.map(\.text))
    }
}
