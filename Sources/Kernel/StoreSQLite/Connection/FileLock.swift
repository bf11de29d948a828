import Foundation
import Store

/// The advisory lock that lets one process write. Held until the value goes; the system lets it go with the process.
final class FileLock: Sendable {
    private let descriptor: Int32

    /// - Throws: `StoreError.cannotOpen` naming the process that holds it.
    init(for path: String) throws {
        let lockPath = path + ".lock"
        let descriptor = Foundation.open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            throw StoreError.cannotOpen(
                vi: "không ghi được \(lockPath) (\(reason)): hãy cho tài khoản này quyền ghi",
                en: "\(lockPath) cannot be written (\(reason)): give this user the right to")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            var buffer = [UInt8](repeating: 0, count: 20)
            let count = max(Foundation.read(descriptor, &buffer, buffer.count), 0)
            let text = String(decoding: buffer[..<count], as: UTF8.self)
            let holder = text.isEmpty ? "" : " (\(text))"
            Foundation.close(descriptor)
            throw StoreError.cannotOpen(
                vi: "tiến trình khác đang ghi \(path)\(holder): hãy dừng tiến trình đó trước",
                en: "\(path) is being written by another process\(holder): stop that one first")
        }
        let text = "pid \(getpid())"
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.utf8.count, 0)
        self.descriptor = descriptor
    }

    deinit {
        Foundation.close(descriptor)
    }
}
