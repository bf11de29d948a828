import AsyncHTTPClient
import Civic
import Directory
import NIOCore
import NIOHTTP1
import Rules
import Synchronization

/// The servers that a load goes to in turn, and the sessions its officers have there.
final class LoadServers: Sendable {
    struct Credentials: Sendable {
        let login: String
        let password: String
    }

    struct Reply: Sendable {
        let value: JSONValue
        let server: String
    }

    private static let longestAnswer = 1 << 20

    /// Where requests are sent again that nobody takes, and every acknowledgement is written down; nil: the first fault
    /// ends the load.
    let diary: LoadDiary?
    private let addresses: [String]
    private let credentials: [ID<Subject>: Credentials]
    private let tokens: Mutex<[ID<Subject>: String]>
    private let turn = Atomic<Int>(0)
    private let client: HTTPClient

    init(
        _ addresses: [String], _ credentials: [ID<Subject>: Credentials], tokens: [ID<Subject>: String] = [:],
        diary: LoadDiary? = nil
    ) {
        self.addresses = addresses
        self.credentials = credentials
        self.tokens = Mutex(tokens)
        self.diary = diary
        var configuration = HTTPClient.Configuration(
            timeout: .init(connect: .seconds(diary == nil ? 30 : 2)))
        // Where one server is gone, the next is asked at once.
        configuration.connectionPool.retryConnectionEstablishment = diary == nil
        client = HTTPClient(configuration: configuration)
    }

    /// No request is made afterwards.
    func close() async throws { try await client.shutdown() }

    func send(
        _ method: HTTPMethod, _ path: String, _ body: JSONObject? = nil, by officer: ID<Subject>,
        _ headers: [String: String] = [:]
    ) async throws -> Reply {
        // Whoever files gives up after five minutes without anybody who takes it.
        let end = ContinuousClock.now.advanced(by: .seconds(300))
        while true {
            let server = addresses[turn.wrappingAdd(1, ordering: .relaxed).oldValue % addresses.count]
            do {
                let token = try await token(of: officer, at: server)
                let headers = headers.merging(["Authorization": "Bearer \(token)"]) { $1 }
                return Reply(value: try await once(method, server + path, body, headers), server: server)
            } catch let fault as HTTPLoadFault {
                guard let diary else { throw fault }
                try diary.refused(fault.answered, fault.answer, at: server)
                if fault.answered == ProblemStatus.signInNeeded.rawValue { tokens.withLock { $0[officer] = nil } }
                guard fault.mayPass, .now < end else { throw fault }
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                guard let diary, .now < end else { throw error }
                try diary.unanswered(at: server)
            }
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...300)))
        }
    }

    private func token(of officer: ID<Subject>, at server: String) async throws -> String {
        if let token = tokens.withLock({ $0[officer] }) { return token }
        guard let own = credentials[officer] else { throw DirectoryProblem.signInNeeded }
        let body = JSONObject([("login", .string(own.login)), ("password", .string(own.password))])
        let session = try await once(.POST, server + "/sessions", body, [:])
        guard let token = session["token"]?.stringValue else { throw HTTPLoadFault(answered: 201, answer: session) }
        tokens.withLock { $0[officer] = token }
        return token
    }

    private func once(
        _ method: HTTPMethod, _ address: String, _ body: JSONObject?, _ headers: [String: String]
    ) async throws -> JSONValue {
        var request = HTTPClientRequest(url: address)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(JSONText.bytes(.object(body)))
        }
        let patience: TimeAmount = diary == nil ? .seconds(60) : .seconds(20)
        let answer = try await client.execute(request, timeout: patience)
        let bytes = Array(try await answer.body.collect(upTo: Self.longestAnswer).readableBytesView)
        guard (200..<300).contains(Int(answer.status.code)) else {
            // What stands before the program may answer in another language.
            throw HTTPLoadFault(answered: Int(answer.status.code), answer: (try? JSONText.read(bytes)) ?? .null)
        }
        return try JSONText.read(bytes)
    }
}

/// What the API answered in place of what the load needs.
struct HTTPLoadFault: Problem {
    /// The status of the answer.
    let answered: Int
    let answer: JSONValue

    /// Whether the same request may be taken later or by another server.
    var mayPass: Bool { answered >= 500 || [401, 408, 429].contains(answered) }
    /// Whether the request came upon another state than it expected.
    var isStale: Bool { [404, 409, 412].contains(answered) }

    var code: String { "simulate.answer" }
    var severity: ProblemSeverity { .fault }
    var status: ProblemStatus { .conflict }
    var detail: String { "\(answered) \(JSONText.write(answer))" }
    var publicMessage: LocalizedText {
        LocalizedText(
            vi: "Máy chủ trả lời khác mong đợi: \(detail)", en: "The server answered something else: \(detail)")
    }
}
