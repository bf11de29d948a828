import NIOCore
import NIOPosix

/// Speaks clamd's INSTREAM as its manual has it: finds the EICAR test file, and nothing else. The tests' own.
struct FakeClamd {
    enum Mood: Sendable {
        case well
        /// Answers `INSTREAM size limit exceeded. ERROR` and closes, whatever comes.
        case refusing
        /// Closes without a word.
        case mute
    }

    /// The EICAR test string, in two halves so that no scanner takes these sources for it.
    static let eicar = #"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-"# + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

    private let channel: any Channel

    static func start(_ mood: Mood = .well, socket: String? = nil) async throws -> FakeClamd {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Conversation(mood))
                }
            }
        if let socket { return FakeClamd(channel: try await bootstrap.bind(unixDomainSocketPath: socket).get()) }
        return FakeClamd(channel: try await bootstrap.bind(host: "127.0.0.1", port: 0).get())
    }

    var port: Int { channel.localAddress?.port ?? 0 }

    func stop() async throws { try await channel.close().get() }

    private final class Conversation: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let mood: Mood
        private var heard: [UInt8] = []

        init(_ mood: Mood) { self.mood = mood }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            heard += Array(unwrapInboundIn(data).readableBytesView)
            switch mood {
            case .mute: context.close(promise: nil)
            case .refusing: say("INSTREAM size limit exceeded. ERROR", context)
            case .well:
                guard let file = file() else { return }
                let isFound = String(decoding: file, as: UTF8.self).contains(FakeClamd.eicar)
                say(isFound ? "stream: Eicar-Signature FOUND" : "stream: OK", context)
            }
        }

        /// What was sent in pieces, once the piece of no bytes ends it.
        private func file() -> [UInt8]? {
            let command = Array("zINSTREAM\0".utf8)
            guard heard.starts(with: command) else { return nil }
            var (place, file) = (command.count, [UInt8]())
            while place + 4 <= heard.count {
                let length = heard[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
                if length == 0 { return file }
                guard place + 4 + length <= heard.count else { return nil }
                file += heard[place + 4..<place + 4 + length]
                place += 4 + length
            }
            return nil
        }

        private func say(_ line: String, _ context: ChannelHandlerContext) {
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: line + "\0"))).whenComplete { _ in
                channel.close(promise: nil)
            }
        }
    }
}
