import Civic
import Exchange
import Foundation
import NIOCore
import NIOPosix
import NIOSSL

/// Where mail is handed in: `smtp://host:port` (TLS where the relay offers it), `smtps://host:port` (TLS from the start).
package struct MailAddress: Sendable, Hashable {
    package let host: String
    package let port: Int
    package let isTLS: Bool

    /// - Throws: `HouseProblem.badSetting`.
    package init(_ text: String) throws {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty, url.user == nil, url.path.isEmpty,
            ["smtp", "smtps"].contains(url.scheme)
        else { throw HouseProblem.badSetting("smtp://host:port ≠ \(text)") }
        isTLS = url.scheme == "smtps"
        self.host = host
        port = url.port ?? (isTLS ? 465 : 25)
    }
}

/// Conversations with a mail relay over TCP.
struct MailWire: MailExchange {
    let address: MailAddress

    private static let patience = TimeAmount.seconds(30)
    /// Of an answer's line (RFC 5321, 4.5.3.1.5, allows 512).
    fileprivate static let longestLine = 4_096

    func talking<Value: Sendable>(_ body: @Sendable (any MailLine) async throws -> Value) async throws -> Value {
        let address = address
        let channel = try await ClientBootstrap(group: NIOSingletons.posixEventLoopGroup)
            .connectTimeout(Self.patience)
            .connect(host: address.host, port: address.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if address.isTLS {
                        try channel.pipeline.syncOperations.addHandler(try Self.tls(address.host))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        IdleStateHandler(readTimeout: Self.patience), name: "idle")
                    try channel.pipeline.syncOperations.addHandler(ClosesWhenIdle())
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await body(Line(address, channel.channel, inbound, outbound))
        }
    }

    fileprivate static func tls(_ host: String) throws -> NIOSSLClientHandler {
        let context = try NIOSSLContext(configuration: .makeClientConfiguration())
        // An address of numbers has no name to ask for.
        let isNumeric = (try? SocketAddress(ipAddress: host, port: 0)) != nil
        return try NIOSSLClientHandler(context: context, serverHostname: isNumeric ? nil : host)
    }
}

/// One conversation. Its tasks take turns, as a conversation's do.
private actor Line: MailLine {
    private let address: MailAddress
    private let channel: any Channel
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var parts: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    private var heard: [UInt8] = []
    private(set) var isPrivate: Bool

    init(
        _ address: MailAddress, _ channel: any Channel, _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>,
        _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) {
        self.address = address
        self.channel = channel
        self.outbound = outbound
        parts = inbound.makeAsyncIterator()
        isPrivate = address.isTLS || ["127.0.0.1", "::1", "localhost"].contains(address.host)
    }

    func send(_ lines: [String]) async throws {
        try await outbound.write(ByteBuffer(string: lines.map { $0 + "\r\n" }.joined()))
    }

    func next() async throws -> String? {
        while true {
            if let end = heard.firstIndex(of: UInt8(ascii: "\n")) {
                let line = heard[..<end]
                heard.removeSubrange(...end)
                return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
            }
            guard heard.count < MailWire.longestLine else { throw ChannelError.inputClosed }
            var iterator = parts
            let part = try await iterator.next(isolation: #isolation)
            parts = iterator
            guard let part else { return nil }
            heard += part.readableBytesView
        }
    }

    /// What was said in the clear after the relay agreed is nothing that it said (CVE-2011-0411).
    func startTLS() async throws {
        guard heard.isEmpty else { throw ChannelError.inputClosed }
        let (channel, host) = (channel, address.host)
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(try MailWire.tls(host), position: .first)
        }.get()
        isPrivate = true
    }
}

/// A relay that says nothing for long is none.
private final class ClosesWhenIdle: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }
}
