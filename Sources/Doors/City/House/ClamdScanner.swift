import NIOCore
import NIOPosix
import Papers

/// ClamAV's daemon, asked by its INSTREAM command (clamd(8)): the file goes over in pieces with their lengths before
/// them, and one line comes back. One connection a file, as clamd has it.
struct ClamdScanner: MalwareScanner {
    private static let piece = 1 << 16
    private static let longestAnswer = 4_096

    let address: ClamdAddress
    var patience = Duration.seconds(60)

    func scan(_ bytes: [UInt8]) async throws -> String? {
        let answer: String
        do {
            answer = try await withThrowingTaskGroup(of: String.self) { group in
                group.addTask { try await ask(bytes) }
                group.addTask {
                    try await Task.sleep(for: patience)
                    throw PapersProblem.scannerDown("\(address): no answer within \(patience)")
                }
                defer { group.cancelAll() }
                return try await group.next() ?? ""
            }
        } catch let problem as PapersProblem {
            throw problem
        } catch {
            throw PapersProblem.scannerDown("\(address): \(error)")
        }
        return try finding(answer)
    }

    /// `stream: OK`, `stream: Eicar-Signature FOUND`, or an error of the daemon's.
    private func finding(_ answer: String) throws -> String? {
        let line = answer.hasPrefix("stream: ") ? answer.dropFirst("stream: ".count) : answer[...]
        if line == "OK" { return nil }
        if line.hasSuffix(" FOUND") { return String(line.dropLast(" FOUND".count)) }
        throw PapersProblem.scannerDown("\(address): \(answer.isEmpty ? "closed without an answer" : answer)")
    }

    private func ask(_ bytes: [UInt8]) async throws -> String {
        try await connection().executeThenClose { inbound, outbound in
            // It answers early where it has read enough, and reads no more: then the answer counts, not the broken pipe.
            async let sent: Void = send(bytes, outbound)
            var answer: [UInt8] = []
            for try await part in inbound {
                answer += Array(part.readableBytesView)
                guard answer.count <= Self.longestAnswer, !answer.contains(0) else { break }
            }
            _ = try? await sent
            return String(decoding: answer.prefix { $0 != 0 && $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        }
    }

    private func send(
        _ bytes: [UInt8], _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws {
        try await outbound.write(ByteBuffer(string: "zINSTREAM\0"))
        for start in stride(from: 0, to: bytes.count, by: Self.piece) {
            let part = bytes[start..<min(start + Self.piece, bytes.count)]
            var buffer = ByteBuffer(integer: UInt32(part.count))
            buffer.writeBytes(part)
            try await outbound.write(buffer)
        }
        try await outbound.write(ByteBuffer(integer: UInt32(0)))
    }

    private func connection() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(5))
        let wrap: @Sendable (any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> = { channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
        }
        switch address {
        case .socket(let path): return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: wrap)
        case .tcp(let host, let port):
            return try await bootstrap.connect(host: host, port: port, channelInitializer: wrap)
        }
    }
}

/// Where clamd listens: `/run/clamav/clamd.ctl`, or `host:3310`.
package enum ClamdAddress: Sendable, Hashable, CustomStringConvertible {
    case socket(String)
    case tcp(host: String, port: Int)

    package init?(_ text: String) {
        if text.hasPrefix("/") {
            self = .socket(text)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port), colon > text.startIndex
        else { return nil }
        self = .tcp(host: String(text[..<colon].filter { $0 != "[" && $0 != "]" }), port: port)
    }

    package var description: String {
        switch self {
        case .socket(let path): path
        case .tcp(let host, let port): "\(host):\(port)"
        }
    }
}

/// Whether uploads are looked over for malware, as the administrator said.
package enum MalwareSetting: Sendable, Hashable {
    /// Nobody said anything: nothing is scanned, and the log warns.
    case unsaid
    /// `none`: meant so.
    case off
    case clamd(ClamdAddress)

    /// - Parameter text: `none`, a path or `host:port`; nil: nothing was said.
    package init(_ text: String?) throws(HouseProblem) {
        guard let text else {
            self = .unsaid
            return
        }
        if text == "none" {
            self = .off
        } else if let address = ClamdAddress(text) {
            self = .clamd(address)
        } else {
            throw .badSetting("--clamd \(text): host:port, /path, none")
        }
    }

    var scanner: (any MalwareScanner)? {
        if case .clamd(let address) = self { ClamdScanner(address: address) } else { nil }
    }
}
