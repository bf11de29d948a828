import Catalogue
import Civic
import Directory
import Journal
import Store
import StoreSQLite
import Testing

@testable import Dossiers

/// Nothing is silent, whatever is done in whatever order.
@Suite struct InvariantTests {
    /// What must hold of a dossier after every step.
    static func broken(_ id: ID<Dossier>, _ fixture: DeskFixture) async throws -> [String] {
        let view = try await fixture.desk.view(id, by: .system("test"))
        let dossier = view.dossier
        let open = view.tasks.filter { $0.state == .open || $0.state == .waiting }
        let timers = try await fixture.timers(id)
        var faults: [String] = []
        func expect(_ holds: Bool, _ fault: String) { if !holds { faults.append("\(dossier.status): \(fault)") } }

        expect(open.allSatisfy { $0.closedAt == nil }, "an open task is closed")
        expect(
            view.tasks.allSatisfy { ($0.state == .closed || $0.state == .cancelled) == ($0.closedAt != nil) }, "states")
        if dossier.status.isFinal {
            expect(open.isEmpty, "ended with open work \(open.map(\.step))")
            expect(timers.isEmpty, "ended with timers \(timers.keys)")
            expect(dossier.outcome != nil && dossier.endedAt != nil, "ended without an outcome")
            expect(dossier.clock == .stopped || dossier.clock == .notStarted, "ended with a clock that runs")
        } else {
            expect(!open.isEmpty, "nobody holds it")
            expect(dossier.outcome == nil && dossier.endedAt == nil, "an outcome before the end")
        }
        let places = open.filter { $0.kind == .step }.map(\.place)
        expect(Set(places).count == places.count, "two tasks at one place \(places)")
        expect(
            open.allSatisfy { task in task.askedBy.map { asker in open.contains { $0.id == asker } } ?? true },
            "an answer nobody waits for")
        let asleep = dossier.status == .awaitingSupplement || dossier.status == .awaitingPayment
        expect(
            open.filter { $0.kind == .step || $0.kind == .check }.allSatisfy { ($0.state == .waiting) == asleep },
            "asleep \(asleep) but \(open.map(\.state))")

        expect(view.ledger.map(\.number) == Array(1..<(view.ledger.count + 1)), "ledger \(view.ledger.map(\.number))")
        switch dossier.clock {
        case .running:
            expect(
                view.ledger.last { $0.due != nil }?.due == dossier.due && dossier.due != nil, "due is not the ledger's")
            expect(view.ledger.last?.due != nil, "running, but the ledger's last line has no date")
        case .paused:
            let pausedAt = view.ledger.last { $0.kind == .paused }?.at
            let wasLate = dossier.due.flatMap { due in pausedAt.map { due < $0 } } == true
            expect((dossier.remaining == nil) == wasLate, "what is left of a pause: late or nothing")
            expect(timers["dossier.due"] == nil, "paused with a due timer")
        case .notStarted: expect(view.ledger.isEmpty && dossier.due == nil, "a ledger before acceptance")
        case .stopped: expect(timers["dossier.due"] == nil, "stopped with a due timer")
        }

        let headers = try await fixture.headers(of: id)
        expect(headers.map(\.streamSeq) == (1...dossier.version).map { $0 }, "stream \(headers.map(\.streamSeq))")
        expect(
            Self.folded(view.history) == dossier.status,
            "events fold to \(String(describing: Self.folded(view.history)))")
        expect((dossier.acceptedAt == nil) == (dossier.code == nil), "code without acceptance")
        return faults
    }

