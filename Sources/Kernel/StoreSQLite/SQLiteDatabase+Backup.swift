import Foundation
import Store

extension SQLiteDatabase {
    /// A copy made from one snapshot while writes go on, synced before it gets its name. Rows are written anew, so the
    /// copy holds no free pages and nothing of what was erased. The write-ahead log grows while it runs.
    /// - Throws: `StoreError.cannotOpen` when something already stands at `path`.
    package func backup(to path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw StoreError.cannotOpen(
                vi: "\(path) đã có: sao lưu không ghi đè, hãy đặt tên khác",
                en: "\(path) exists already: a backup never overwrites")
        }
        let source = self.path
        let options = options
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                continuation.resume(with: Result { try Self.copy(from: source, to: path, options) })
            }
            thread.name = "motcua.backup"
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private static func copy(from source: String, to path: String, _ options: SQLiteOptions) throws {
        let unfinished = path + ".unfinished"
        try? FileManager.default.removeItem(atPath: unfinished)
        // An empty file is what the engine takes for a new one: the copy is for its owner alone from its first byte.
        try make(unfinished)
        let connection = try Connection(path: source, role: .checkpointer, options: options)
        defer { try? connection.close() }
        try connection.run(
            "VACUUM INTO \(SchemaDialect.quoted(unfinished))"
        )
        try sync(unfinished)
        guard rename(unfinished, path) == 0 else {
            throw StoreError.full("\(path) cannot be written (\(String(cString: strerror(errno))))")
        }
        try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    private static func sync(_ path: String) throws {
        let descriptor = Foundation.open(path, O_RDONLY)
        defer { Foundation.close(descriptor) }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw StoreError.full("\(path) cannot be synced (\(String(cString: strerror(errno))))")
        }
    }
}
