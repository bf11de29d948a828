import Foundation
import Synchronization

/// The folder of trusted authorities while the house serves: read again when a file in it was put there, changed or
/// taken away, so that tonight's list of revoked certificates counts tonight. Each node looks at its own folder.
package final class TrustFolder: Sendable {
    /// Between two looks.
    private static let patience = Duration.seconds(20)

    private struct Reading {
        var files: [String: FileMark] = [:]
        var store = TrustStore(roots: [])
        var looked: ContinuousClock.Instant?
    }

    /// What changes when a file is written anew.
    private struct FileMark: Hashable {
        let bytes: Int
        let changed: Date
        let number: Int
    }

    private let path: String
    private let patience: Duration
    private let reading = Mutex(Reading())
    private let onProblem: @Sendable (TrustProblem) -> Void

    /// - Parameters:
    ///   - patience: between two looks; nil: 20 seconds.
    ///   - onProblem: told once of a state of the folder that cannot be read. What was read before holds meanwhile.
    package init(
        _ path: String, patience: Duration? = nil, onProblem: @escaping @Sendable (TrustProblem) -> Void = { _ in }
    ) {
        self.path = path
        self.patience = patience ?? Self.patience
        self.onProblem = onProblem
    }

    /// Reads the folder for the first time.
    ///
    /// - Throws: `TrustProblem`: nobody is left out silently from the start.
    package func open() throws(TrustProblem) {
        let files = marks()
        let store = try TrustStore(folder: path)
        reading.withLock { $0 = Reading(files: files, store: store, looked: .now) }
    }

    package var current: TrustStore {
        // One looks; others use what is there meanwhile.
        let due = reading.withLock { reading in
            if let looked = reading.looked, looked.duration(to: .now) < patience { return false }
            reading.looked = .now
            return true
        }
        if due { look() }
        return reading.withLock { $0.store }
    }

    private func look() {
        let files = marks()
        guard reading.withLock({ $0.files != files }) else { return }
        do throws(TrustProblem) {
            let store = try TrustStore(folder: path)
            reading.withLock { ($0.files, $0.store) = (files, store) }
        } catch {
            reading.withLock { $0.files = files }
            onProblem(error)
        }
    }

    private func marks() -> [String: FileMark] {
        var marks: [String: FileMark] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
            guard let facts = try? FileManager.default.attributesOfItem(atPath: path + "/" + name) else { continue }
            marks[name] = FileMark(
                bytes: facts[.size] as? Int ?? 0, changed: facts[.modificationDate] as? Date ?? .distantPast,
                number: facts[.systemFileNumber] as? Int ?? 0)
        }
        return marks
    }
}
