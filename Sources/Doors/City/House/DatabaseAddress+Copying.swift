import Civic
import Foundation
import Store
import StorePostgres

extension DatabaseAddress {
    /// Where a copy is made before it has the name.
    var unfinished: DatabaseAddress {
        get throws {
            switch self {
            case .file(let path): .file(path + ".unfinished")
            case .server(let address): .server(try address.with(schema: address.schema.prefix(52) + "_unfinished"))
            }
        }
    }

    /// - Throws: `HouseProblem.notEmpty` when a city, or anything else, stands there.
    func requireEmpty() async throws {
        switch self {
        case .file(let path):
            guard !FileManager.default.fileExists(atPath: path) else { throw HouseProblem.notEmpty(path) }
            try makeFolder()
        case .server(let address):
            let database = try await PostgresDatabase.open(address)
            do {
                var isUsed = try await !database.appliedMigrations().isEmpty
                if isUsed { isUsed = try await database.read { try HouseStore.holdsAnything(in: $0) } }
                try await database.close()
                if isUsed { throw HouseProblem.notEmpty(place) }
            } catch {
                try await database.close()
                throw error
            }
        }
    }

    /// Gives a finished copy the name it was made for, in one step.
    func takePlace(of other: DatabaseAddress) async throws {
        switch (self, other) {
        case (.file(let path), .file(let name)):
            // Closed, it is one file; a log left beside it would be lost with the old name.
            guard !FileManager.default.fileExists(atPath: path + "-wal") else {
                throw StoreError.engine("\(path) is still open: another program reads it")
            }
            guard rename(path, name) == 0 else {
                throw StoreError.full("\(name) cannot be written (\(String(cString: strerror(errno))))")
            }
            try FolderMaking.sync(URL(filePath: name).deletingLastPathComponent().path)
            try? FileManager.default.removeItem(atPath: path + ".lock")
        case (.server(let address), .server(let named)):
            let database = try await PostgresDatabase.open(address)
            do {
                try await database.renameSchema(to: named.schema)
                try await database.close()
            } catch {
                try await database.close()
                throw error
            }
        default: throw HouseProblem.engineUnknown(other.place)
        }
    }
}
