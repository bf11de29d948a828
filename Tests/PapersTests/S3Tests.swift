import Foundation
import Synchronization
import Testing

@testable import Papers

/// The examples of "Authenticating Requests: Using the Authorization Header" in Amazon's S3 API reference.
@Suite struct SignatureTests {
    private static let host = "examplebucket.s3.amazonaws.com"
    private static let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    struct Example: Sendable, CustomTestStringConvertible {
        let name: String
        var method = "GET"
        let path: String
        var query: [(String, String)] = []
        var headers: [String: String] = [:]
        var bodyHash = SignatureTests.nothing
        let signed: String
        let signature: String

        var testDescription: String { name }
    }

    @Test(arguments: [
        Example(
            name: "a part of an object", path: "/test.txt", headers: ["range": "bytes=0-9"],
            signed: "host;range;x-amz-content-sha256;x-amz-date",
            signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"),
        Example(
            name: "an object stored", method: "PUT", path: "/test%24file.text",
            headers: ["date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"],
            bodyHash: SignatureV4.hash(Array("Welcome to Amazon S3.".utf8)),
            signed: "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
            signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"),
        Example(
            name: "a query without a value", path: "/", query: [("lifecycle", "")],
            signed: "host;x-amz-content-sha256;x-amz-date",
            signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"),
        Example(
            name: "a list", path: "/", query: [("prefix", "J"), ("max-keys", "2")],
            signed: "host;x-amz-content-sha256;x-amz-date",
            signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"),
    ])
    func `requests are signed as the published examples are`(_ example: Example) throws {
        let signer = SignatureV4(
            keyID: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", sessionToken: nil,
            region: "us-east-1")

        let headers = signer.headers(
            example.method, host: Self.host, path: example.path, query: example.query, headers: example.headers,
            bodyHash: example.bodyHash, at: try #require(ISO8601DateFormatter().date(from: "2013-05-24T00:00:00Z")))

        #expect(
            headers["authorization"]
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=\(example.signed),Signature=\(example.signature)")
        #expect(headers["x-amz-date"] == "20130524T000000Z")
    }
}

@Suite struct S3Tests {
    /// Answers in turn; nil: the connection breaks. Keeps what was asked.
    private final class Script: WebExchange {
        struct Broken: Error {}
        private let answers: Mutex<[WebAnswer?]>
        let asked = Mutex<[WebRequest]>([])

        init(_ answers: [WebAnswer?]) {
            self.answers = Mutex(answers)
        }

        func send(_ request: WebRequest) async throws -> WebAnswer {
            asked.withLock { $0.append(request) }
            guard let answer = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { throw Broken() }
            return answer
        }

        var methods: [String] { asked.withLock { $0.map(\.method) } }
    }

    private static let key = String(repeating: "0a", count: 16)

    private func store(_ web: Script) throws -> S3BlobStore {
        S3BlobStore(
            try S3Address("s3://papers/hanoi?endpoint=http://127.0.0.1:9&region=hn-1"),
            S3Credentials(keyID: "K", secret: "S"), web, patience: .seconds(3_600))
    }

    private func answer(_ status: Int, _ text: String = "") -> WebAnswer {
        WebAnswer(status: status, body: Array(text.utf8))
    }

    @Test func `a put whose answer was lost is found to stand and is not done twice`() async throws {
        let web = Script([nil, answer(412), answer(200, "paper")])

        try await store(web).put(Array("paper".utf8), key: Self.key)

        #expect(web.methods == ["PUT", "PUT", "GET"])
        let first = try #require(web.asked.withLock { $0.first })
        #expect(first.url == "http://127.0.0.1:9/papers/hanoi/\(Self.key)")
        #expect(first.headers["if-none-match"] == "*")
        #expect(first.headers["x-amz-checksum-sha256"] == "OCY1yTJb8yc9GV/xuKROWxGv19l63euIY+o1/rmMGgc=")
    }

    @Test func `an object that is there already and another is never replaced`() async throws {
        let web = Script([answer(412), answer(200, "another")])

        await #expect(throws: PapersProblem.self) { try await store(web).put([1], key: Self.key) }
    }

    @Test func `a busy store is asked again, a refusal is not`() async throws {
        let busy = Script([answer(503), answer(500), answer(200, "x")])
        #expect(try await store(busy).get(Self.key) == Array("x".utf8))
        #expect(busy.methods.count == 3)

        let closed = Script([answer(403, "<Error><Code>SignatureDoesNotMatch</Code></Error>")])
        await #expect(
            throws: PapersProblem.storage("http://127.0.0.1:9 answered 403 (SignatureDoesNotMatch)")
        ) { try await store(closed).get(Self.key) }
        #expect(closed.methods.count == 1)
    }

    @Test func `what is not there is unknown, and erasing it is no error`() async throws {
        #expect(try await store(Script([answer(404)])).get(Self.key) == nil)
        try await store(Script([answer(404)])).erase(Self.key)
        await #expect(throws: PapersProblem.unknown) { try await store(Script([])).get("../secret") }
    }

    @Test func `a part is asked for by its first and last byte`() async throws {
        let web = Script([answer(206, "cd"), answer(416)])

        #expect(try await store(web).get(Self.key, range: 2..<4) == Array("cd".utf8))
        #expect(try await store(web).get(Self.key, range: 90..<95) == [])
        #expect(web.asked.withLock { $0.first?.headers["range"] } == "bytes=2-3")
    }

    @Test func `a list is read page by page, and only our own keys in it`() async throws {
        func page(_ keys: [String], next: String?) -> WebAnswer {
            answer(
                200,
                "<ListBucketResult>"
                    + keys.map {
                        "<Contents><Key>\($0)</Key><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>"
                    }.joined() + (next.map { "<NextContinuationToken>\($0)</NextContinuationToken>" } ?? "")
                    + "</ListBucketResult>")
        }
        let other = String(repeating: "f", count: 32)
        let web = Script([
            page(["hanoi/\(Self.key)", "hanoi/readme.txt"], next: "a&amp;b="), page(["hanoi/\(other)"], next: nil),
        ])

        #expect(try await store(web).keys(storedBefore: .max) == [Self.key, other])
        #expect(web.asked.withLock { $0.last?.url.contains("continuation-token=a%26b%3D") } == true)
        let late = Script([page(["hanoi/\(Self.key)"], next: nil)])
        #expect(try await store(late).keys(storedBefore: 1_000) == [])
    }

    @Test(arguments: [
        "s3:///x", "http://papers", "s3://papers?endpoint=ftp://a", "s3://papers?key=AKIA", "s3://a:b@papers",
        "s3://papers?endpoint=http://h/path",
    ])
    func `an address that is none says what one looks like`(_ text: String) {
        #expect(throws: PapersProblem.self) { try S3Address(text) }
    }

    @Test func `the host is named without the port its scheme implies`() throws {
        #expect(try S3Address("s3://p?endpoint=https://s3.example:443").host == "s3.example")
        #expect(try S3Address("s3://p?endpoint=http://127.0.0.1:5000").host == "127.0.0.1:5000")
        #expect(try S3Address("s3://p?region=ap-southeast-1").host == "s3.ap-southeast-1.amazonaws.com")
        #expect(try S3Address("s3://p/a/b/").path("k") == "/p/a/b/k")
    }
}
