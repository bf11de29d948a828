import Foundation
import StorePostgres

/// The PostgreSQL that `motcua demo --store postgres` starts for itself: its data stays, it stops with the demo.
package struct DemoServer: Sendable {
    private let server: LocalServer

    /// - Parameter folder: relative to the working folder.
    package static func start(in folder: String) async throws -> DemoServer {
        try FolderMaking.parent(of: folder)
        if getuid() == 0 { openWay(to: folder) }
        return DemoServer(server: try await LocalServer.start(.kept, in: URL(filePath: folder).path))
    }

    /// PostgreSQL does not run as root: its user may pass through the folder above, and read nothing there.
    private static func openWay(to folder: String) {
        let above = URL(filePath: folder).deletingLastPathComponent().path
        let found = try? FileManager.default.attributesOfItem(atPath: above)[.posixPermissions] as? NSNumber
        guard let found else { return }
        chmod(above, mode_t(found.uint16Value) & 0o7777 | 0o011)
    }

    /// The address of the demo's schema.
    package var database: String { server.url(schema: "demo") }

    package func stop() {
        server.stop()
    }
}
