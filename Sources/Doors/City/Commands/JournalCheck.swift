import Foundation
import Journal
import Store

/// `motcua journal verify`: reads only, beside a server that writes.
package enum JournalCheck {
    package struct Report: Sendable, Encodable {
        package let events: Int64
        package let treeSize: Int64
        package let erased: Int
        package let ok: Bool
        package let faults: [Fault]

        package struct Fault: Sendable, Encodable {
            let kind: String
            let position: Int64?
            let text: String
        }

        enum CodingKeys: String, CodingKey {
            case events, erased, ok, faults
            case treeSize = "tree_size"
        }

        package var json: String {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }

        package var text: String {
            let head = "\(events) events, \(treeSize) in the signed tree, \(erased) bodies erased by law"
            return ([head] + faults.map { "FAULT \($0.kind): \($0.text)" } + [ok ? "The journal is whole." : "The journal was tampered with."])
                .joined(separator: "\n")
        }
    }

    package static func run(_ files: HouseFiles, witness: String? = nil) async throws -> Report {
        let database = try await files.database.openReadOnly()
        do {
            let report = try await verify(database, files, witness)
            try await database.close()
            return report
        } catch {
            try await database.close()
            throw error
        }
    }

    private static func verify(
        _ database: any Database, _ files: HouseFiles, _ witness: String?
    ) async throws -> Report {
        guard try await !database.appliedMigrations().isEmpty else { throw HouseProblem.noCity(files.database.place) }
        var keys: [HeadPublicKey] = []
        let folder = files.keys
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".pub") {
            if let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8),
                let key = HeadPublicKey(text: text) {
                keys.append(key)
            }
        }
        // Without a key every signature would look forged.
        guard !keys.isEmpty else { throw HouseProblem.keysMissing(folder) }
        var heads: [TreeHead] = []
        if let witness {
            for name in (try FileManager.default.contentsOfDirectory(atPath: witness)).sorted() {
                let text = try String(contentsOfFile: witness + "/" + name, encoding: .utf8)
                if let head = TreeHead(text: text) { heads.append(head) }
            }
        }
        let report = try await JournalVerifier(database, keys: keys, witnessed: heads).verify()
        return Report(
            events: report.events, treeSize: report.treeSize, erased: report.erased, ok: report.ok,
            faults: report.faults.map { Report.Fault(kind: $0.kind.rawValue, position: $0.position, text: $0.text) })
    }
}
