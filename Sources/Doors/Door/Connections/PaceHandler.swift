import NIOCore
import NIOHTTPTypes

/// Watches one connection's pace and closes it, or fails the body that does not come: whoever reads it answers 408.
final class PaceHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let step: Double
    private let crowd: ConnectionCrowd?
    private var pace: ConnectionPace
    private var isAsked = false
    private var next: Scheduled<Void>?
    /// Where this connection is counted.
    private var network: String?

    /// - Parameter crowd: nil where one address stands for many people, as a proxy's does.
    init(_ limits: ConnectionPace.Limits, crowd: ConnectionCrowd?) {
        pace = ConnectionPace(limits)
        step = min(5, limits.patience / 4)
        self.crowd = crowd
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: pace.headCame()
        case .body(let bytes): pace.bodyCame(bytes.readableBytes)
        case .end: pace.requestEnded()
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isAsked = false
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        isAsked = true
        context.read()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { pace.answered() }
        context.write(data, promise: promise)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard next == nil else { return }
        if let crowd, let address = context.remoteAddress?.ipAddress, !["127.0.0.1", "::1"].contains(address) {
            let caller = Caller.network(of: address)
            guard crowd.enter(caller) else { return context.close(promise: nil) }
            network = caller
        }
        look(context)
    }

    private func look(_ context: ChannelHandlerContext) {
        next = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(step * 1_000))) {
            let unsent = (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
            switch self.pace.passed(self.step, isAsked: self.isAsked, unsent: unsent) {
            case .keeps:
                self.look(context)
            case .tooSlow:
                context.fireErrorCaught(DoorProblem.tooSlow)
                self.look(context)
            case .spent:
                context.close(promise: nil)
            }
        }
    }

    private func end() {
        next?.cancel()
        if let network { crowd?.leave(network) }
        network = nil
    }
}
