import Foundation
import Store

/// One thread's session: opened when it is first needed, made anew when it is lost, and the rule when a unit of work
/// is run again. Used by its thread alone.
final class Worker {
    private let open: () throws -> Connection
    private let attempts: Int
    private var connection: Connection?
    private var lastUse = ContinuousClock.now

    /// A session that has slept so long is asked before it is trusted.
    private static let fresh = Duration.seconds(1)

    /// A key that is still taken after so many runs is taken for good.
    private static let doubts = 5

    init(attempts: Int, _ open: @escaping () throws -> Connection) {
        self.attempts = attempts
        self.open = open
    }

    func leave() {
        connection = nil
    }

    /// After the caller has its answer: lets the snapshot of a read go, which nobody should wait for.
    func rest() {
        connection?.rollBack()
        connection?.warnings.count = 0
        if connection?.isBroken == true { connection = nil }
    }

    /// Runs `unit` until it comes through, or nothing helps: again at once after a conflict, with a growing random
    /// pause so that two do not meet again; on a new session after a lost one, until `deadline`.
    func perform<Value>(
        until deadline: ContinuousClock.Instant, _ unit: (Connection, _ isStale: Bool) throws -> Value
    ) throws -> Value {
        var conflicts = 0
        var losses = 0
        while true {
            do {
                let (connection, isStale) = try session()
                defer {
                    if connection.isBroken { self.connection = nil }
                    lastUse = .now
                }
                return try unit(connection, isStale)
            } catch let failure as PostgresFailure {
                switch failure.cure {
                case .none:
                    throw failure.error
                case .again:
                    conflicts += 1
                    guard conflicts < (failure.isOfConstraint ? Self.doubts : attempts) else { throw failure.error }
                    pause(milliseconds: (failure.isOfConstraint ? 1 : 4) << min(conflicts, 6))
                case .newStatements:
                    conflicts += 1
                    guard conflicts < attempts else { throw failure.error }
                    if (try? connection?.forgetStatements()) == nil { connection = nil }
                case .newConnection:
                    connection = nil
                    losses += 1
                    guard ContinuousClock.now < deadline else { throw failure.error }
                    // The first loss may be one old session; from the second on it is the server.
                    if losses > 1 { pause(milliseconds: 25 << min(losses, 5)) }
                }
            }
        }
    }

    private func session() throws -> (Connection, isStale: Bool) {
        if let connection, connection.isAlive {
            return (connection, lastUse.duration(to: .now) > Self.fresh)
        }
        let connection = try open()
        self.connection = connection
        return (connection, false)
    }

    /// Between a half and the whole of the time.
    private func pause(milliseconds: Int) {
        Thread.sleep(forTimeInterval: Double.random(in: 0.5...1) * Double(milliseconds) / 1_000)
    }
}
