import Civic
import Directory
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import Door
@testable import Web

@Suite struct ThresholdTests {
    /// One resident behind one token.
    private struct OneSession: SessionSource {
        static let token = String(repeating: "a", count: 64)

        func session(token: String) async throws -> DoorSession? {
            guard token == Self.token else { return nil }
            let actor = Actor(
                subject: ID(7), name: "Lê Văn \"A\"", standing: .resident(account: ID(8), onBehalfOf: nil))
            return DoorSession(actor: actor, language: .vi, endsAt: Instant(milliseconds: 1_764_000_900_000))
        }
    }

    private let settings = DoorSettings(formKey: Array(0..<32), requestsPerMinute: 50)

    private func router(_ given: DoorSettings? = nil) throws -> GuardedRouter {
        let settings = given ?? settings
        let pages = try Share.pages(seal: FormSeal(key: settings.formKey))
        let face = WebFace(pages: pages)
        let threshold = Threshold(
            settings: settings, sessions: OneSession(), pages: face, documents: face,
            clock: ManualClock(Instant(milliseconds: 1_764_000_000_000)), logger: Logger(label: "test"))
        let router = GuardedRouter(threshold: threshold)
        router.get("/mo", for: .anyone, door: .web, "open") { request, context in
            pages.page("citizen/help", title: "Mở", [:], request: request, context: context)
        }
        router.get("/rieng", for: .resident, door: .web, "private") { _, _ in Response(status: .ok) }
        router.get("/can-bo", for: .anyOfficer, door: .officer, "officers") { _, _ in Response(status: .ok) }
        router.get("/hong", for: .anyone, door: .web, "breaks") { _, _ in throw CancellationError() }
        router.post("/gui", for: .resident, door: .web, "send") { form, _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: form.text("chu"))))
        }
        router.post("/giay-to", for: .resident, door: .web, "papers", limits: .papers) { form, _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: "\(form.files.count) files")))
        }
        router.post("/can-bo/giay-to", for: .anyOfficer, door: .officer, "officers' papers", limits: .papers) {
            _, _, _ in
            Response(status: .ok)
        }
        router.post("/dang-nhap", for: .anyone, door: .web, "sign in") { _, _, _ in Response(status: .ok) }
        router.post("/sua", for: .resident, door: .web, "mends what is too long", mendsExcess: true) { form, _, _ in
            Response(status: .ok, body: ResponseBody(byteBuffer: ByteBuffer(string: form.excess?.code ?? "")))
        }
        return router
    }

    private func ask(
        _ method: HTTPRequest.Method, _ path: String, signedIn: Bool = false, headers: [(String, String)] = [],
        body: String? = nil, settings: DoorSettings? = nil
    ) async throws -> (status: Int, headers: HTTPFields, text: String) {
        let app = Application(responder: try router(settings).responder())
        var fields = HTTPFields()
        if signedIn { fields[.cookie] = "phien=\(OneSession.token)" }
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let sent = fields
        return try await app.test(.router) { client in
            try await client.execute(
                uri: path, method: method, headers: sent, body: body.map { ByteBuffer(string: $0) }
            ) { response in
                (Int(response.status.code), response.headers, String(buffer: response.body))
            }
        }
    }

    private var seal: String { FormSeal(key: settings.formKey).mark(binding: OneSession.token) }

    @Test(arguments: ["/mo", "/khong-co", "/hong", "/rieng"])
    func `every answer carries the security headers`(_ path: String) async throws {
        let answer = try await ask(.get, path)
        let policy = try #require(answer.headers[.contentSecurityPolicy])
        #expect(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        for name in [
            "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy",
            "X-Request-Id",
        ] {
            #expect(answer.headers[try #require(HTTPField.Name(name))] != nil, "\(name)")
        }
        #expect(answer.headers[.cacheControl] == "no-store")
    }

    @Test func `an unknown address is a page that says so, in its language`() async throws {
        let vi = try await ask(.get, "/khong-co")
        let en = try await ask(.get, "/en/khong-co")
        #expect(vi.status == 404 && en.status == 404)
        #expect(vi.text.contains("<html lang=\"vi\">") && vi.text.contains("<title>Lỗi: "))
        #expect(en.text.contains("<html lang=\"en\">") && en.text.contains("Page not found"))
    }

    @Test func `a fault is a page without its cause`() async throws {
        let answer = try await ask(.get, "/hong")
        #expect(answer.status == 500)
        #expect(!answer.text.contains("Cancellation"))
    }

    @Test func `a private page leads to signing in and back`() async throws {
        let answer = try await ask(.get, "/en/rieng?x=1")
        #expect(answer.status == 303)
        #expect(answer.headers[.location] == "/en/dang-nhap?tiep=%2Fen%2Frieng%3Fx%3D1")
        #expect(try await ask(.get, "/rieng", signedIn: true).status == 200)
    }

    @Test func `a resident does not enter the officers' pages`() async throws {
        #expect(try await ask(.get, "/can-bo", signedIn: true).status == 403)
    }

    @Test func `a form is taken with its seal only`() async throws {
        #expect(try await ask(.post, "/gui", signedIn: true, body: "chu=a").status == 403)
        #expect(try await ask(.post, "/gui", signedIn: true, body: "chu=a&_seal=AAAAAAAAAAAAAAAAAAAAAA").status == 403)
        let good = try await ask(.post, "/gui", signedIn: true, body: "chu=%C3%A2&_seal=\(seal)")
        #expect(good.status == 200 && good.text == "â")
    }

    @Test(arguments: [("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site")])
    func `a form from another site is refused even with its seal`(_ header: (String, String)) async throws {
        let answer = try await ask(.post, "/gui", signedIn: true, headers: [header], body: "chu=a&_seal=\(seal)")
        #expect(answer.status == 403)
    }

    @Test func `what was typed survives an ended session`() async throws {
        let ended = String(repeating: "b", count: 64)
        let seal = FormSeal(key: settings.formKey).mark(binding: ended)
        let answer = try await ask(
            .post, "/gui", headers: [("Cookie", "phien=\(ended)")], body: "chu=L%C3%AA+%22A%22&_seal=\(seal)")
        #expect(answer.text.contains("name=\"kept.chu\" value=\"Lê &quot;A&quot;\""))
        #expect(answer.text.contains("name=\"target\" value=\"/gui\""))
        #expect(!answer.text.contains("kept._seal"))
    }

    @Test func `what was typed survives cookies that vanished, and a seal that did`() async throws {
        let gone = try await ask(.post, "/gui", body: "chu=a+b&_seal=\(seal)")
        #expect(gone.text.contains("name=\"kept.chu\" value=\"a b\"") && gone.text.contains("id=\"f-login\""))

        let old = try await ask(.post, "/gui", signedIn: true, body: "chu=a+b&password=geheim&_seal=AAAA")
        #expect(old.status == 403)
        #expect(old.text.contains("name=\"chu\" value=\"a b\"") && old.text.contains("action=\"/gui\""))
        #expect(!old.text.contains("geheim"), "a password is not written into a page")
    }

    @Test func `a form beyond its limits is refused, unless its page shows it again`() async throws {
        let long = "chu=" + String(repeating: "x", count: 70_000) + "&_seal=\(seal)"

        #expect(try await ask(.post, "/gui", signedIn: true, body: long).status == 400)
        #expect(try await ask(.post, "/sua", signedIn: true, body: long).text == "door.bad_form")
    }

    private func papers(_ bytes: Int) -> (headers: [(String, String)], body: String) {
        let parts = [
            ("_seal", nil, seal), ("note", nil, "gấp"), ("giay", "a.png", String(repeating: "x", count: bytes)),
        ]
        let text = parts.map { name, file, value in
            "--ranh\r\nContent-Disposition: form-data; name=\"\(name)\"" + (file.map { "; filename=\"\($0)\"" } ?? "")
                + "\r\n\r\n\(value)\r\n"
        }
        return ([("Content-Type", "multipart/form-data; boundary=ranh")], text.joined() + "--ranh--\r\n")
    }

    @Test func `whoever a rule does not admit is refused before the body is read`() async throws {
        let upload = papers(1 << 20)
        #expect(
            try await ask(.post, "/giay-to", signedIn: true, headers: upload.headers, body: upload.body).text
                == "1 files")

        // A body that could not be read would be refused otherwise.
        let refused = try await ask(
            .post, "/can-bo/giay-to", signedIn: true, headers: [("Content-Type", "application/json")], body: "{}")

        #expect(refused.status == 403)
        #expect(refused.text.contains("Tài khoản của bạn không mở được trang này"))
    }

    @Test func `of an upload without a session only what was typed is kept`() async throws {
        let upload = papers(3 << 20)

        let answer = try await ask(.post, "/giay-to", headers: upload.headers, body: upload.body)

        #expect(answer.text.contains("id=\"f-login\"") && answer.text.contains("name=\"kept.note\" value=\"gấp\""))
        #expect(answer.text.utf8.count < 100_000)
    }

    @Test func `a body beyond what is left for bodies is told to come again`() async throws {
        var settings = settings
        settings.bodyBytes = 4 << 20
        let upload = papers(3 << 20)

        let answer = try await ask(
            .post, "/giay-to", signedIn: true, headers: upload.headers, body: upload.body, settings: settings)

        #expect(answer.status == 503)
        #expect(answer.headers[.retryAfter] == "30")
        #expect(answer.text.contains("Hãy gửi lại sau nửa phút") && answer.text.contains("href=\"/giay-to\""))
    }

    @Test func `a wrong kind of body and a broken one are told apart from faults`() async throws {
        let json = try await ask(
            .post, "/gui", signedIn: true, headers: [("Content-Type", "application/json")], body: "{}")
        #expect(json.status == 415)
        #expect(try await ask(.post, "/gui", signedIn: true, body: "a=%00").status == 400)
    }

    @Test func `a body in a coding nobody reads is the sender's error`() async throws {
        let answer = try await ask(
            .post, "/gui", signedIn: true, headers: [("Transfer-Encoding", "xchunked")], body: "a=1")
        #expect(answer.status == 400)
    }

    @Test(arguments: [
        ("203.0.113.9", "203.0.113.9"), ("2001:db8::1", "2001:db8:0:0::/64"),
        ("2001:DB8:0:0:ffff::2", "2001:db8:0:0::/64"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("::1", "0:0:0:0::/64"), ("::ffff:203.0.113.9", "203.0.113.9"),
    ])
    func `one line counts as one caller, whatever address of its network it uses`(_ address: String, _ counted: String)
    {
        #expect(Caller.network(of: address) == counted)
    }

    @Test(arguments: ["https://evil.example/phish", "//evil.example", "/\\evil.example"])
    func `a form that is taken up again goes nowhere else`(_ target: String) async throws {
        let body = "target=\(URLEncodedForm.encode(target))&login=a&kept.chu=x&_seal=old"

        let page = try await ask(.post, "/dang-nhap", body: body)

        #expect(page.text.contains("name=\"kept.chu\" value=\"x\""))
        #expect(!page.text.contains("evil.example"))
    }

    @Test(arguments: [
        "//evil.example", "/\t/evil.example", "/\\evil.example", "/ /evil.example", "https://evil.example", "",
    ])
    func `a way back that leads elsewhere is not taken`(_ path: String) {
        #expect(!Pages.isOwn(path))
        #expect(Pages.isOwn("/ho-so/7?a=b#c"))
    }

    @Test func `each route is on record with its rule`() throws {
        let routes = try router().routes
        #expect(routes.count == 9)
        #expect(routes.first { $0.path == "/rieng" }?.rule == .resident)
        #expect(routes.allSatisfy { !$0.summary.isEmpty })
    }

    @Test func `a flood from one address is stopped`() async throws {
        let app = Application(responder: try router().responder())
        let last = try await app.test(.router) { client in
            var status = 0
            for _ in 0...50 {
                status = try await client.execute(uri: "/mo", method: .get) { Int($0.status.code) }
            }
            return status
        }
        #expect(last == 429)
    }

    @Test func `a flood from many addresses makes nobody's count begin anew`() throws {
        let gate = RequestGate(perMinute: 50)
        let now = Instant(milliseconds: 1_764_000_000_000)
        for _ in 0..<50 { try gate.admit("203.0.113.9", at: now) }

        for number in 0..<200_000 { try gate.admit("flood \(number)", at: now) }

        #expect(throws: DoorProblem.self) { try gate.admit("203.0.113.9", at: now) }
        try gate.admit("198.51.100.1", at: now)
        try gate.admit("203.0.113.9", at: now.adding(minutes: 1))
    }

    @Test func `a page names the person safely and switches language on the same page`() async throws {
        let answer = try await ask(.get, "/mo?q=1", signedIn: true)
        #expect(answer.text.contains("Lê Văn &quot;A&quot;"))
        #expect(answer.text.contains("href=\"/en/mo?q=1\" hreflang=\"en\""))
        #expect(answer.text.contains("data-left=\"900\""))
    }
}
