package import HummingbirdCore
package import Logging

/// How many connections are open at once, and how long one may stand still.
package struct ConnectionRules: Sendable {
    /// All together; whoever comes then waits until one is closed.
    private let most: Int
    private let pace: ConnectionPace.Limits

    package init(most: Int, patience: Double) {
        self.most = most
        pace = ConnectionPace.Limits(patience: patience)
    }

    /// - Parameter trustsProxy: every connection is the proxy's; without one a network may hold a quarter of all.
    package func channel(trustsProxy: Bool) -> HTTP1Channel.Configuration {
        let crowd = trustsProxy ? nil : ConnectionCrowd(share: max(1, most / 4))
        let pace = pace
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [PaceHandler(pace, crowd: crowd)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))
    }

    package func accepting(_ logger: Logger) -> MaximumAvailableConnections {
        MaximumAvailableConnections(most, logger: logger)
    }
}
