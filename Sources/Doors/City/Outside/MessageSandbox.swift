import Exchange
import Foundation
import Hummingbird
package import Logging
import NIOCore
import NIOPosix
package import Rules
import ServiceLifecycle
import Synchronization

/// Stands for the relay of e-mail and the gateway of text messages: takes what the city sends, keeps it in memory, shows
/// it at `GET /messages`. Mail to `nobody@…` and numbers that end in 000 are refused, as dead addresses are.
package struct MessageSandbox: Sendable {
    private let mailPort: Int
    private let textPort: Int
    private let logger: Logger
    private let letters = SandboxLetters()

    /// - Parameter mailPort: 0: the system chooses; so with `textPort`.
    package init(mailPort: Int, textPort: Int, logger: Logger) {
        self.mailPort = mailPort
        self.textPort = textPort
        self.logger = logger
    }

    /// As `GET /messages` shows it.
    package var taken: [JSONValue] { letters.all }

    /// Until told to stop. `onReady` hears the ports.
    package func run(onReady: @escaping @Sendable (_ mail: Int, _ texts: Int) -> Void = { _, _ in }) async throws {
        let mail = try await MailSandbox.bind(mailPort)
        let port = mail.channel.localAddress?.port ?? mailPort
        let letters = letters
        try await SandboxServer.run(
            router(), port: textPort, beside: [MailSandbox(server: mail, letters: letters)], logger: logger
        ) { onReady(port, $0) }
    }

    private func router() -> Router<BasicRequestContext> {
        let router = Router()
        let letters = letters
        router.get("/messages") { _, _ in SandboxServer.json(.array(letters.all)) }
        router.post("/messages") { request, _ -> Response in
            let body = try await request.body.collect(upTo: 65_536)
            guard let said = try? JSONText.read(Array(body.readableBytesView)), let key = said["id"]?.stringValue,
                let to = said["to"]?.stringValue, let text = said["text"]?.stringValue
            else { return Self.answer(.badRequest, [("reason", .string("id, to, text"))]) }
            guard !to.hasSuffix("000") else {
                return Self.answer(.unprocessableContent, [("reason", .string("no such number"))])
            }
            letters.take(key, [("channel", .string("sms")), ("to", .string(to)), ("text", .string(text))])
            return Self.answer(.ok, [("reference", .string("sandbox-\(key)"))])
        }
        return router
    }

    private static func answer(
        _ status: HTTPResponse.Status, _ members: [(String, JSONValue)]
    ) -> Response {
        SandboxServer.json(.object(JSONObject(members)), status: status)
    }
}

/// What the sandbox took, each key once.
final class SandboxLetters: Sendable {
    private let kept = Mutex(JSONObject())

    func take(_ key: String, _ members: [(String, JSONValue)]) {
        kept.withLock { kept in
            if kept[key] == nil { kept[key] = .object(JSONObject([("id", .string(key))] + members)) }
        }
    }

    var all: [JSONValue] { kept.withLock { $0.members.map(\.value) } }
}

/// A relay that delivers to nobody (RFC 5321, what a client needs of it).
private struct MailSandbox: Service {
    typealias Server = NIOAsyncChannel<NIOAsyncChannel<ByteBuffer, ByteBuffer>, Never>

    let server: Server
    let letters: SandboxLetters

    static func bind(_ port: Int) async throws -> Server {
        try await ServerBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
    }

    func run() async throws {
        let letters = letters
        try await cancelWhenGracefulShutdown {
            try await server.executeThenClose { clients in
                try await withThrowingDiscardingTaskGroup { group in
                    for try await client in clients {
                        group.addTask {
                            try? await client.executeThenClose { heard, said in
                                try await Self.converse(heard, said, letters)
                            }
                        }
                    }
                }
            }
        }
    }

    private static func converse(
        _ heard: NIOAsyncChannelInboundStream<ByteBuffer>, _ said: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        _ letters: SandboxLetters
    ) async throws {
        func say(_ line: String) async throws { try await said.write(ByteBuffer(string: line + "\r\n")) }
        var to = ""
        var text: [String]?
        var rest = ""
        try await say("220 sandbox")
        for try await part in heard {
            rest += String(buffer: part)
            while let end = rest.range(of: "\r\n") {
                let line = String(rest[..<end.lowerBound])
                rest = String(rest[end.upperBound...])
                if let lines = text {
                    if line == "." {
                        let key = lines.first { $0.hasPrefix("Message-ID:") } ?? ""
                        letters.take(
                            key,
                            [
                                ("channel", .string("email")), ("to", .string(to)),
                                ("text", .string(lines.joined(separator: "\n"))),
                            ])
                        text = nil
                        try await say("250 taken")
                    } else {
                        text = lines + [line.hasPrefix("..") ? String(line.dropFirst()) : line]
                    }
                    continue
                }
                switch line.prefix(4).uppercased() {
                case "EHLO": try await say("250 sandbox")
                case "MAIL": try await say("250 go on")
                case "RCPT":
                    to = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
                    try await say(to.hasPrefix("nobody@") ? "550 no such person" : "250 go on")
                case "DATA":
                    text = []
                    try await say("354 until a dot")
                case "QUIT":
                    try await say("221 farewell")
                    return
                default: try await say("502 not here")
                }
            }
        }
    }
}
