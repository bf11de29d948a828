package import Civic
import Foundation
package import Rules
import Synchronization

/// Prints papers as PDF on threads of its own: setting a page takes milliseconds, and the pool that serves requests
/// must
/// not wait for it. Each thread has its own typesetter; nothing of Pango or Cairo crosses from one to another. The
/// threads end with the press.
package final class PaperPress: Sendable {
    private let queue = PressQueue()

    /// Fonts that are not installed stop no house: each paper is then refused with that reason.
    ///
    /// - Parameter fonts: the folder they are in; nil: where Debian puts them.
    package init(fonts: String? = nil, threads: Int = 2) {
        for number in 1...max(1, threads) {
            let thread = Thread { [queue] in queue.work(fonts) }
            thread.name = "motcua.press.\(number)"
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    deinit { queue.close() }

    /// - Parameter dated: when what the paper tells happened. It stands in the document as the day it was made, so
    ///   that a
    ///   reprint years later has the same bytes.
    /// - Throws: `PapersProblem`: `.template` when the values do not fit, `.fontMissing`, `.pressBusy` when too many
    ///   wait.
    package func render(
        _ template: PaperTemplate, with values: [String: RuleValue], dated: Instant
    ) async throws -> PrintedPaper {
        try await render(try template.filled(with: values), dated: dated)
    }

    package func render(_ paper: FilledPaper, dated: Instant) async throws -> PrintedPaper {
        try await queued { typesetter throws(PapersProblem) in
            try PaperSetting(paper, dated: dated, typesetter).printed()
        }
    }

    /// A signature as people see it, alone on a page of its size (points).
    package func render(
        _ picture: SignaturePicture, width: Double, height: Double, dated: Instant
    ) async throws -> [UInt8] {
        try await queued { typesetter throws(PapersProblem) in
            try picture.printed(width: width, height: height, dated: dated, typesetter)
        }.bytes
    }

    /// JPEG and PNG pictures in this order, a page of A4 each.
    func bind(_ pictures: [PicturePages.Picture], title: String, dated: Instant) async throws -> PrintedPaper {
        let utc = CityZone(fixedHours: 0).local(dated)
        return try await queued { _ throws(PapersProblem) in
            try PicturePages.printed(pictures, title: title, made: "\(utc.day.iso)T\(utc.time.text):00Z")
        }
    }

    private func queued(
        _ work: @escaping @Sendable (Typesetter) throws(PapersProblem) -> PrintedPaper
    ) async throws -> PrintedPaper {
        try await withCheckedThrowingContinuation { continuation in
            queue.put(PressQueue.Job(work: work, continuation: continuation))
        }
    }
}

/// Papers that wait, and the work of the threads that take them.
private final class PressQueue: Sendable {
    struct Job {
        let work: @Sendable (Typesetter) throws(PapersProblem) -> PrintedPaper
        let continuation: CheckedContinuation<PrintedPaper, any Error>
    }

    private struct State {
        var jobs: [Job] = []
        var isClosed = false
    }

    /// More waiting papers than this are refused.
    private static let longest = 512

    private let state = Mutex(State())
    private let condition = NSCondition()

    func put(_ job: Job) {
        let isTaken = state.withLock { state in
            guard state.jobs.count < Self.longest, !state.isClosed else { return false }
            state.jobs.append(job)
            return true
        }
        guard isTaken else { return job.continuation.resume(throwing: PapersProblem.pressBusy) }
        condition.withLock { condition.signal() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        condition.withLock { condition.broadcast() }
    }

    /// Until the queue is closed and empty.
    func work(_ fonts: String?) {
        var typesetter: Typesetter?
        while let job = next() {
            do throws(PapersProblem) {
                let own: Typesetter
                if let typesetter { own = typesetter } else { own = try Typesetter(PaperFonts.find(in: fonts)) }
                typesetter = own
                job.continuation.resume(returning: try job.work(own))
            } catch {
                job.continuation.resume(throwing: error)
            }
        }
    }

    private func next() -> Job? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let (job, isClosed) = state.withLock { state -> (Job?, Bool) in
                (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isClosed)
            }
            if let job { return job }
            if isClosed { return nil }
            condition.wait()
        }
    }
}
