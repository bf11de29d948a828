import Civic
import Directory
import Door
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Web

/// What machines ask, and what the log says.
@Suite struct WatchTests {
    private struct NoSessions: SessionSource {
        func session(token: String) async throws -> DoorSession? { nil }
    }

    private final class Lines: Sendable {
        let kept = Mutex<[String]>([])
    }

    private let measures = MeasureBook()
    private let lines = Lines()

    private func app(
        token: String? = nil, trustsProxy: Bool = false, requestsPerMinute: Int = 50
    ) throws -> some ApplicationProtocol {
        let settings = DoorSettings(
            trustsProxy: trustsProxy, formKey: Array(0..<32), requestsPerMinute: requestsPerMinute, watchToken: token)
        let pages = try Share.pages(seal: FormSeal(key: settings.formKey))
        let lines = lines
        let logger = Logger(label: "test") { label in
            JSONLog(label: label, level: .info) { line in lines.kept.withLock { $0.append(line) } }
        }
        let threshold = Threshold(
            settings: settings, sessions: NoSessions(), pages: WebFace(pages: pages), documents: WebFace(pages: pages),
            clock: ManualClock(Instant(milliseconds: 1_764_000_000_000)), measures: measures, logger: logger)
        let router = GuardedRouter(threshold: threshold)
        router.get("/ho-so/:so", for: .anyone, door: .web, "a dossier") { _, _ in Response(status: .ok) }
        router.get("/hong", for: .anyone, door: .web, "breaks") { _, _ in throw CancellationError() }
        router.get(DoorPath.health, for: .probe, door: .house, "lives") { _, _ in Response(status: .ok) }
        let measures = measures
        router.get(DoorPath.metrics, for: .watch, door: .house, "figures") { _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: measures.text())))
        }
        return Application(responder: router.responder())
    }

    private func ask(
        _ app: some ApplicationProtocol, _ path: String, _ headers: [(String, String)] = []
    ) async throws -> (status: Int, headers: HTTPFields, text: String) {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let sent = fields
        return try await app.test(.router) { client in
            try await client.execute(uri: path, method: .get, headers: sent) { response in
                (Int(response.status.code), response.headers, String(buffer: response.body))
            }
        }
    }

    @Test func `requests are counted by route and status, never by the address with its values`() async throws {
        let app = try app()
        for number in 1...3 { _ = try await ask(app, "/ho-so/H26-\(number)?ten=An") }
        _ = try await ask(app, "/khong-co/\(String(repeating: "x", count: 30))")

        let text = try await ask(app, "/metrics").text

        #expect(text.contains("motcua_http_requests_total{method=\"GET\",route=\"/ho-so/{so}\",status=\"200\"} 3\n"))
        #expect(text.contains("motcua_http_requests_total{method=\"GET\",route=\"none\",status=\"404\"} 1\n"))
        #expect(text.contains("motcua_http_request_seconds_bucket{route=\"/ho-so/{so}\",le=\"+Inf\"} 3\n"))
        #expect(text.contains("motcua_http_request_seconds_count{route=\"/ho-so/{so}\"} 3\n"))
        #expect(!text.contains("H26") && !text.contains("xxx"))
    }

    @Test func `the figures are for this machine, and not for what a proxy passes on`() async throws {
        let app = try app()

        #expect(try await ask(app, "/metrics").status == 200)
        #expect(try await ask(app, "/metrics", [("X-Forwarded-For", "127.0.0.1")]).status == 404)
    }

    @Test func `with a token the figures are for whoever shows it`() async throws {
        let app = try app(token: "a-token-of-some-length")

        #expect(try await ask(app, "/metrics").status == 404)
        #expect(try await ask(app, "/metrics", [("Authorization", "Bearer a-token-of-some-lengtx")]).status == 404)
        #expect(try await ask(app, "/metrics", [("Authorization", "Bearer a-token-of-some-length")]).status == 200)
    }

    @Test func `a probe needs no session, gets no cookie and is never too many`() async throws {
        let app = try app(requestsPerMinute: 2)

        for _ in 1...5 {
            let answer = try await ask(app, "/health")
            #expect(answer.status == 200)
            #expect(answer.headers[.setCookie] == nil)
        }
        #expect(lines.kept.withLock { $0 }.isEmpty, "nobody reads a line a second about it")
    }

    @Test func `an id from our proxy names the request in the log, the answer and the error page`() async throws {
        let answer = try await ask(app(trustsProxy: true), "/hong", [("X-Request-Id", "proxy-0001.a_b")])

        #expect(answer.headers[try #require(HTTPField.Name("X-Request-Id"))] == "proxy-0001.a_b")
        #expect(answer.text.contains("proxy-0001.a_b"))
        #expect(lines.kept.withLock { $0 }.contains { $0.contains("\"id\":\"proxy-0001.a_b\"") })
    }

    @Test(arguments: ["short", "with space 123", "a\"b12345678", String(repeating: "a", count: 129)])
    func `an id that is no plain word is not taken over`(_ id: String) async throws {
        let answer = try await ask(app(trustsProxy: true), "/khong-co", [("X-Request-Id", id)])
        #expect(answer.headers[try #require(HTTPField.Name("X-Request-Id"))] != id)
    }

    @Test func `an id from anybody else is not taken over`() async throws {
        let answer = try await ask(app(), "/khong-co", [("X-Request-Id", "proxy-0001.a_b")])
        #expect(answer.headers[try #require(HTTPField.Name("X-Request-Id"))] != "proxy-0001.a_b")
    }

    @Test func `a line of the log is one JSON object, whatever the message holds`() throws {
        let lines = lines
        var logger = Logger(label: "motcua") { label in
            JSONLog(label: label, level: .info) { line in lines.kept.withLock { $0.append(line) } }
        }
        logger[metadataKey: "node"] = "7"
        logger.notice("a \"quoted\"\nline \u{1}", metadata: ["use_case": "Papers\\receive"])
        logger.debug("too low")

        let line = try #require(lines.kept.withLock { $0.last })
        #expect(lines.kept.withLock { $0.count } == 1)
        #expect(line.hasSuffix("}\n") && line.hasPrefix("{\"ts\":\"20"))
        #expect(
            line.contains(
                #""level":"notice","logger":"motcua","msg":"a \"quoted\"\nline \u0001","node":"7","use_case":"Papers\\receive""#
            ))
    }

    @Test func `labels are escaped and whole numbers have no fraction`() {
        let book = MeasureBook()
        let measure = Measure("motcua_test", .gauge, labels: ["name"], "A test.")
        book.set(measure, ["a\"b\\c"], to: 3)

        #expect(
            book.text(with: [Reading(measure, ["x"], 0.25)])
                == "# HELP motcua_test A test.\n# TYPE motcua_test gauge\nmotcua_test{name=\"a\\\"b\\\\c\"} 3\n"
                + "motcua_test{name=\"x\"} 0.25\n")
    }
}
