import Civic
import Foundation
import Journal
package import Papers
import Rules

/// Text messages through a gateway that speaks JSON over HTTP: `POST {"id", "to", "text"}` with a bearer token, answered
/// with `{"reference"}`. `id` is the message's key: a gateway that has it already answers as it did the first time.
package struct TextGateway: MessageCarrier {
    private let address: String
    private let token: String
    private let web: any WebExchange

    package init(_ address: String, token: String, _ web: any WebExchange) {
        self.address = address
        self.token = token
        self.web = web
    }

    package func carry(_ message: OutgoingMessage) async throws -> CarrierAnswer {
        let body = JSONObject([
            ("id", .string(message.key)), ("to", .string(message.to)), ("text", .string(message.body)),
        ])
        var headers = ["content-type": "application/json"]
        if !token.isEmpty { headers["authorization"] = "Bearer \(token)" }
        let answer: WebAnswer
        do {
            answer = try await web.send(
                WebRequest(
                    method: "POST", url: address, headers: headers,
                    body: JSONText.bytes(.object(body)), timeout: .seconds(20)))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw OutsideUnreachable("SMS: \(error)")
        }
        let said = try? JSONText.read(answer.body)
        switch answer.status {
        case 200..<300: return .taken(reference: String((said?["reference"]?.stringValue ?? "").prefix(200)))
        // What is wrong with this message alone: its number or its text.
        case 400, 404, 410, 413, 422:
            let reason = said?["reason"]?.stringValue ?? String(decoding: answer.body.prefix(200), as: UTF8.self)
            return .refused(reason: "SMS \(answer.status) \(reason.prefix(200))")
        // The token, the credit, too much at once, the gateway itself: everything waits.
        default: throw OutsideUnreachable("SMS \(answer.status)")
        }
    }
}
