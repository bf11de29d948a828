import Civic
import Foundation
import Journal
import Papers
import Store
import Synchronization

/// A city's rows, from one database to a new one, whatever their engines: what `backup` of a server and every `restore`
/// do. The new one gets its name only when it is whole, so that nobody serves half a city.
struct CityCopy: Sendable {
    struct Outcome: Sendable {
        let tables: Int
        let rows: Int64
        let erasedAgain: Int
        let events: Int64
        /// Events that the kept head covers and the copy lacks.
        let behind: Int64
        let faults: [String]
        let papers: PaperCopy.Outcome?
    }

    let source: DatabaseAddress
    let target: DatabaseAddress
    /// Whose keys vouch for the source and will serve the copy, and whose list of erasures it obeys.
    let house: HouseFiles
    let clock: any CityClock
    /// A backup ends before what was signed since; a running database does not.
    var mayBeOlder = false
    /// From where to where the papers' bytes go; nil: they stay where they are.
    var papers: (from: any BlobStore, to: any BlobStore)?

    /// Of running nodes, and of people who can sign in again.
    private static let notCopied: Set<String> = ["lease", "session"]

    func run(_ note: @escaping @Sendable (String) -> Void) async throws -> Outcome {
        // Before the source is read, so that a running one holds at least what its heads cover.
        let evidence = try JournalCheck.Evidence(house)
        guard !evidence.keys.isEmpty else { throw HouseProblem.keysMissing(house.keys + "/head.pub") }
        let old = try await source.openReadOnly(isPatient: true)
        do {
            try await target.requireEmpty()
            let unfinished = try target.unfinished
            try await unfinished.remove()
            let new = try await unfinished.open()
            do {
                let outcome = try await fill(new, from: old, evidence, note)
                try await new.close()
                if outcome.faults.isEmpty { try await unfinished.takePlace(of: target) }
                try await old.close()
                return outcome
            } catch {
                try await new.close()
                throw error
            }
        } catch {
            try await old.close()
            throw error
        }
    }

    private func fill(
        _ new: any Database, from old: any Database, _ evidence: JournalCheck.Evidence,
        _ note: @escaping @Sendable (String) -> Void
    ) async throws -> Outcome {
        // An older program's database is copied as it is, and then brought up to date.
        let applied = try await old.appliedMigrations()
        guard !applied.isEmpty else { throw HouseProblem.noCity(source.place) }
        try Migration.check(applied: applied.map(\.name), against: HouseMigrations.all)
        let migrations = Array(HouseMigrations.all.prefix(applied.count))
        for (index, one) in applied.enumerated() {
            try migrations[index].check(appliedAs: one.name, one.hash, number: index + 1)
        }
        let made = Migration.tables(after: migrations)
        if made.contains(where: { $0.name == "ring_mark" }) { try await HouseKeys.requireThose(of: old, in: house) }
        try await new.migrate(migrations)
        let tables = made.filter { !Self.notCopied.contains($0.name) }
        let pace = Pace(note)
        let counts = try await TableCopy(tables).run(from: old, to: new) { progress in
            pace.note("\(progress.table): \(progress.rows) rows")
        }
        try await new.migrate(HouseMigrations.all)
        try await Journal.numberRest(of: new)
        pace.note("verifying the journal")
        let (faults, behind) = try await verify(new, old, evidence, events: counts["event", default: 0])
        let ids = IDGenerator(
            node: 0, clock: clock, highest: try await new.read { try HouseStore.highestID(in: $0) })
        let erasedAgain = try await ErasureList(path: house.erased).enforce(in: new, clock: clock, ids: ids)
        // What was erased again stands in the journal of an engine that numbers later without a position.
        try await Journal.numberRest(of: new)
        var copied: PaperCopy.Outcome?
        if let papers, faults.isEmpty {
            copied = try await PaperCopy(from: papers.from, to: papers.to).run(new) { pace.note("papers: \($0)") }
        }
        return Outcome(
            tables: tables.count, rows: counts.values.reduce(0, +), erasedAgain: erasedAgain,
            events: counts["event", default: 0], behind: behind, faults: faults, papers: copied)
    }

    /// Reads the whole copy: every event against its leaf, the tree against its heads and the kept one, the last head
    /// against the source's.
    private func verify(
        _ new: any Database, _ old: any Database, _ evidence: JournalCheck.Evidence, events expected: Int64
    ) async throws -> (faults: [String], behind: Int64) {
        let (head, newest) = try await new.read { (try TreeHead.last(in: $0), try Journal.newest(in: $0)) }
        let size = head?.size ?? 0
        let heads = mayBeOlder ? evidence.heads.filter { $0.size <= size } : evidence.heads
        // What is not signed yet must be as young as it was when the copy was made.
        let report = try await JournalVerifier(
            new, keys: evidence.keys, witnessed: heads, clock: mayBeOlder ? ManualClock(newest ?? clock.now()) : clock
        ).verify()
        var faults = report.faults.map(\.text)
        if report.events != expected { faults.append("\(report.events) events stand, \(expected) were copied") }
        let original = try await old.read { try TreeHead.ofSize(size, in: $0) }
        if original != head { faults.append("the tree head of \(size) events is not the source's") }
        return (faults, max((evidence.heads.map(\.size).max() ?? 0) - max(size, report.events), 0))
    }
}

/// A line every two seconds at most: nothing is said of what is over before.
private final class Pace: Sendable {
    private let last = Mutex(ContinuousClock.now)
    private let say: @Sendable (String) -> Void

    init(_ say: @escaping @Sendable (String) -> Void) {
        self.say = say
    }

    func note(_ text: String) {
        let isDue = last.withLock { last in
            guard last.duration(to: .now) > .seconds(2) else { return false }
            last = .now
            return true
        }
        if isDue { say(text) }
    }
}
