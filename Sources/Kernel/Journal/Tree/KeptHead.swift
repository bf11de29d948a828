import Foundation

/// The newest head, kept in a file beside the keys: who can change the database alone cannot take it back, so that a
/// past cut off or signed by nobody shows without a witness elsewhere.
package struct KeptHead: Sendable {
    package let path: String

    package init(file path: String) {
        self.path = path
    }

    /// Nil where none was kept yet.
    /// - Throws: `JournalError.file` for a file that holds no head.
    package func read() throws -> TreeHead? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8), let head = TreeHead(text: text) else {
            throw JournalError.file("\(path) holds no tree head: restore it from the backup of the keys")
        }
        return head
    }

    /// Written aside, synced and renamed: it holds the old head or the new one.
    func keep(_ head: TreeHead) throws {
        let draft = path + ".part"
        let bytes = Array(head.text.utf8)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw unwritable }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0, rename(draft, path) == 0
        else { throw unwritable }
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw unwritable }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw unwritable }
    }

    private var unwritable: JournalError {
        .file("\(path) cannot be written: \(String(cString: strerror(errno)))")
    }
}
