import Catalogue
import CityFolder
import Civic
import Directory
import Foundation
import Journal
import Store
import Synchronization
import TestEngines

@testable import Dossiers

/// A desk of its own for each test: a database in a temporary folder, the real units, calendar and procedures, a clock
/// that stands at Thursday 2026-11-19 09:00 until it is moved.
final class DeskFixture: Sendable {
    let home: TestDatabase
    let clock: ManualClock
    let ids: IDGenerator
    let directory: DirectoryBook
    let rules: HouseRules
    let desk: DossierDesk
    let population = Population()
    let cast: Cast

    var database: any Database { home.database }
    var folder: String { home.folder }

    init(
        on engine: Engine = .chosen, in city: Result<RealCity, any Error> = RealCity.hanoi,
        at start: String = "2026-11-19T09:00", adding procedures: [Procedure] = [], numbersPlaceholders: Bool = true
    ) async throws {
        let city = try city.get()
        clock = ManualClock(instant(start))
        ids = IDGenerator(node: 1, clock: clock)
        home = try await TestDatabase(engine)
        let database = home.database
        try await database.migrate(
            JournalSchema.migrations + PublishedDefinitions.migrations + DirectorySchema.migrations
                + DossiersSchema.migrations)
        let keys = try KeyRing(text: KeyRing.freshText())
        directory = try DirectoryBook(
            database: database, keys: keys, clock: clock, ids: ids, zone: city.calendar.zone,
            places: DirectoryBook.Places(tree: city.tree, atlas: city.atlas),
            cost: PasswordHash.Cost(log2N: 4))
        rules = HouseRules(
            procedures: city.procedures + procedures, bundles: city.bundles, calendar: city.calendar,
            numbersPlaceholders: numbersPlaceholders)
        desk = DossierDesk(
            database: database, rules: rules, directory: directory, keys: keys, clock: clock, ids: ids,
            effects: population)
        cast = try await Cast(ids, directory)
    }

    // MARK: - Time

    func set(_ local: String) { clock.set(instant(local)) }
    func pass(seconds: Int64) { clock.advance(milliseconds: seconds * 1_000) }

    /// Moves the clock and fires what became due.
    @discardableResult
    func reach(_ local: String) async throws -> Int {
        set(local)
        return try await desk.fireTimers()
    }

    // MARK: - Doing

    func state(_ dossier: ID<Dossier>) async throws -> CaseState { try await desk.state(of: dossier) }
    func dossier(_ id: ID<Dossier>) async throws -> Dossier { try await desk.state(of: id).dossier }
    func version(_ id: ID<Dossier>) async throws -> Int64 { try await desk.state(of: id).dossier.version }

    func task(_ dossier: ID<Dossier>, _ step: String, at unit: UnitCode? = nil) async throws -> WorkTask {
        let tasks = try await desk.state(of: dossier).openTasks
        guard let task = tasks.first(where: { $0.step == step && (unit == nil || $0.unit == unit) }) else {
            throw NoSuchTask(step: step, open: tasks.map(\.step))
        }
        return task
    }

    /// Takes an action of an open step, at the version that stands.
    func act(
        _ dossier: ID<Dossier>, _ step: String, _ action: String, reason: String = "", by actor: Actor
    ) async throws {
        let task = try await task(dossier, step)
        _ = try await desk.act(
            task.id, action: action, expecting: try await version(dossier), reason: reason, by: actor)
    }

    func accept(_ dossier: ID<Dossier>, by actor: Actor? = nil) async throws -> AcceptanceReceipt {
        try await desk.accept(dossier, expecting: try await version(dossier), by: actor ?? cast.counter)
    }

    func lodge(_ filing: Filing, by actor: Actor? = nil) async throws -> ID<Dossier> {
        var filing = filing
        if filing.applicant.subject == .nobody { filing.applicant = try await person(filing.applicant.name) }
        let usual = filing.channel == .online ? cast.resident : cast.counter
        return try await desk.lodge(filing, by: actor ?? usual).dossier
    }

    /// Lodged by somebody of this name, or at the counter for them.
    func lodge(_ filing: Filing, for name: String) async throws -> ID<Dossier> {
        var filing = filing
        filing.applicant = try await person(name)
        let own = Actor(
            subject: filing.applicant.subject, name: name, standing: .resident(account: ids.next(), onBehalfOf: nil))
        return try await lodge(filing, by: filing.channel == .online ? own : cast.counter)
    }

    func lodgeAndAccept(_ filing: Filing) async throws -> ID<Dossier> {
        let dossier = try await lodge(filing)
        _ = try await accept(dossier)
        return dossier
    }

    /// Somebody the Directory knows, as a party.
    func person(_ name: String) async throws -> PartyPerson {
        PartyPerson(subject: try await directory.createPerson(NewPerson(name: name)), name: name)
    }

    /// Lets the index of names and the inbox catch up with the journal.
    func settle() async throws {
        var runner = ConsumerRunner(database, clock: clock)
        runner.add(NameIndex(database))
        runner.add(NoticeInbox(directory))
        try await runner.settle()
    }

    // MARK: - Reading

    func ledger(_ dossier: ID<Dossier>) async throws -> [DeadlineEntry] {
        try await database.read { try CaseReader.ledger(of: dossier, in: $0) }
    }

    func history(_ dossier: ID<Dossier>) async throws -> [HistoryLine] {
        try await database.read { try HistoryReader.lines(of: dossier, in: $0) }
    }

    func events(_ dossier: ID<Dossier>) async throws -> [EventName] { try await history(dossier).map(\.event) }

    func headers(of dossier: ID<Dossier>) async throws -> [EventHeader] {
        try await JournalReader(database).stream(dossier.retyped(), after: 0, limit: 1_000).map(\.event.header)
    }

    func count(_ sql: SQL) async throws -> Int {
        try await database.read { try $0.first(sql) { Int($0.int(0)) } ?? 0 }
    }

    func timers(_ dossier: ID<Dossier>) async throws -> [String: Instant] {
        let all = try await database.read {
            try Timers.due(before: Instant(milliseconds: .max / 2), limit: 10_000, in: $0)
        }
        return Dictionary(
            all.filter { $0.stream == dossier.retyped() }.map { ($0.kind, $0.due) }, uniquingKeysWith: { $1 })
    }
}

struct NoSuchTask: Error {
    let step: String
    let open: [String]
}

/// The population database: answers a number, or is down.
final class Population: CaseEffects {
    private let isDown = Mutex(false)

    struct Unavailable: Error {}

    func goDown(_ down: Bool) { isDown.withLock { $0 = down } }

    func prepare(_ effect: EffectRef, for dossier: Dossier) async throws -> PreparedEffect {
        guard ["personal_number", "tax_code"].contains(effect.port) else { return PreparedEffect() }
        if isDown.withLock({ $0 }) { throw Unavailable() }
        if effect.port == "tax_code" { return PreparedEffect(facts: ["tax_code": "001190000005"]) }
        return PreparedEffect(facts: ["personal_number": "001326000001"])
    }
}

func instant(_ local: String) -> Instant { CityZone.hanoi.instant(at(local)) }
func at(_ local: String) -> LocalTime { LocalTime(local) ?? LocalTime(Day(number: 0), TimeOfDay(minutes: 0)) }
func day(_ iso: String) -> Day { Day(iso) ?? Day(number: 0) }
/// An instant as the city's clocks show it.
func local(_ instant: Instant?) -> String { instant.map { CityZone.hanoi.local($0).iso } ?? "-" }
