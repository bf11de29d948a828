package import Civic
import Foundation

/// The erasures, kept in a file apart from backups: a backup made before one would bring the body back, and `restore`
/// erases what stands here again. One line an event: its id, when it was recorded, the basis.
package struct ErasureList: OutsideConsumer {
    package let name = "journal.erasureList"
    private let path: String

    package init(path: String) {
        self.path = path
    }

    package func wants(_ event: RecordedEvent) -> Bool { event.kind == Erasure.kind }

    /// Synced before the cursor moves; a line may stand twice after a crash, which changes nothing.
    package func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws {
        guard let erased = event.facts.int("event") else { return }
        let line = "\(erased) \(event.header.at.milliseconds) \(event.facts.text("basis") ?? "")\n"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        guard descriptor >= 0, write(descriptor, line, line.utf8.count) == line.utf8.count, fsync(descriptor) == 0
        else {
            throw JournalError.file(
                "the list of erasures \(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    /// The events whose bodies must not be there.
    package func events() throws -> [ID<NewEvent>] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return lines.compactMap { line in line.split(separator: " ").first.flatMap { ID($0) } }
    }
}
