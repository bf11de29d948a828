import Civic
import Foundation
import Store
package import StorePostgres
import StoreSQLite

/// Where a city's database is: a file of this machine, or a schema of a PostgreSQL server. The one place that names the
/// engines; everything else holds `any Database`.
package enum DatabaseAddress: Sendable {
    case file(String)
    case server(PostgresAddress)

    /// - Parameter text: a path, `sqlite:PATH`, or `postgres://user@host:port/database?schema=hanoi`.
    package init(_ text: String) throws(HouseProblem) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            do {
                self = .server(try PostgresAddress(text))
            } catch {
                throw .badAddress(
                    (error as? StoreError)?.operatorMessage ?? LocalizedText(vi: "\(error)", en: "\(error)"))
            }
            return
        }
        var path = text
        for scheme in ["sqlite://", "sqlite:"] where path.hasPrefix(scheme) {
            path = String(path.dropFirst(scheme.count))
        }
        if path.contains("://") { throw .engineUnknown(text) }
        guard !path.isEmpty else {
            throw .badAddress(LocalizedText(vi: "đường dẫn để trống", en: "the path is empty"))
        }
        self = .file(path)
    }

    /// For messages: without user and password.
    package var place: String {
        switch self {
        case .file(let path): path
        case .server(let address): address.place
        }
    }

    /// As a command line takes it, without a password.
    package var text: String {
        switch self {
        case .file(let path): path
        case .server(let address): address.text
        }
    }

    /// What the names of keys and papers begin with where nobody said otherwise: a file's stand beside it, a server's in
    /// `var` of the working folder, since the server's own disk is not ours.
    var besides: String {
        switch self {
        case .file(let path): path
        case .server(let address): "var/" + (address.schema == "public" ? "motcua" : address.schema)
        }
    }

    /// Makes the folder of a file that is to be made.
    func makeFolder() throws {
        if case .file(let path) = self { try FolderMaking.parent(of: path) }
    }

    /// False for a file that nobody made yet; whether a server is there, only opening it tells.
    var isThere: Bool {
        if case .file(let path) = self { FileManager.default.fileExists(atPath: path) } else { true }
    }

    /// Opens it to read and write, making a file that is not there; a schema is made by its first migration.
    func open(_ options: EngineOptions = EngineOptions()) async throws -> any Database {
        switch self {
        case .file(let path):
            if options.replica != nil { throw HouseProblem.replicaOfFile(path) }
            return try SQLiteDatabase(path: path, options: options.sqlite)
        case .server(let address):
            return try await PostgresDatabase.open(address, options: options.postgres)
        }
    }

    /// Opens an existing one to read only, beside a process that writes.
    /// - Parameter isPatient: a read may last as long as it takes: a copy's snapshot.
    func openReadOnly(isPatient: Bool = false) async throws -> any Database {
        switch self {
        case .file(let path):
            var options = SQLiteOptions()
            if isPatient { options.readLimit = .seconds(86_400) }
            return try SQLiteDatabase.openReadOnly(path: path, options: options)
        case .server(let address):
            var options = PostgresOptions()
            options.readsOnly = true
            return try await PostgresDatabase.open(address, options: options)
        }
    }

    /// The demo's second database, in which somebody forged a line.
    var tampered: DatabaseAddress {
        get throws {
            switch self {
            case .file(let path): .file(path + ".tampered")
            case .server(let address): .server(try address.with(schema: address.schema.prefix(54) + "_tampered"))
            }
        }
    }

    /// A copy on the same engine, made while nobody writes.
    func copy(to other: DatabaseAddress) async throws {
        switch (self, other) {
        case (.server(let address), .server(let second)):
            let database = try await PostgresDatabase.open(address)
            try await database.copySchema(to: second.schema)
            try await database.close()
        case (_, .file(let path)):
            let database = try await openReadOnly()
            try await database.backup(to: path)
            try await database.close()
        case (.file, .server):
            throw HouseProblem.engineUnknown(other.place)
        }
    }

    /// Removes the city's rows for good: the file, or the schema. The demo's own.
    func remove() async throws {
        switch self {
        case .file(let path):
            for suffix in ["", "-wal", "-shm", ".lock"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        case .server(let address):
            let database = try await PostgresDatabase.open(address)
            try await database.dropSchema()
            try await database.close()
        }
    }
}

/// What the house asks of its engine, whichever it is.
package struct EngineOptions: Sendable {
    /// Told of each write closure that held a writer for long. Runs on the engine's thread: it must not block.
    package var onSlowWrite: (@Sendable (_ useCase: String, _ duration: Duration) -> Void)?
    /// Called on the engine's thread after each commit. It must not block.
    package var onCommit: (@Sendable () -> Void)?
    /// Where public reads go; of PostgreSQL only.
    package var replica: String?
    /// Keeps every committed writing statement, for the benchmark's replay; of SQLite only.
    var recording: StatementRecording?

    package init() {}

    fileprivate var sqlite: SQLiteOptions {
        var options = SQLiteOptions()
        options.onCommit = onCommit
        options.recording = recording
        if let onSlowWrite { options.onSlowWrite = { onSlowWrite($0.useCase, $0.duration) } }
        return options
    }

    fileprivate var postgres: PostgresOptions {
        var options = PostgresOptions()
        options.onCommit = onCommit
        options.onSlowWrite = onSlowWrite
        options.replica = replica
        return options
    }
}

enum FolderMaking {
    /// So that a name given in it stands after a power cut.
    static func sync(_ path: String) throws {
        let folder = Foundation.open(path, O_RDONLY | O_DIRECTORY)
        defer { Foundation.close(folder) }
        guard folder >= 0, fsync(folder) == 0 else {
            throw HouseProblem.folderUnmakeable(path, reason: String(cString: strerror(errno)))
        }
    }

    static func parent(of path: String) throws {
        try make(URL(filePath: path).deletingLastPathComponent().path)
    }

    /// What is made is for the house's user only; what is there stays as it is.
    static func make(_ path: String) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue { return }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw HouseProblem.folderUnmakeable(path, reason: error.localizedDescription)
        }
    }
}
