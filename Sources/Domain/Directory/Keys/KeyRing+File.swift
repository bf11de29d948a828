import Civic
import Foundation

extension KeyRing {
    /// Opens the file; where there is none, makes it, readable by its owner only and synced before it is used.
    /// - Throws: `DirectoryProblem.keyRing` when others may read it or it is no key ring.
    package static func openOrMake(at path: String) throws -> KeyRing {
        if !FileManager.default.fileExists(atPath: path) { try make(at: path) }
        return try open(at: path)
    }

    package static func open(at path: String) throws -> KeyRing {
        var status = stat()
        guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
            throw DirectoryProblem.keyRing("\(path) cannot be read")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw DirectoryProblem.keyRing("\(path) may be read by others: chmod 600")
        }
        return try KeyRing(text: String(decoding: data, as: UTF8.self))
    }

    private static func make(at path: String) throws {
        let bytes = Array(freshText().utf8)
        let descriptor = Foundation.open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw DirectoryProblem.keyRing("\(path) cannot be made") }
        defer { close(descriptor) }
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw DirectoryProblem.keyRing("\(path) cannot be written")
        }
    }
}