    /// The status the events lead to by the one table, those taken back left out.
    static func folded(_ history: [HistoryLine]) -> DossierStatus? {
        var status: DossierStatus? = .lodged
        var wasAccepted = false
        var begun = false
        for line in history where !line.wasUndone && line.event != .undone {
            if line.event == .accepted { wasAccepted = true }
            guard let before = status else { return nil }
            status = StatusPolicy.next(after: before, line.event, wasAccepted: wasAccepted, begun: begun)
            if status == .working { begun = true }
        }
        return status
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `after every step of a random walk somebody holds every dossier and every book agrees`(_ seed: UInt64)
        async throws
    {
        let fixture = try await DeskFixture()
        var walk = Walk(fixture, seed: seed)
        for number in 1...400 {
            let touched = try await walk.step()
            for dossier in touched.map({ [$0] }) ?? walk.dossiers {
                let faults = try await Self.broken(dossier, fixture)
                let events = faults.isEmpty ? [] : try await fixture.events(dossier)
                try #require(faults.isEmpty, "seed \(seed) step \(number): \(faults) \(events)")
            }
        }
        for useCase in ["accept", "act released", "act returned", "request", "supplement", "timers", "undo", "ask"] {
            #expect((walk.done[useCase] ?? 0) > 0, "the walk never came to \(useCase): \(walk.done)")
        }

        // Codes of each point and day are dense.
        let codes = try await walk.dossiers.asyncMap { try await fixture.dossier($0).code }.compactMap { $0 }
            .map { try DossierCode($0) }
        for (day, ofDay) in Dictionary(grouping: codes, by: \.day) {
            #expect(ofDay.map(\.sequence).sorted() == Array(1...ofDay.count), "\(day)")
        }
    }

    @Test(arguments: [11, 12] as [UInt64])
    func `statistics and notices are what a recount of the journal gives`(_ seed: UInt64) async throws {
        let fixture = try await DeskFixture()
        var walk = Walk(fixture, seed: seed)
        for _ in 1...250 { _ = try await walk.step() }
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(StatisticKeeper(zone: .hanoi, rules: fixture.rules))
        runner.add(NoticeInbox(fixture.directory))
        try await runner.settle()

        let recount = try await Recount(walk.dossiers, fixture)
        let lines = try await fixture.desk.statistics(
            unit: nil, from: day("2026-11-01"), to: day("2030-12-31"), by: .procedure)
        #expect(lines.reduce(0) { $0 + $1.received } == walk.dossiers.count)
        for line in lines { #expect(line == recount.line(line.key), "\(line.key)") }
        let byDay = try await fixture.desk.statistics(
            unit: nil, from: day("2026-11-01"), to: day("2030-12-31"), by: .day)
        #expect(byDay.reduce(0) { $0 + $1.ended } == lines.reduce(0) { $0 + $1.ended })
        let ward = try await fixture.desk.statistics(
            unit: Offices.ward, from: day("2026-11-01"), to: day("2030-12-31"), by: .unit)
        #expect(ward.map(\.received) == [walk.dossiers.count])

        for person in [fixture.cast.resident, fixture.cast.stranger] {
            let told = try await fixture.count(
                "SELECT COUNT(*) FROM notice WHERE subject = \(person.subject.rawValue)")
            #expect(told == recount.notices[person.subject] ?? 0, "\(person.name)")
        }
        // Exactly once: settling again adds nothing.
        let before = try await fixture.count("SELECT COALESCE(SUM(received + returned), 0) FROM figure")
        try await runner.settle()
        #expect(try await fixture.count("SELECT COALESCE(SUM(received + returned), 0) FROM figure") == before)
    }

    @Test func `a request taken back in time is never told`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.maritalStatus())
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(NoticeInbox(fixture.directory))
        let ask: @Sendable () async throws -> Void = {
            _ = try await fixture.desk.requestSupplement(
                dossier, expecting: try await fixture.version(dossier),
                items: [SupplementItem(target: .field("phone"), reason: "Sai số")], by: fixture.cast.civil)
        }
        let told: @Sendable () async throws -> [EventName] = {
            try await fixture.desk.notices(by: fixture.cast.resident).map(\.event)
        }

        try await ask()
        try await runner.settle()
        #expect(try await told() == [.accepted, .lodged])
        _ = try await fixture.desk.undo(
            dossier, expecting: try await fixture.version(dossier), by: fixture.cast.civil)
        try await runner.settle()
        fixture.pass(seconds: 3_600)
        #expect(try await told() == [.accepted, .lodged])
        try await ask()
        try await runner.settle()
        fixture.pass(seconds: 30)
        #expect(try await told() == [.supplementRequested, .accepted, .lodged])
    }

    @Test func `a notice is read by its own person, once`() async throws {
        let fixture = try await DeskFixture()
        let dossier = try await fixture.lodgeAndAccept(fixture.birth())
        var runner = ConsumerRunner(fixture.database, clock: fixture.clock)
        runner.add(NoticeInbox(fixture.directory))
        try await runner.settle()

        let notices = try await fixture.desk.notices(by: fixture.cast.resident)
        #expect(
            notices.map(\.event) == [.accepted, .lodged] && notices.allSatisfy { $0.dossier == dossier && !$0.isRead })
        #expect(try await fixture.desk.notices(by: fixture.cast.stranger).isEmpty)
        try await fixture.desk.markRead(notices[0].id, by: fixture.cast.stranger)
        #expect(try await fixture.desk.notices(by: fixture.cast.resident).map(\.isRead) == [false, false])
        try await fixture.desk.markRead(notices[0].id, by: fixture.cast.resident)
        #expect(try await fixture.desk.notices(by: fixture.cast.resident).map(\.isRead) == [true, false])
    }
}

/// Counts again, from every dossier's own history.
struct Recount {
    private var lines: [String: Tally] = [:]
    private(set) var notices: [ID<Subject>: Int] = [:]

    init(_ dossiers: [ID<Dossier>], _ fixture: DeskFixture) async throws {
        for id in dossiers {
            let dossier = try await fixture.dossier(id)
            func add(_ measure: FigureMeasure, _ holds: Bool = true) {
                if holds { lines[dossier.procedure, default: .zero][measure] += 1 }
            }
            add(.received)
            add(.online, dossier.channel == .online)
            add(.assisted, dossier.assistedBy != nil && dossier.channel == .online)
            add(.accepted, dossier.acceptedAt != nil)
            add(.returned, dossier.status == .returned)
            add(.withdrawn, dossier.status == .withdrawn)
            add(.stopped, dossier.status == .stopped)
            add(.refusedAtIntake, dossier.status == .refusedAtIntake)
            add(.granted, dossier.outcome == .granted)
            add(.refused, dossier.outcome == .refused)
            if let released = dossier.releasedAt, let due = dossier.due {
                // An apology gives a new date and makes nothing punctual: what it added must still be left.
                let calendar = fixture.rules.calendar
                let left = calendar.workingMinutes(
                    from: calendar.zone.local(released), to: calendar.zone.local(due))
                let added = dossier.facts["apology_minutes"].flatMap { Int($0) } ?? 0
                add(released > due || left < added ? .late : .onTime)
            }
            for line in try await fixture.history(id) {
                if line.event == .supplementRequested && !line.wasUndone { add(.supplements) }
                guard NoticeInbox.told.contains(line.event), !line.wasUndone else { continue }
                for subject in Set([dossier.applicant, dossier.submitter]) { notices[subject, default: 0] += 1 }
            }
        }
    }

    func line(_ key: String) -> StatisticLine { StatisticLine(key, lines[key] ?? .zero) }
}
