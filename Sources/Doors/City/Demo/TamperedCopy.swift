import Foundation
import Journal
import Store
import StoreSQLite

/// A copy of the demo's database in which somebody changed one word of history, for `motcua journal verify` to find.
/// It has the public keys of the journal beside it and nothing that could sign.
package enum TamperedCopy {
    package static func path(of files: HouseFiles) -> String { files.database + ".tampered" }

    private static let signed = Statement(
        """
        SELECT b.event, b.body FROM event e JOIN event_body b ON b.event = e.id
        WHERE e.kind = 'dossier.signed' ORDER BY e.position LIMIT 1
        """)
    private static let forge = Statement("UPDATE event_body SET body = ? WHERE event = ?")

    package static func make(of files: HouseFiles) async throws {
        let path = path(of: files)
        let disk = FileManager.default
        for suffix in ["", "-wal", "-shm", ".lock", ".keys"] { try? disk.removeItem(atPath: path + suffix) }
        let original = try SQLiteDatabase.openReadOnly(path: files.database)
        try await original.backup(to: path)
        try await original.close()
        try disk.createDirectory(atPath: path + ".keys", withIntermediateDirectories: true)
        for name in try disk.contentsOfDirectory(atPath: files.keys) where name.hasSuffix(".pub") {
            try disk.copyItem(atPath: files.keys + "/" + name, toPath: path + ".keys/" + name)
        }
        let copy = try SQLiteDatabase(path: path)
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
}
