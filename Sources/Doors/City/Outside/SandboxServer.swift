import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Rules
import ServiceLifecycle
import UnixSignals

/// What the sandboxes share: each is a small server on this machine alone, until it is told to stop.
enum SandboxServer {
    /// - Parameters:
    ///   - port: 0: the system chooses; `onReady` hears which.
    ///   - services: what runs beside it.
    static func run(
        _ router: Router<BasicRequestContext>, port: Int, beside services: [any Service] = [], logger: Logger,
        onReady: @escaping @Sendable (_ port: Int) -> Void
    ) async throws {
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
            onServerRunning: { onReady($0.localAddress?.port ?? port) }, logger: logger)
        try await ServiceGroup(
            services: services + [app], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }

    static func json(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: JSONText.bytes(value))))
    }

    static func html(_ page: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: page)))
    }
}
