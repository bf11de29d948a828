package import Civic
package import Store

/// Runs the consumers and the tree's sequencer, each at its own pace, until the task is cancelled.
package struct ConsumerRunner: Sendable {
    private let database: any Database
    private let clock: any CityClock
    private let bell: JournalBell
    private let sequencer: TreeSequencer?
    private let numbering: EventNumbering
    /// Nil where nobody else can run: tests, `simulate`.
    private let leases: LeaseKeeper?
    private var followers: [any Follower] = []
    private let window = JournalWindow()
    /// Under load a consumer's rows stand on the same pages again and again: fewer, larger batches write each page once.
    private static let gathering = Duration.milliseconds(150)
    /// While nobody answers outside, it is asked ever more rarely.
    private static let longestPause = Duration.seconds(30)
    /// Told when a step failed for a reason that waiting may mend.
    private let onTrouble: @Sendable (_ consumer: String, any Error) -> Void

    package init(
        _ database: any Database, clock: any CityClock, bell: JournalBell = JournalBell(),
        sequencer: TreeSequencer? = nil, leases: LeaseKeeper? = nil,
        onTrouble: @escaping @Sendable (_ consumer: String, any Error) -> Void = { _, _ in }
    ) {
        self.database = database
        self.clock = clock
        self.bell = bell
        self.sequencer = sequencer
        self.leases = leases
        self.onTrouble = onTrouble
        numbering = EventNumbering(database, bell)
        if let sequencer { followers.append(sequencer) }
    }

    package mutating func add(_ consumer: some JournalConsumer) {
        followers.append(DatabaseFollower(consumer: consumer, database: database, clock: clock, window: window))
    }

    package mutating func add(_ consumer: some OutsideConsumer) {
        followers.append(OutsideFollower(consumer: consumer, database: database, clock: clock, window: window))
    }

    /// Numbering comes first: the others follow the positions it gives.
    private var everybody: [any Follower] { [numbering] + followers }

    /// Of all nodes one leads each consumer: the one that holds its lease. Until cancelled; a last tree head is signed on
    /// the way out.
    package func run(poll: Duration = .seconds(1), headEvery: Duration = .seconds(5)) async {
        leases?.want(leaseNames)
        await withTaskGroup(of: Void.self) { group in
            for follower in everybody { group.addTask { await lead(follower, poll) } }
            group.addTask { [bell] in
                while (try? await Task.sleep(for: poll)) != nil { bell.ring() }
            }
            if let sequencer {
                group.addTask {
                    while (try? await Task.sleep(for: headEvery)) != nil {
                        do {
                            _ = try await asLeader(of: sequencer.name) { _ = try await sequencer.sign() }
                        } catch {
                            onTrouble(sequencer.name, error)
                        }
                    }
                }
            }
        }
        // The shutdown cancelled this task; what it does last must not be cancelled with it.
        await Task { await finish() }.value
    }

    /// Takes every consumer that is led here to the end of the journal and signs: `publish`, `simulate`, tests.
    package func settle() async throws {
        for follower in everybody { _ = try await asLeader(of: follower.name) { try await follower.start() } }
        var isMoving = true
        while isMoving {
            isMoving = false
            for follower in everybody {
                _ = try await asLeader(of: follower.name) { if try await follower.step() > 0 { isMoving = true } }
            }
        }
        if let sequencer { _ = try await asLeader(of: sequencer.name) { _ = try await sequencer.sign() } }
    }

    /// Waits until every consumer has taken the first `count` events (all there are now, when nil).
    package func caughtUp(to count: Int64? = nil) async throws {
        let target = if let count { count } else { try await EventNumbering.total(database) }
        let names = followers.map(\.name)
        while true {
            let isThere = try await database.read { transaction in
                try names.allSatisfy { try ConsumerCursor.position(of: $0, in: transaction) >= target }
            }
            if isThere { return }
            bell.ring()
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The administrator's button on a parked stream.
    package func retry(_ consumer: String, _ stream: ID<EventStream>) async throws {
        for follower in followers where follower.name == consumer { try await follower.retry(stream) }
    }

    private func lead(_ follower: any Follower, _ poll: Duration) async {
        var isStarted = false
        var pause = poll
        while !Task.isCancelled {
            let rings = bell.rings
            do {
                var taken = 0
                let leads = try await asLeader(of: follower.name) { [isStarted] in
                    if !isStarted { try await follower.start() }
                    taken = try await follower.step()
                }
                isStarted = leads
                pause = poll
                guard leads else {
                    try await Task.sleep(for: poll)
                    continue
                }
                if taken >= ConsumerCursor.batch { continue }
                if taken > 0 {
                    // Under load the next commit is a moment away: one bulk write for many of them.
                    try await Task.sleep(for: Self.gathering)
                    continue
                }
            } catch is CursorMoved {
                continue
            } catch is CancellationError {
                return
            } catch {
                onTrouble(follower.name, error)
                try? await Task.sleep(for: pause)
                pause = error is OutsideUnreachable ? min(pause * 2, Self.longestPause) : poll
            }
            await bell.wait(after: rings)
        }
    }

    package var names: [String] { everybody.map(\.name) }

    package var leaseNames: [String] { everybody.map { Self.lease(of: $0.name) } }

    private static func lease(of consumer: String) -> String { "consumer." + consumer }

    /// - Returns: false when another node leads it: nothing ran, or nothing more was written.
    private func asLeader(of consumer: String, _ body: () async throws -> Void) async throws -> Bool {
        guard let leases else {
            try await body()
            return true
        }
        do { return try await leases.holding(Self.lease(of: consumer), body) } catch is LeaseLost { return false }
    }

    private func finish() async {
        guard let sequencer else { return }
        do {
            _ = try await asLeader(of: numbering.name) {
                while try await numbering.step() > 0 {}
            }
            _ = try await asLeader(of: sequencer.name) {
                while try await sequencer.step() > 0 {}
                _ = try await sequencer.sign()
            }
        } catch {
            onTrouble(sequencer.name, error)
        }
    }
}
