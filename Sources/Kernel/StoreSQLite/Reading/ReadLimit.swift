import Foundation
import GRDBSQLite

/// Stops a read that takes too long: two seconds of its thread's own time, so that a machine under load stops nobody.
///
/// `@unchecked Sendable`: made, armed and asked by the one reading thread that owns the connection; the memory lives as
/// long as the limit, which outlives the handler.
final class ReadLimit: @unchecked Sendable {
    private let end = UnsafeMutablePointer<Int64>.allocate(capacity: 1)
    private let raw: OpaquePointer
    private let nanoseconds: Int64

    /// Steps of the engine between two looks at the clock: well under a millisecond.
    private static let steps: Int32 = 4_096

    init(_ connection: Connection, _ limit: Duration) {
        raw = connection.raw
        nanoseconds = Int64(limit / .nanoseconds(1))
        end.initialize(to: .max)
        sqlite3_progress_handler(
            raw, Self.steps,
            { context in
                guard let end = context?.assumingMemoryBound(to: Int64.self) else { return 0 }
                return ReadLimit.threadTime() > end.pointee ? 1 : 0
            }, end)
    }

    deinit {
        sqlite3_progress_handler(raw, 0, nil, nil)
        end.deallocate()
    }

    /// From now on, for the read that begins.
    func arm() {
        end.pointee = Self.threadTime() + nanoseconds
    }

    private static func threadTime() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
