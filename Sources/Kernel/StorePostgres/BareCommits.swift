import Foundation
import Store

/// The bare engine of the benchmark: durable transactions of one row each, prepared once, on as many sessions as the
/// house writes with. What `pgbench` would measure, in the same run.
package enum BareCommits {
    /// - Returns: seconds for at least `count` of them.
    package static func seconds(for count: Int, at address: PostgresAddress) async throws -> Double {
        let sessions = PostgresOptions().writers
        let each = (count + sessions - 1) / sessions
        let database = try await PostgresDatabase.open(address)
        try await database.write("simulate.bare") { transaction in
            try transaction.execute("DROP TABLE IF EXISTS bare_commit")
            try transaction.execute("CREATE TABLE bare_commit (id BIGINT PRIMARY KEY, name TEXT NOT NULL)")
        }
        let began = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<sessions {
                group.addTask { try await onThread { try run(at: address, number * each..<(number + 1) * each) } }
            }
            try await group.waitForAll()
        }
        let seconds = began.duration(to: .now) / .seconds(1)
        try await database.write("simulate.bare") { try $0.execute("DROP TABLE bare_commit") }
        try await database.close()
        return seconds
    }

    private static func run(at address: PostgresAddress, _ numbers: Range<Int>) throws {
        let connection = try Connection.open(address, role: .writer, options: PostgresOptions())
        let insert = try connection.prepare("bare", "INSERT INTO bare_commit (id, name) VALUES (?, ?)")
        for number in numbers {
            try connection.queue(insert, [.int(number), .text("Nguyễn Văn A")])
            try connection.flush()
        }
    }

    private static func onThread(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
        }
    }
}
