import Foundation
import HTTPTypes
import Hummingbird
package import Logging
import NIOCore
package import Rules

/// Stands for the national public service portal: takes what the city tells it in the portal's own fields and codes, each
/// key once, shows it at `GET /dossiers` and `GET /deliveries` and as a page; dossiers are filed at it with `POST
/// /dossiers`. `POST /behaviour` makes it slow, silent, forgetful of its answers, repeating, or out of order.
package struct PortalSandbox: Sendable {
    private let port: Int
    private let logger: Logger
    private let book: PortalSandboxBook

    /// - Parameters:
    ///   - port: 0: the system chooses.
    ///   - file: where everything is kept between two runs; nil: in memory alone.
    package init(port: Int, file: String? = nil, logger: Logger) {
        self.port = port
        self.logger = logger
        book = PortalSandboxBook(file: file)
    }

    /// As `GET /dossiers` shows them.
    package var dossiers: [JSONValue] { book.dossiers }
    /// As `GET /deliveries` shows them.
    package var deliveries: [JSONValue] { book.deliveries }

    /// As `POST /behaviour` takes it.
    package func behave(_ said: JSONValue) { Self.change(book, by: said) }

    /// As `POST /dossiers` takes it.
    package func file(_ data: JSONObject) -> String { book.file(data, at: .now) }

    /// Until told to stop. `onReady` hears the port.
    package func run(onReady: @escaping @Sendable (_ port: Int) -> Void = { _ in }) async throws {
        try await SandboxServer.run(router(), port: port, logger: logger, onReady: onReady)
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        let book = book
        router.get("/") { _, _ in
            SandboxServer.html(PortalSandboxPage.html(book.dossiers, book.behaviour))
        }
        router.get("/dossiers") { _, _ in SandboxServer.json(.array(book.dossiers)) }
        router.get("/deliveries") { _, _ in SandboxServer.json(.array(book.deliveries)) }
        router.get("/files/:id") { request, context -> Response in
            if let silence = try await Self.silence(book) { return silence }
            if book.behaviour.filesFail { return Response(status: .badGateway) }
            let bearer = request.headers[.authorization]?.dropFirst("Bearer ".count)
            guard book.holds(String(bearer ?? "")) else { return Response(status: .unauthorized) }
            guard let bytes = book.file(context.parameters.get("id") ?? "") else { return Response(status: .notFound) }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        router.post("/behaviour") { request, _ in
            let said = try await Self.body(request)
            Self.change(book, by: said)
            return SandboxServer.json(.object(JSONObject()))
        }
        router.post("/dossiers") { request, _ -> Response in
            guard let data = try await Self.body(request).objectValue else { return Response(status: .badRequest) }
            return SandboxServer.json(.object(JSONObject([("MaHoSo", .string(book.file(data, at: .now)))])))
        }
        router.post("/form") { request, _ -> Response in
            let body = try await request.body.collect(upTo: 1_048_576)
            PortalSandboxPage.file(String(buffer: body), in: book)
            return Response(status: .seeOther, headers: [.location: "/"])
        }
        router.post("/login") { request, _ -> Response in
            if let silence = try await Self.silence(book) { return silence }
            let said = try await Self.body(request)
            guard let name = said["username"]?.stringValue, !name.isEmpty, said["password"]?.stringValue != nil else {
                return Response(status: .forbidden)
            }
            return SandboxServer.json(
                .object(JSONObject([("error_code", .string("0")), ("session", .string(book.openSession()))])))
        }
        router.post("/service") { request, _ -> Response in
            if let silence = try await Self.silence(book) { return silence }
            let said = try await Self.body(request)
            guard book.holds(said["session"]?.stringValue ?? "") else { return Response(status: .unauthorized) }
            return Self.answer(said, key: request.headers[Self.keyName] ?? UUID().uuidString, book)
        }
        return router
    }

    private static let keyName = HTTPField.Name("idempotency-key") ?? .ifMatch

    private static func answer(_ said: JSONValue, key: String, _ book: PortalSandboxBook) -> Response {
        let service = said["service"]?.stringValue ?? ""
        if service == "TraCuuHoSo" {
            let place = said["TuViTri"]?.stringValue.flatMap { Int($0) } ?? 0
            let (items, next) = book.filed(from: place, limit: said["SoLuong"]?.stringValue.flatMap { Int($0) } ?? 50)
            return SandboxServer.json(
                .object(
                    JSONObject([
                        ("error_code", .string("0")), ("data", .array(items)), ("ViTriTiep", .string(String(next))),
                    ])))
        }
        let answer = book.take(service, said, key: key)
        // Taken, and the line breaks: who sent it cannot know.
        if answer.isLost { return Response(status: .badGateway) }
        return SandboxServer.json(
            .object(
                JSONObject([("error_code", .string(answer.code)), ("error_message", .string(answer.message))])))
    }

    private static func change(_ book: PortalSandboxBook, by said: JSONValue) {
        if said["endSessions"]?.boolValue == true { book.endSessions() }
        book.behave { behaviour in
            if let down = said["down"]?.boolValue { behaviour.isDown = down }
            if let slow = said["slow"]?.intValue { behaviour.slow = .milliseconds(max(0, min(slow, 600_000))) }
            if let loses = said["losesAnswers"]?.boolValue { behaviour.losesAnswers = loses }
            if let filesFail = said["filesFail"]?.boolValue { behaviour.filesFail = filesFail }
            if let repeats = said["repeats"]?.boolValue { behaviour.repeats = repeats }
            if let reorders = said["reorders"]?.boolValue { behaviour.reorders = reorders }
            if let unknown = said["unknown"]?.arrayValue { behaviour.unknown = Set(unknown.compactMap(\.stringValue)) }
        }
    }

    /// What it says where it says nothing useful.
    private static func silence(_ book: PortalSandboxBook) async throws -> Response? {
        let behaviour = book.behaviour
        if behaviour.slow > .zero { try await Task.sleep(for: behaviour.slow) }
        return behaviour.isDown ? Response(status: .serviceUnavailable) : nil
    }

    private static func body(_ request: Request) async throws -> JSONValue {
        let body = try await request.body.collect(upTo: 32 * 1_048_576)
        return (try? JSONText.read(Array(body.readableBytesView))) ?? .null
    }
}
