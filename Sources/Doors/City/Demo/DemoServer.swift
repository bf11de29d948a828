import Foundation
import StorePostgres

/// The PostgreSQL that `motcua demo --store postgres` starts for itself: its data stays, it stops with the demo.
package struct DemoServer: Sendable {
    private let server: LocalServer

    /// - Parameter folder: relative to the working folder.
    package static func start(in folder: String) async throws -> DemoServer {
        try FolderMaking.parent(of: folder)
        return DemoServer(server: try await LocalServer.start(.kept, in: URL(filePath: folder).path))
    }

    /// The address of the demo's schema.
    package var database: String { server.url(schema: "demo") }

    package func stop() {
        server.stop()
    }
}
