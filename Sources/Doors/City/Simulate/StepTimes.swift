import Foundation
import Synchronization

/// Latencies by step, gathered from many workers.
final class StepTimes: Sendable {
    private let samples = Mutex<[String: [Float]]>([:])

    func add(_ step: String, _ duration: Duration) {
        let milliseconds = Float(duration / .milliseconds(1))
        samples.withLock { $0[step, default: []].append(milliseconds) }
    }

    func time<Value>(_ step: String, _ body: () async throws -> Value) async rethrows -> Value {
        let start = ContinuousClock.now
        let value = try await body()
        add(step, start.duration(to: .now))
        return value
    }

    func clear() {
        samples.withLock { $0 = [:] }
    }

    /// How many steps were taken.
    var count: Int { samples.withLock { $0.values.reduce(0) { $0 + $1.count } } }

    /// p50, p95, p99 and the number of samples of each step.
    var distributions: [String: Distribution] {
        samples.withLock { $0.mapValues(Distribution.init) }
    }
}

/// A latency distribution in milliseconds.
package struct Distribution: Sendable, Codable {
    package let count: Int
    package let p50: Double
    package let p95: Double
    package let p99: Double

    enum CodingKeys: String, CodingKey {
        case count
        case p50 = "p50_ms"
        case p95 = "p95_ms"
        case p99 = "p99_ms"
    }

    init(_ samples: [Float]) {
        let sorted = samples.sorted()
        func at(_ share: Double) -> Double {
            guard let last = sorted.indices.last else { return 0 }
            let value = Double(sorted[min(last, Int(Double(sorted.count) * share))])
            return (value * 1_000).rounded() / 1_000
        }
        count = sorted.count
        p50 = at(0.50)
        p95 = at(0.95)
        p99 = at(0.99)
    }
}
