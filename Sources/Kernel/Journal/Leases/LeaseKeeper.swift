package import Civic
package import Store
import Synchronization

/// Takes, keeps and gives back this node's leases.
///
/// A sign of life is one write for all leases held, four times in the life of a lease. Who does not get it through in
/// time stops believing in its leases by its own clock, before another may take them.
package final class LeaseKeeper: Sendable {
    package struct Terms: Sendable {
        /// Without a sign of life for so long a lease is another's to take.
        package var life = Duration.seconds(8)
        /// A node number is used again only after so long: who slept with it still makes ids when it wakes.
        package var numberRest = Duration.seconds(600)

        package init() {}

        var beat: Duration { life / 4 }
    }

    private struct Held {
        let lease: Lease
        var until: ContinuousClock.Instant
    }

    private struct Seen {
        let row: LeaseRow
        let since: ContinuousClock.Instant
    }

    private struct State {
        var wanted: Set<String> = []
        var held: [String: Held] = [:]
        var seen: [String: Seen] = [:]
        var isClosed = false
    }

    private let database: any Database
    private let clock: any CityClock
    private let terms: Terms
    /// Names this node in the table, for people who look: host, process, and a random part.
    package let holder: String
    private let state = Mutex(State())

    package init(_ database: any Database, clock: any CityClock, holder: String, terms: Terms = Terms()) {
        self.database = database
        self.clock = clock
        self.holder = holder
        self.terms = terms
    }

    /// From the next sign of life on this node tries to get it, and then keeps it.
    package func want(_ names: [String]) {
        state.withLock { $0.wanted.formUnion(names) }
    }

    /// Nil when another node has it, or this one could not show that it lives.
    package func lease(_ name: String) -> Lease? {
        state.withLock { state in
            guard let held = state.held[name], .now < held.until else { return nil }
            return held.lease
        }
    }

    var wantedCount: Int { state.withLock { $0.wanted.count } }

    package var heldNames: [String] { state.withLock { $0.held.filter { .now < $0.value.until }.keys.sorted() } }

    /// Runs `body` under the lease: what it writes is refused once another holds it.
    /// - Returns: false when this node does not hold it, and nothing ran.
    package func holding(_ name: String, _ body: () async throws -> Void) async throws -> Bool {
        guard let lease = lease(name) else { return false }
        // Where there can be no other node there is nothing to fence off.
        guard database.admitsOtherNodes else {
            try await body()
            return true
        }
        try await Lease.$current.withValue(lease) { try await body() }
        return true
    }

    /// Shows life and tries for what is wanted, until cancelled. Errors are told and waited out: leases run out alone.
    package func run(onTrouble: @escaping @Sendable (any Error) -> Void = { _ in }) async {
        while !Task.isCancelled {
            do { try await beat() } catch is CancellationError { return } catch { onTrouble(error) }
            try? await Task.sleep(for: database.admitsOtherNodes ? terms.beat : .seconds(3_600))
        }
    }

    /// One sign of life.
    package func beat() async throws {
        let began = ContinuousClock.now
        let (wanted, held, ripe) = state.withLock { state in
            (
                state.wanted.subtracting(state.held.keys), state.held.values.map(\.lease),
                state.seen.values.filter { $0.since.duration(to: began) > Self.patience($0.row.name, terms) }.map(\.row)
            )
        }
        guard !state.withLock({ $0.isClosed }) else { return }
        let (now, holder, isAlone) = (clock.now(), holder, !database.admitsOtherNodes)
        let outcome = try await Lease.$current.withValue(nil) {
            try await database.write("journal.leases") { transaction in
                try Self.beat(
                    wanted, held, isAlone ? nil : Set(ripe), holder: holder, at: now, in: transaction)
            }
        }
        state.withLock { state in
            for lease in outcome.lost { state.held[lease.name] = nil }
            for lease in outcome.held where !state.isClosed {
                state.held[lease.name] = Held(
                    lease: lease, until: isAlone ? began + .seconds(1 << 40) : began + terms.life)
            }
            var seen: [String: Seen] = [:]
            for row in outcome.others {
                let before = state.seen[row.name]
                seen[row.name] = before?.row == row ? before : Seen(row: row, since: .now)
            }
            state.seen = seen
        }
    }

    /// Gives everything back, so that another need not wait: the last thing a node does.
    package func close() async throws {
        let held = state.withLock { state in
            state.isClosed = true
            defer { state.held = [:] }
            return state.held.values.map(\.lease)
        }
        guard !held.isEmpty else { return }
        let now = clock.now()
        _ = try await database.write("journal.releaseLeases", priority: .normal) { transaction in
            for lease in held {
                let row = try transaction.all(LeaseStore.all, [], LeaseRow.init).first { $0.name == lease.name }
                guard let row, row.term == lease.term else { continue }
                try transaction.execute(
                    LeaseStore.take, [.text(""), .instant(now), .text(row.name), .int(row.term), .int(row.beat)])
            }
        }
    }

    // MARK: - Node numbers

    private static let numbers = "node."

    /// Takes the lowest number nobody has, for the ids this node makes (0…1023), and keeps it.
    /// - Throws: `JournalError.noNumber`.
    package func takeNumber() async throws -> Int {
        if !database.admitsOtherNodes { return 0 }
        let (now, holder) = (clock.now(), holder)
        let began = ContinuousClock.now
        for _ in 0..<8 {
            let taken = try await database.write("journal.takeNumber") { transaction -> Lease? in
                let rows = Dictionary(
                    uniqueKeysWithValues: try transaction.all(LeaseStore.all, [], LeaseRow.init).map { ($0.name, $0) })
                let free = (0..<1_024).first { rows["\(Self.numbers)\($0)"]?.isFree ?? true }
                guard let free else { throw JournalError.noNumber }
                let name = "\(Self.numbers)\(free)"
                return try Self.take(name, rows[name], holder: holder, at: now, in: transaction)
            }
            guard let taken, let number = Int(taken.name.dropFirst(Self.numbers.count)) else { continue }
            state.withLock {
                $0.wanted.insert(taken.name)
                $0.held[taken.name] = Held(lease: taken, until: began + terms.life)
            }
            return number
        }
        throw StoreError.busy
    }

    /// Whether the number is still this node's. Who lost it must make no more ids.
    package func keepsNumber(_ number: Int) -> Bool {
        !database.admitsOtherNodes || state.withLock { $0.held["\(Self.numbers)\(number)"] != nil }
    }

    private static func patience(_ name: String, _ terms: Terms) -> Duration {
        name.hasPrefix(numbers) ? terms.numberRest : terms.life
    }

    // MARK: - In the transaction

    private struct Outcome: Sendable {
        var held: [Lease] = []
        var lost: [Lease] = []
        var others: [LeaseRow] = []
    }

    /// - Parameter ripe: rows whose holder has not shown life for long enough; nil: there can be no other node.
    private static func beat(
        _ wanted: Set<String>, _ held: [Lease], _ ripe: Set<LeaseRow>?, holder: String, at now: Instant,
        in transaction: any Transaction
    ) throws -> Outcome {
        var outcome = Outcome()
        // In one order on every node: two that take turns at the same rows never wait for each other in a ring.
        for lease in held.sorted(by: { $0.name < $1.name }) {
            let changed = try transaction.executeCounting(
                LeaseStore.renew, [.instant(now), .text(lease.name), .int(lease.term)])
            if changed == 1 { outcome.held.append(lease) } else { outcome.lost.append(lease) }
        }
        let mine = Set(outcome.held.map(\.name))
        let rows = try transaction.all(LeaseStore.all, [], LeaseRow.init).filter { !mine.contains($0.name) }
        let byName = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0) })
        for name in wanted.sorted() {
            let row = byName[name]
            guard row.map({ $0.isFree || (ripe?.contains($0) ?? true) }) ?? true else { continue }
            if let lease = try take(name, row, holder: holder, at: now, in: transaction) { outcome.held.append(lease) }
        }
        for row in rows where row.name.hasPrefix(numbers) && !row.isFree && ripe?.contains(row) == true {
            // The node is long gone: its number may be used again.
            _ = try take(row.name, row, holder: "", at: now, in: transaction)
        }
        let taken = Set(outcome.held.map(\.name))
        outcome.others = rows.filter { !$0.isFree && !taken.contains($0.name) }
        return outcome
    }

    private static func take(
        _ name: String, _ row: LeaseRow?, holder: String, at now: Instant, in transaction: any Transaction
    ) throws -> Lease? {
        guard let row else {
            let made = try transaction.executeCounting(LeaseStore.make, [.text(name), .text(holder), .instant(now)])
            return made == 1 ? Lease(name: name, term: 1) : nil
        }
        let taken = try transaction.executeCounting(
            LeaseStore.take, [.text(holder), .instant(now), .text(name), .int(row.term), .int(row.beat)])
        return taken == 1 ? Lease(name: name, term: row.term + 1) : nil
    }
}
