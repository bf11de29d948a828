import Foundation
import Synchronization

/// The machine's clock.
package struct SystemClock: CityClock {
    package init() {}

    package func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}

/// A clock that stands until somebody moves it: tests, `simulate`, and the making of demo dossiers.
package final class ManualClock: CityClock {
    private let value: Mutex<Instant>

    package init(_ start: Instant) {
        value = Mutex(start)
    }

    package func now() -> Instant { value.withLock { $0 } }
    package func set(_ instant: Instant) { value.withLock { $0 = instant } }
    package func advance(milliseconds: Int64) {
        value.withLock { $0 = Instant(milliseconds: $0.milliseconds + milliseconds) }
    }
}
