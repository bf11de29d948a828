import Civic
import Directory
import Door
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import TestEngines
import Testing

@testable import Web

@Suite struct CompressionTests {
    private struct OneSession: SessionSource {
        static let token = String(repeating: "a", count: 64)

        func session(token: String) async throws -> DoorSession? {
            guard token == Self.token else { return nil }
            let actor = Actor(subject: ID(7), name: "Lê Văn A", standing: .resident(account: ID(8), onBehalfOf: nil))
            return DoorSession(actor: actor, language: .vi, endsAt: Instant(milliseconds: 1_764_000_900_000))
        }
    }

    private struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: ByteBuffer

        var coding: String? { headers[.contentEncoding] }
        var isMarkedAsVarying: Bool { headers[.vary] == "Accept-Encoding" }
        /// What a browser makes of it.
        var plain: ByteBuffer? { coding == "gzip" ? Gzip.expanded(body, room: 1_000_000) : body }
    }

    private static let long = String(repeating: "Đăng ký khai sinh. ", count: 200)

    private func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, accept: String? = "gzip, deflate, br", site: String? = nil,
        cookie: Bool = false, bearer: Bool = false
    ) async throws -> Answer {
        let settings = DoorSettings(formKey: Array(0..<32))
        let pages = try Share.pages(seal: FormSeal(key: settings.formKey))
        let face = WebFace(pages: pages)
        let router = GuardedRouter(
            threshold: Threshold(
                settings: settings, sessions: OneSession(), pages: face, documents: face,
                clock: ManualClock(Instant(milliseconds: 1_764_000_000_000)), logger: Logger(label: "test")))
        router.get("/trang", for: .anyone, door: .web, "a page") { request, context in
            pages.page("citizen/help", title: "Trang", [:], request: request, context: context)
        }
        for (name, type, status) in [
            ("anh", "image/jpeg", 200), ("phan", "text/plain", 206), ("so-lieu", "text/csv; charset=utf-8", 200),
            ("van-de", "application/problem+json", 422),
        ] {
            router.get("/\(name)", for: .anyone, door: .house, "a body") { _, _ in
                Response(
                    status: .init(code: status), headers: [.contentType: type],
                    body: ResponseBody(byteBuffer: ByteBuffer(string: Self.long)))
            }
        }
        router.get("/ngan", for: .anyone, door: .house, "a short body") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain"], body: .init(byteBuffer: ByteBuffer(string: "ngắn")))
        }
        router.get("/static/:name", for: .anyone, door: .house, "files") { request, context in
            try #require(pages.files.response(context.parameters.get("name") ?? "", to: request))
        }

        var fields = HTTPFields()
        fields[.acceptEncoding] = accept
        if cookie { fields[.cookie] = "phien=\(OneSession.token)" }
        if bearer { fields[.authorization] = "Bearer \(OneSession.token)" }
        if let site { fields[try #require(HTTPField.Name("Sec-Fetch-Site"))] = site }
        let sent = fields
        return try await Application(responder: router.responder()).test(.router) { client in
            try await client.execute(uri: path, method: method, headers: sent) {
                Answer(status: Int($0.status.code), headers: $0.headers, body: $0.body)
            }
        }
    }

    @Test(arguments: ["/trang", "/so-lieu", "/van-de", "/khong-co"])
    func `a text is sent gzipped to whom it suits, and as it is to others`(_ path: String) async throws {
        let packed = try await ask(path)
        let plain = try await ask(path, accept: nil)

        #expect(packed.coding == "gzip" && plain.coding == nil)
        #expect(packed.isMarkedAsVarying && plain.isMarkedAsVarying)
        #expect(packed.status == plain.status)
        #expect(packed.headers[.contentLength] == String(packed.body.readableBytes))
        #expect(packed.body.readableBytes < plain.body.readableBytes / 2)
        // Pages differ in their seal only, whose length is always the same.
        #expect(packed.plain?.readableBytes == plain.body.readableBytes)
    }

    @Test(arguments: ["/anh", "/phan", "/ngan"])
    func `a picture, a part and a short text are left alone`(_ path: String) async throws {
        #expect(try await ask(path).coding == nil)
    }

    @Test(arguments: [
        ("gzip", true), ("br, GZIP;q=0.5", true), ("*", true), ("gzip;q=0", false), ("*, gzip; q=0", false),
        ("br", false),
        ("identity", false), ("gzip;q=x", false), ("", false),
    ])
    func `Accept-Encoding is read with its weights`(_ header: String, _ takes: Bool) {
        #expect(Gzip.isAccepted(by: [.acceptEncoding: header]) == takes)
    }

    @Test(arguments: ["citizen.css", "citizen.js", "door.svg"])
    func `a static file comes from one compressed copy`(_ name: String) async throws {
        let address = try Share.pages().files.address(name)
        let packed = try await ask(address)
        let plain = try await ask(address, accept: nil)

        #expect(packed.isMarkedAsVarying && plain.coding == nil)
        #expect(packed.plain == plain.body)
        #expect(packed.headers[.cacheControl]?.contains("immutable") == true)
        if plain.body.readableBytes >= Gzip.leastBytes { #expect(packed.coding == "gzip") }
    }

    @Test(arguments: ["/trang", "/so-lieu", "/khong-co"])
    func `HEAD tells what GET would send and sends nothing`(_ path: String) async throws {
        let head = try await ask(path, .head)
        let full = try await ask(path)

        #expect(head.body.readableBytes == 0 && head.status == full.status)
        #expect(head.coding == "gzip" && head.isMarkedAsVarying)
        #expect(head.headers[.contentLength] != nil)
        // The seal in a page is random and so, within a few bytes, is its compressed length.
        if path == "/so-lieu" { #expect(head.headers[.contentLength] == full.headers[.contentLength]) }
    }

    @Test func `who is signed in gets an answer of telling length only where our own page asked`() async throws {
        for site in ["same-origin", "none"] {
            #expect(try await ask("/trang?q=a", site: site, cookie: true).coding == "gzip", "\(site)")
        }
        for site in ["cross-site", "same-site", nil] {
            let answer = try await ask("/trang?q=a", site: site, cookie: true)
            #expect(answer.coding == nil && answer.isMarkedAsVarying, "\(site ?? "no word")")
        }
        #expect(try await ask("/trang?q=a", bearer: true).coding == "gzip")
    }

    @Test func `a seal never looks the same twice and is always known again`() {
        let seal = FormSeal(key: Array(0..<32))
        let marks = (0..<50).map { _ in seal.mark(binding: "phiên") }

        #expect(Set(marks).count == 50)
        // Neither half repeats: a secret half beside a random one would be read all the same.
        #expect(Set(marks.map { $0.suffix(20) }).count == 50)
        for mark in marks {
            #expect(seal.accepts(mark, binding: "phiên"))
            #expect(!seal.accepts(mark, binding: "khác"))
            #expect(!FormSeal(key: Array(1..<33)).accepts(mark, binding: "phiên"))
            #expect(!seal.accepts(String(mark.dropFirst()), binding: "phiên"))
        }
    }

    @Test func `any bytes come back whole`() throws {
        var random = Seeded(7)
        for size in [2, 100, 1_024, 70_000] {
            let bytes = (0..<size).map { _ in UInt8.random(in: 0..<12, using: &random) }
            let plain = ByteBuffer(bytes: bytes)
            if let packed = Gzip.compressed(plain, level: 6) {
                #expect(packed.readableBytes < size)
                #expect(Gzip.expanded(packed, room: size) == plain)
                #expect(Gzip.expanded(packed, room: size - 1) == nil)
            } else {
                #expect(size < 1_024)
            }
        }
    }
}
