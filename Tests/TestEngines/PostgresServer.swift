import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own, on a Unix socket in a temporary folder. It lives as long as this process: a
/// script beside it waits for the end of a pipe, which the system closes however the process ends, then stops the server
/// and removes the folder.
package final class PostgresServer: Sendable {
    /// One for a whole test process. It does not sync: tests that prove durability start their own.
    package static let shared = Task.detached { try await start(settings: ["fsync=off", "full_page_writes=off"]) }

    package let folder: String
    /// The script's ears, whose end is its order to clean up, and its mouth.
    private let orders: FileHandle
    private let answers: FileHandle
    private let count = Mutex(0)

    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Parameter settings: lines of postgresql.conf, `name=value`.
    package static func start(settings: [String] = []) async throws -> PostgresServer {
        try await onThread { try PostgresServer("start", settings) }
    }

    /// A replica that follows this server.
    package func startReplica() async throws -> PostgresServer {
        let folder = folder
        return try await Self.onThread { try PostgresServer("follow", ["fsync=off", "hot_standby=on"], [folder]) }
    }

    private init(_ task: String, _ settings: [String], _ arguments: [String] = []) throws {
        let programs = try Self.programs()
        folder = FileManager.default.temporaryDirectory.path + "/motcua-pg-\(UUID().uuidString.prefix(8))"
        let process = Self.process(
            ["bash", "-c", Self.script, task, programs, folder, settings.joined(separator: "\n")] + arguments)
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        orders = input.fileHandleForWriting
        answers = output.fileHandleForReading
        let said = try Self.line(of: answers)
        guard said == "ready" else { throw Fault(description: "the tests' PostgreSQL did not start: \(said)") }
    }

    deinit {
        stop()
    }

    /// Lets the script end the server and remove its folder.
    package func stop() {
        try? orders.close()
    }

    /// The address of a schema that nobody used before.
    package func newURL() -> String {
        let number = count.withLock { count in
            count += 1
            return count
        }
        return url(schema: "city_\(number)")
    }

    package func url(schema: String, database: String = "motcua") -> String {
        let socket = folder.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "postgres://motcua@/\(database)?host=\(socket)&schema=\(schema)"
    }

    /// The server dies at once, as by a power cut of its program alone.
    package func crash() async throws {
        try await order("crash")
    }

    /// It comes back from a crash.
    package func revive() async throws {
        try await order("revive")
    }

    /// Runs a statement outside any transaction, and has the server read its settings again.
    package func sql(_ text: String) async throws {
        try await order("sql \(text)")
    }

    /// One at a time.
    private func order(_ text: String) async throws {
        let (orders, answers) = (orders, answers)
        try await Self.onThread {
            try orders.write(contentsOf: Array((text + "\n").utf8))
            let said = try Self.line(of: answers)
            guard said == "done" else { throw Fault(description: "\(text): \(said)") }
        }
    }

    /// PostgreSQL does not run as root.
    private static func process(_ command: [String]) -> Process {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = (getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []) + command
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        return process
    }

    /// Waiting for a program would hold up the threads that the tests themselves run on.
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
            throw Fault(
                description: "these tests need a PostgreSQL server: apt-get install postgresql-15 (./motcua test does)")
        }
        return "/usr/lib/postgresql/\(newest)/bin"
    }

    private static func line(of handle: FileHandle) throws -> String {
        var line: [UInt8] = []
        while let byte = try handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    /// $0 what to do, $1 the programs, $2 the folder, $3 settings, $4 the primary's folder.
    private static let script = """
        trap : INT TERM HUP
        fail() { tail -n 3 "$folder/said" 2>/dev/null | tr '\\n' ' '; rm -rf "$folder"; exit 1; }
        programs=$1 folder=$2
        mkdir -m 700 "$folder" || exit 1
        {
            if [ "$0" = follow ]; then
                "$programs/pg_basebackup" -R -D "$folder/data" -h "$4" -U motcua -c fast -X stream
            else
                "$programs/initdb" -D "$folder/data" -U motcua -A trust --locale=C -E UTF8 --no-sync
            fi
        } >"$folder/said" 2>&1 || fail
        {
            printf '%s\\n' "listen_addresses=''" "unix_socket_directories='$folder'" max_connections=600 \\
                shared_buffers=64MB max_wal_size=256MB deadlock_timeout=200ms autovacuum=off logging_collector=off "$3"
        } >>"$folder/data/postgresql.conf"
        "$programs/pg_ctl" -s -w -D "$folder/data" -l "$folder/log" start </dev/null >"$folder/said" 2>&1 ||
            { cat "$folder/log" >>"$folder/said"; fail; }
        [ "$0" = follow ] || "$programs/createdb" -h "$folder" -U motcua motcua >"$folder/said" 2>&1 || fail
        echo ready
        while read -r order text; do
            case $order in
                crash) "$programs/pg_ctl" -s -m immediate -D "$folder/data" stop ;;
                revive) "$programs/pg_ctl" -s -w -D "$folder/data" -l "$folder/log" start ;;
                sql) "$programs/psql" -q -h "$folder" -U motcua -c "$text" -c 'SELECT pg_reload_conf()' motcua ;;
            esac </dev/null >"$folder/said" 2>&1 && echo done || { tail -n 1 "$folder/said"; }
        done
        "$programs/pg_ctl" -s -m immediate -D "$folder/data" stop >/dev/null 2>&1
        rm -rf "$folder"
        """
}
