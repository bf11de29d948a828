import Civic
import Exchange
import Journal
import Papers
import Rules
import Synchronization
import Testing

private final class ScriptedWeb: WebExchange {
    struct Silence: Error {}

    private let answer: WebAnswer?
    private let asked = Mutex<[WebRequest]>([])

    init(_ status: Int?, _ body: String = "{}") {
        answer = status.map { WebAnswer(status: $0, body: Array(body.utf8)) }
    }

    var requests: [WebRequest] { asked.withLock { $0 } }

    func send(_ request: WebRequest) async throws -> WebAnswer {
        asked.withLock { $0.append(request) }
        guard let answer else { throw Silence() }
        return answer
    }
}

@Suite struct TextGatewayTests {
    private let message = OutgoingMessage(
        key: "k.1", channel: .sms, to: "+84912345678", subject: "", body: "Ha Noi: ho so da tiep nhan.", language: .vi)

    private func carry(_ web: ScriptedWeb) async throws -> CarrierAnswer {
        try await TextGateway("https://sms.example.vn/send", token: "t0ken", web).carry(message)
    }

    @Test func `a text goes out under its key`() async throws {
        let web = ScriptedWeb(200, #"{"reference":"G-1"}"#)

        #expect(try await carry(web) == .taken(reference: "G-1"))

        let request = try #require(web.requests.first)
        let said = try JSONText.read(request.body)
        #expect(said["id"] == .string("k.1") && said["to"] == .string("+84912345678"))
        #expect(said["text"] == .string(message.body))
        #expect(request.headers["authorization"] == "Bearer t0ken")
    }

    @Test func `a number that is none is refused for good`() async throws {
        #expect(
            try await carry(ScriptedWeb(422, #"{"reason":"no such number"}"#))
                == .refused(reason: "SMS 422 no such number"))
    }

    @Test(arguments: [nil, 401, 402, 429, 500, 503] as [Int?])
    func `whatever is not about this text is waited out`(status: Int?) async throws {
        await #expect(throws: OutsideUnreachable.self) { try await carry(ScriptedWeb(status)) }
    }
}
