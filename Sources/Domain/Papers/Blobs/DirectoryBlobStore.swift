import Dispatch
import Foundation

/// Blobs as files of one directory, spread over 256 folders by the first two digits of the key. Written aside, synced,
/// linked, and the folder synced: a key either names all its bytes or nothing, on a folder that nodes share too.
package struct DirectoryBlobStore: BlobStore {
    private let path: String
    /// File calls block: they stay off the cooperative pool.
    private let queue = DispatchQueue(label: "motcua.blobs", attributes: .concurrent)

    /// Makes the directory where there is none, readable by the house's user only.
    package init(_ path: String) throws {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw PapersProblem.storage("\(path) cannot be made")
        }
    }

    package func put(_ bytes: [UInt8], key: String) async throws {
        let file = try file(key)
        try await run {
            let folder = (file as NSString).deletingLastPathComponent
            if mkdir(folder, 0o700) == 0 {
                try Self.sync(directory: self.path)
            } else if errno != EEXIST {
                throw PapersProblem.storage("\(folder): \(Self.reason)")
            }
            let draft = file + ".part"
            defer { unlink(draft) }
            try Self.write(bytes, to: draft)
            // A link, unlike a renaming, never replaces what stands there.
            if link(draft, file) != 0 {
                guard errno == EEXIST else { throw PapersProblem.storage("link: \(Self.reason)") }
                guard FileManager.default.contents(atPath: file).map({ Array($0) }) == bytes else {
                    throw PapersProblem.storage("\(file) is there already and holds something else")
                }
            }
            try Self.sync(directory: folder)
        }
    }

    package func get(_ key: String, range: Range<Int>?) async throws -> [UInt8]? {
        let file = try file(key)
        return try await run {
            guard let handle = FileHandle(forReadingAtPath: file) else {
                guard access(file, F_OK) != 0, errno == ENOENT else {
                    throw PapersProblem.storage("\(file) cannot be read")
                }
                return nil
            }
            defer { try? handle.close() }
            guard let range else { return Array(try handle.readToEnd() ?? Data()) }
            try handle.seek(toOffset: UInt64(range.lowerBound))
            return Array(try handle.read(upToCount: range.count) ?? Data())
        }
    }

    package func erase(_ key: String) async throws {
        let file = try file(key)
        try await run {
            guard unlink(file) == 0 || errno == ENOENT else { throw PapersProblem.storage("unlink: \(Self.reason)") }
            try? Self.sync(directory: (file as NSString).deletingLastPathComponent)
        }
    }

    package func keys(storedBefore milliseconds: Int64) async throws -> [String] {
        let path = path
        return try await run {
            var found: [String] = []
            for folder in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
                let inside = "\(path)/\(folder)"
                for name in (try? FileManager.default.contentsOfDirectory(atPath: inside)) ?? [] {
                    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(inside)/\(name)")
                    guard let stored = attributes?[.modificationDate] as? Date,
                        Int64(stored.timeIntervalSince1970 * 1_000) < milliseconds
                    else { continue }
                    // A draft left by a crash has no key; a day old, nobody writes it any more.
                    if name.hasSuffix(".part") { unlink("\(inside)/\(name)") } else { found.append(name) }
                }
            }
            return found
        }
    }

    private func file(_ key: String) throws -> String {
        _ = try BlobKey.checked(key)
        return "\(path)/\(key.prefix(2))/\(key)"
    }

    private static func write(_ bytes: [UInt8], to file: String) throws {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw PapersProblem.storage("\(file): \(reason)") }
        defer { close(descriptor) }
        var written = 0
        try bytes.withUnsafeBytes { buffer in
            while written < buffer.count {
                let count = Foundation.write(
                    descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { throw PapersProblem.storage("\(file): \(reason)") }
                written += count
            }
        }
        guard fsync(descriptor) == 0 else { throw PapersProblem.storage("\(file): \(reason)") }
    }

    private static func sync(directory: String) throws {
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw PapersProblem.storage("\(directory): \(reason)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw PapersProblem.storage("\(directory): \(reason)") }
    }

    private static var reason: String { String(cString: strerror(errno)) }

    private func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: work)) }
        }
    }
}
