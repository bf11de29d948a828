import Foundation
import Programs
import Store

/// A PostgreSQL server of our own on a Unix socket, for the demo and the tests. It lives as long as this process: a
/// script beside it waits for the end of a pipe, which the system closes however the process ends, then stops the server.
package final class LocalServer: Sendable {
    /// Where its data, its log and its socket lie.
    package let folder: String
    /// The end of what it hears is its order to stop.
    private let script: PipedProgram

    package enum Task: String, Sendable {
        /// A new one whose folder goes with it.
        case passing
        /// One whose data stays; begun anew where there is none.
        case kept
        /// A new replica of the server whose folder is given.
        case following
    }

    /// - Parameters:
    ///   - settings: lines of postgresql.conf, `name=value`, read when the data is made.
    ///   - primary: the folder of the server that is followed.
    /// - Throws: `StoreError.cannotOpen`, saying what to install or to change.
    package static func start(
        _ task: Task, in folder: String, settings: [String] = [], primary: String? = nil
    ) async throws -> LocalServer {
        try await onThread { try LocalServer(task, folder, settings, primary) }
    }

    private init(_ task: Task, _ folder: String, _ settings: [String], _ primary: String?) throws {
        self.folder = folder
        let programs = try Self.programs()
        if getuid() == 0 { try Self.makeRoom(for: folder) }
        // PostgreSQL does not run as root.
        do {
            script = try PipedProgram.start(
                (getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : [])
                    + ["bash", "-c", LocalServerScript.text, task.rawValue, programs, folder]
                    + [settings.joined(separator: "\n")] + (primary.map { [$0] } ?? []))
        } catch {
            throw StoreError.cannotOpen(vi: error.text.vi, en: error.text.en)
        }
        let said = try Self.line(of: script.output)
        guard said == "ready" else {
            throw StoreError.cannotOpen(
                vi: "không khởi động được PostgreSQL trong \(folder): \(said)",
                en: "PostgreSQL did not start in \(folder): \(said)")
        }
    }

    deinit {
        stop()
    }

    /// Lets the script end the server, and remove its folder if it was a passing one. Returns when that is done.
    package func stop() {
        try? script.input.close()
        _ = try? Self.line(of: script.output)
        script.wait()
    }

    package func url(schema: String, database: String = "motcua") -> String {
        let socket = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "postgres://motcua@/\(database)?host=\(socket)&schema=\(schema)"
    }

    /// Orders of the tests, one at a time: `crash`, `revive`, `sql TEXT`.
    package func order(_ text: String) async throws {
        let script = script
        try await Self.onThread {
            try script.input.write(contentsOf: Array((text + "\n").utf8))
            let said = try Self.line(of: script.output)
            guard said == "done" else { throw StoreError.engine("\(text): \(said)") }
        }
    }

    /// The folder belongs to the user that the server runs as; the way to it must be open to that user.
    private static func makeRoom(for folder: String) throws {
        guard let user = getpwnam("postgres")?.pointee, mkdir(folder, 0o700) == 0 else { return }
        chown(folder, user.pw_uid, user.pw_gid)
    }

    /// Waiting for a program would hold up the threads that others run on.
    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
        }
    }

    /// Debian's newest server that is not older than 15.
    private static func programs() throws -> String {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let newest = versions.compactMap { Int($0) }.filter {
            $0 >= 15 && FileManager.default.isExecutableFile(atPath: "/usr/lib/postgresql/\($0)/bin/postgres")
        }.max()
        guard let newest else {
            throw StoreError.cannotOpen(
                vi: "chưa cài PostgreSQL: chạy apt-get install postgresql-15 (`./motcua demo --store postgres` tự cài)",
                en: "there is no PostgreSQL here: apt-get install postgresql-15 "
                    + "(`./motcua demo --store postgres` does it by itself)")
        }
        return "/usr/lib/postgresql/\(newest)/bin"
    }

    private static func line(of handle: FileHandle) throws -> String {
        var line: [UInt8] = []
        while let byte = try handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
