import Foundation
import Journal
import Store

/// A copy of the demo's database in which somebody changed one word of history, for `motcua journal verify` to find.
/// It has the public keys of the journal beside it and nothing that could sign.
package enum TamperedCopy {
    private static let signed = Statement(
        """
        SELECT b.event, b.body FROM event e JOIN event_body b ON b.event = e.id
        WHERE e.kind = 'dossier.signed' ORDER BY e.position LIMIT 1
        """)
    private static let forge = Statement("UPDATE event_body SET body = ? WHERE event = ?")

    /// Where it stands: `PATH.tampered`, or the schema `NAME_tampered`. Keys named apart serve both.
    package static func files(of files: HouseFiles) throws -> HouseFiles {
        try HouseFiles(
            address: try files.database.tampered, keys: files.hasKeysBeside ? nil : files.keys, city: files.city,
            share: files.share)
    }

    static func make(of files: HouseFiles) async throws {
        let forged = try self.files(of: files)
        try await forged.database.remove()
        try await files.database.copy(to: forged.database)
        if files.hasKeysBeside { try copyPublicKeys(from: files.keys, to: forged.keys) }
        let copy = try await forged.database.open()
        try await copy.write("demo.tamper") { transaction in
            guard let (event, body) = try transaction.first(signed, [], { ($0.int(0), $0.blob(1)) }) else { return }
            // One letter of a signature's record: its last, so that the record still reads.
            guard let last = body.lastIndex(where: { (0x61...0x79).contains($0) }) else { return }
            var forged = body
            forged[last] += 1
            try transaction.execute(forge, [.blob(forged), .int(event)])
        }
        try await copy.close()
    }

    private static func copyPublicKeys(from keys: String, to folder: String) throws {
        let disk = FileManager.default
        try? disk.removeItem(atPath: folder)
        try FolderMaking.make(folder)
        for name in try disk.contentsOfDirectory(atPath: keys) where name.hasSuffix(".pub") {
            try disk.copyItem(atPath: keys + "/" + name, toPath: folder + "/" + name)
        }
    }
}
