import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Papers

/// HTTP to the store of papers and to who stamps times, by the one client of this process.
struct HouseWebClient: WebExchange {
    /// A paper is at most 20 MiB; a page of a list far less.
    private static let longestAnswer = 64 * 1_048_576

    func send(_ request: WebRequest) async throws -> WebAnswer {
        var message = HTTPClientRequest(url: request.url)
        message.method = HTTPMethod(rawValue: request.method)
        // The client writes the host itself, as it was signed.
        for (name, value) in request.headers where name != "host" { message.headers.add(name: name, value: value) }
        if request.method == "PUT" || !request.body.isEmpty { message.body = .bytes(request.body) }
        let answer = try await HTTPClient.shared.execute(
            message, timeout: .milliseconds(Int64(request.timeout / .milliseconds(1))))
        let body = try await answer.body.collect(upTo: Self.longestAnswer)
        return WebAnswer(status: Int(answer.status.code), body: Array(body.readableBytesView))
    }
}
