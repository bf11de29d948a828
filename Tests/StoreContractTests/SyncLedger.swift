import Foundation
import GRDBSQLite
import Synchronization

/// A layer under SQLite's own file functions that knows, for each file, how often it was synced and how long it was at
/// the last sync. It becomes the process's default, so that every test runs through it.
enum SyncLedger {
    struct Entry: Sendable {
        var syncs = 0
        var syncedSize: Int64 = 0
    }

    private struct State {
        var paths: [UInt: String] = [:]
        var entries: [String: Entry] = [:]
    }

    private static let state = Mutex(State())

    static func entry(_ path: String) -> Entry {
        state.withLock { $0.entries[path] ?? Entry() }
    }

    static let install: Void = {
        guard let system = sqlite3_vfs_find(nil) else { return }
        let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
        layer.initialize(to: system.pointee)
        layer.pointee.pNext = nil
        layer.pointee.zName = UnsafePointer(strdup("sync-ledger"))
        layer.pointee.pAppData = UnsafeMutableRawPointer(system)
        layer.pointee.xOpen = { layer, name, file, flags, outFlags in
            guard let layer, let file, let data = layer.pointee.pAppData else { return SQLITE_ERROR }
            let system = data.assumingMemoryBound(to: sqlite3_vfs.self)
            let code = system.pointee.xOpen(system, name, file, flags, outFlags)
            if code == SQLITE_OK, let name, let methods = file.pointee.pMethods {
                SyncLedger.watch(file, String(cString: name), methods)
            }
            return code
        }
        sqlite3_vfs_register(layer, 1)
    }()

    private static func watch(
        _ file: UnsafeMutablePointer<sqlite3_file>, _ path: String, _ methods: UnsafePointer<sqlite3_io_methods>
    ) {
        state.withLock { $0.paths[UInt(bitPattern: file)] = path }
        file.pointee.pMethods = UnsafePointer(watched(methods))
    }

    /// One table of functions for each of the system's, with its own behind it.
    private static func watched(_ methods: UnsafePointer<sqlite3_io_methods>) -> UnsafeMutablePointer<Watched> {
        tables.withLock { tables in
            if let table = tables[UInt(bitPattern: methods)],
                let pointer = UnsafeMutablePointer<Watched>(bitPattern: table)
            {
                return pointer
            }
            let table = UnsafeMutablePointer<Watched>.allocate(capacity: 2)
            table.initialize(repeating: methods.pointee, count: 2)
            table.pointee.xSync = { file, flags in SyncLedger.sync(file, flags) }
            tables[UInt(bitPattern: methods)] = UInt(bitPattern: table)
            return table
        }
    }

    private typealias Watched = sqlite3_io_methods
    private static let tables = Mutex<[UInt: UInt]>([:])

    private static func sync(_ file: UnsafeMutablePointer<sqlite3_file>?, _ flags: Int32) -> Int32 {
        guard let file, let methods = file.pointee.pMethods else { return SQLITE_ERROR }
        // The system's own functions stand behind the watched ones.
        let own = methods + 1
        let code = own.pointee.xSync(file, flags)
        guard code == SQLITE_OK else { return code }
        var size: Int64 = 0
        _ = own.pointee.xFileSize(file, &size)
        state.withLock { state in
            guard let path = state.paths[UInt(bitPattern: file)] else { return }
            state.entries[path, default: Entry()].syncs += 1
            state.entries[path, default: Entry()].syncedSize = size
        }
        return code
    }
}
