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

        package var json: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }

        package var text: String {
            "\(path): \(bytes) bytes, \(events) events, \(ok ? "verified" : "NOT verified"). "
                + "Keys and papers lie beside the database (\(path) holds neither): copy .keys and .papers too."
        }
    }

    package static func run(_ files: HouseFiles, to path: String) async throws -> Report {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw HouseProblem.badSetting("\(path) exists already; name a new file")
        }
        try FolderMaking.parent(of: path)
        let database = try await files.database.openReadOnly()
        try await database.backup(to: path)
        try await database.close()
        let copy = try HouseFiles(database: path, city: files.city, share: files.share)
        // The copy has no keys of its own: it is verified with the city's.
        let verified = try await verify(copy, keys: files.keys)
        let bytes = (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
        return Report(path: path, bytes: bytes, events: verified.events, ok: verified.ok)
    }

    private static func verify(_ copy: HouseFiles, keys: String) async throws -> VerifyReport {
        let database = try await copy.database.openReadOnly()
        let key = (try? String(contentsOfFile: keys + "/head.pub", encoding: .utf8)).flatMap(HeadPublicKey.init(text:))
        let report = try await JournalVerifier(database, keys: key.map { [$0] } ?? []).verify()
        try await database.close()
        return report
    }
}
