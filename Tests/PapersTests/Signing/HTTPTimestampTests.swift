import Civic
import Crypto
import SwiftASN1
import Synchronization
import Testing

@testable import Papers

/// The timestamp server on the net: what it answers is held against what was asked.
@Suite struct HTTPTimestampTests {
    /// Answers as a server would, or as one that means ill.
    final class Server: WebExchange {
        enum Manner: CaseIterable {
            case honest, otherDigest, otherNonce, refuses, notFound, nonsense, empty, behind, gone
        }

        struct Gone: Error {}
        let fixture: SigningFixture
        let manner: Manner
        let asked = Mutex<[WebRequest]>([])

        init(_ fixture: SigningFixture, _ manner: Manner) {
            self.fixture = fixture
            self.manner = manner
        }

        func send(_ request: WebRequest) async throws -> WebAnswer {
            asked.withLock { $0.append(request) }
            let (digest, nonce) = try Self.read(request.body)
            switch manner {
            case .gone: throw Gone()
            case .notFound: return WebAnswer(status: 404, body: [])
            case .nonsense: return WebAnswer(status: 200, body: Array("<html>".utf8))
            case .empty: return WebAnswer(status: 200, body: [])
            case .refuses: return WebAnswer(status: 200, body: try Self.reply(2, nil))
            case .honest: return WebAnswer(status: 200, body: try Self.reply(0, try await token(digest, nonce)))
            case .behind:
                return WebAnswer(status: 200, body: try Self.reply(0, try await token(digest, nonce)) + [0])
            case .otherDigest:
                let other = try await token(SHA256.hash(data: [1]), nonce)
                return WebAnswer(status: 200, body: try Self.reply(0, other))
            case .otherNonce:
                return WebAnswer(status: 200, body: try Self.reply(0, try await token(digest, nonce &+ 1)))
            }
        }

        private func token(_ digest: SHA256Digest, _ nonce: UInt64) async throws -> [UInt8] {
            try await fixture.stamps.token(for: digest, nonce: nonce)
        }

        private static func reply(_ status: Int, _ token: [UInt8]?) throws -> [UInt8] {
            try RawDER { coder in
                try coder.sequence { coder in
                    try coder.sequence { try $0.serialize(status) }
                    if let token { try coder.serialize(RawDER(token)) }
                }
            }.bytes
        }

        /// The digest is looked up among those of the test: a digest cannot be made from bytes.
        private static func read(_ body: [UInt8]) throws -> (SHA256Digest, UInt64) {
            let node = try #require(DERFields.first(in: body)?.0)
            var fields = try #require(DERFields(node, .sequence))
            _ = fields.next(.integer)
            let part = fields.next(.sequence)
            let inner = try #require(part)
            var imprint = try #require(DERFields(inner, .sequence))
            _ = imprint.next(.sequence)
            let octets = imprint.octets()
            let digest = SHA256.hash(data: HTTPTimestampTests.signed)
            #expect(octets == Array(digest))
            let nonce = fields.next(.integer)
            return (digest, try UInt64(derEncoded: try #require(nonce)))
        }
    }

    private static let signed: [UInt8] = [1, 9, 4, 5]
    private let fixture = try? SigningFixture()

    private func token(_ manner: Server.Manner) async throws -> (token: [UInt8], server: Server) {
        let server = Server(try #require(fixture), manner)
        let authority = try HTTPTimestampAuthority("http://tsa.example/stamp", server)
        return (try await authority.token(for: SHA256.hash(data: Self.signed)), server)
    }

    @Test func `an honest answer is a token over what was asked`() async throws {
        let (token, server) = try await token(.honest)

        let stamp = ReadTimestamp(token, imprint: { $0.hash([Self.signed[...]]) })
        #expect(stamp?.time == SigningFixture.today)
        let request = try #require(server.asked.withLock { $0.first })
        #expect(request.method == "POST" && request.url == "http://tsa.example/stamp")
        #expect(request.headers["content-type"] == "application/timestamp-query")
    }

    @Test(arguments: Server.Manner.allCases.filter { $0 != .honest })
    func `any other answer is refused, and nothing is signed with it`(_ manner: Server.Manner) async throws {
        do {
            _ = try await token(manner)
            Issue.record("taken: \(manner)")
        } catch let problem as SigningProblem {
            #expect(problem.code == "signing.no_timestamp" && problem.status == .busy)
        }
    }

    @Test func `what is no address of a server is said at the start`() throws {
        let server = Server(try #require(fixture), .honest)

        #expect(throws: SigningProblem.self) { try HTTPTimestampAuthority("tsa.example", server) }
    }
}
