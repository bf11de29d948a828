import Civic
import Directory
import Door
import Dossiers
import Exchange
import Journal
import Logging
import Papers
import Store

/// What runs beside the doors: consumers, timers, steps of the house, seals and sweeps. Each runs on one node at a time,
/// the one that holds its lease.
struct HouseJobs: Sendable {
    private enum Job: String, CaseIterable {
        case timers
        case systemSteps = "system steps"
        case endedUnits = "ended units"
        case accessSeal = "access seal"
        case pagesOfPapers = "pages of papers"
        case portal
        case sweeps

        var lease: String { "job." + rawValue }
    }

    private static let longestPause = Duration.seconds(30)

    private let live: LiveHouse
    private let measures: MeasureBook
    private let logger: Logger

    init(_ live: LiveHouse, measures: MeasureBook, logger: Logger) {
        self.live = live
        self.measures = measures
        self.logger = logger
    }

    /// Until cancelled.
    /// - Throws: `HouseProblem.nodeNumberLost`: this process must make no more ids, so it has to end.
    func run() async throws {
        let (live, logger, house) = (live, logger, live.house)
        house.leases.want(Job.allCases.map(\.lease) + house.consumers().leaseNames)
        try? await house.leases.beat()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await consume() }
            group.addTask { await live.follow(every: .seconds(2), logger: logger) }
            group.addTask { await keepErasures(of: house) }
            group.addTask {
                var stuck = StuckTimers()
                await repeatedly(.timers, every: .seconds(1)) { house in
                    try await house.desk.fireTimers(&stuck)
                    for failure in stuck.failures {
                        logger.warning(
                            "a timer could not fire and will be tried again",
                            metadata: ["stream": "\(failure.timer.stream)", "error": "\(failure.error)"])
                    }
                }
            }
            group.addTask { await repeatedly(.systemSteps, every: .seconds(1)) { try await $0.desk.runSystemSteps() } }
            group.addTask {
                await repeatedly(.endedUnits, every: .seconds(60)) { _ = try await $0.desk.transferFromEndedUnits() }
            }
            group.addTask {
                await repeatedly(.accessSeal, every: .seconds(60)) { _ = try await $0.directory.sealAccessLog() }
            }
            group.addTask {
                await repeatedly(.pagesOfPapers, every: .seconds(3)) { _ = try await $0.pagesOfPapers.drawAhead() }
            }
            if house.portalIntake != nil {
                group.addTask {
                    await repeatedly(.portal, every: .seconds(5)) { house in
                        try await house.portalIntake?.run { trouble in
                            logger.warning(
                                trouble.isFinal
                                    ? "what the national portal handed out was refused"
                                    : "what the national portal handed out could not be taken yet",
                                metadata: ["code": "\(trouble.code)", "reason": "\(trouble.reason)"])
                        }
                    }
                }
            }
            group.addTask { await repeatedly(.sweeps, every: .seconds(3_600), Self.sweep) }
            group.addTask {
                while (try? await Task.sleep(for: .seconds(1))) != nil {
                    guard house.leases.keepsNumber(house.node) else { throw HouseProblem.nodeNumberLost(house.node) }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Consumers work by what was published when they were made: they are made anew with the house.
    private func consume() async {
        let (logger, measures) = (logger, measures)
        while !Task.isCancelled {
            let house = live.house
            let runner = house.consumers(as: house.leases) { consumer, error in
                measures.count(HouseMeasures.troubles, [consumer])
                logger.warning("a consumer is in trouble", metadata: ["consumer": "\(consumer)", "error": "\(error)"])
            }
            let work = Task { await runner.run() }
            while !Task.isCancelled, live.house.published == house.published {
                try? await Task.sleep(for: .milliseconds(250))
            }
            work.cancel()
            await work.value
        }
    }

    private static func sweep(_ house: CityHouse) async throws {
        try await house.directory.throttle.sweep()
        try await house.directory.sweepSessions()
        try await house.directory.sweepLinks()
        try await house.keystore.sweep()
        try await house.drafts.sweep()
        try await house.desk.sweepKeys()
        try await house.portal.inbox.sweep(before: house.clock.now().adding(hours: -24 * 90))
        _ = try await house.uploads.eraseByRule()
        try await house.pagesOfPapers.sweep()
        _ = try await house.uploads.sweepOrphans()
        try await house.database.prepareGrowth(at: house.clock.now())
    }

    /// On every node: whichever machine is left holds the whole list, but for its last hour.
    private func keepErasures(of house: CityHouse) async {
        guard house.database.admitsOtherNodes else { return }
        while (try? await Task.sleep(for: .seconds(3_600))) != nil {
            do { try await ErasureList(path: house.files.erased).complete(from: house.database) } catch {
                logger.warning("the list of erasures is behind", metadata: ["error": "\(error)"])
            }
        }
    }

    private func repeatedly(_ job: Job, every pause: Duration, _ work: (CityHouse) async throws -> Void) async {
        var last: ContinuousClock.Instant?
        var wait = pause
        while !Task.isCancelled {
            let began = ContinuousClock.now
            if last.map({ $0.duration(to: began) >= wait }) ?? true {
                do {
                    let house = live.house
                    if try await house.leases.holding(job.lease, { try await work(house) }) {
                        last = began
                        wait = pause
                        measures.count(HouseMeasures.jobRuns, [job.rawValue, "done"])
                        measures.set(
                            HouseMeasures.jobSeconds, [job.rawValue], to: began.duration(to: .now) / .seconds(1))
                    }
                } catch is CancellationError {
                    return
                } catch is LeaseLost {
                    // Another node has the job; what it was doing here was refused.
                } catch {
                    last = .now
                    // While nobody answers outside, it is asked ever more rarely.
                    wait = error is OutsideUnreachable ? min(wait * 2, max(pause, Self.longestPause)) : pause
                    measures.count(HouseMeasures.jobRuns, [job.rawValue, "failed"])
                    logger.warning(
                        "a job failed and will be tried again",
                        metadata: ["job": "\(job.rawValue)", "error": "\(error)"])
                }
            }
            try? await Task.sleep(for: min(pause, .seconds(1)))
        }
    }
}
