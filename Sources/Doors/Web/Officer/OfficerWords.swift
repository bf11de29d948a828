import Catalogue
import Civic
import Directory
import Dossiers

/// What the desk's pages call things: names of procedures, units, steps and events in the page's language.
struct OfficerWords {
    let house: House
    let words: Words

    init(_ house: House, _ words: Words) {
        self.house = house
        self.words = words
    }

    var language: Language { words.language }
    /// What stands before an address in this language.
    var base: String { language == .en ? "/en" : "" }

    subscript(_ key: String) -> String { words["officer_" + key] }
    subscript(_ key: String, _ values: KeyValuePairs<String, String>) -> String { words["officer_" + key, values] }

    func unit(_ code: UnitCode) -> String {
        (house.directory.tree.unit(code, on: house.today) ?? house.directory.tree.latest(code))?.name[language]
            ?? code.text
    }

    func procedure(_ code: String) -> String { house.procedure(code)?.name[language] ?? code }

    /// The step's own name, or the house's for the tasks every procedure has.
    func step(_ task: WorkTask, of dossier: Dossier) -> String { house.desk.stepName(task, of: dossier)[language] }

    /// The same on a list, where the dossier's version is not at hand: by the version in force.
    func step(_ task: WorkTask, of procedure: String) -> String {
        let steps = house.procedure(procedure)?.steps ?? []
        switch task.kind {
        case .step: return steps.first { $0.id == task.step }?.name[language] ?? StepNames.house(task.kind)[language]
        case .verification, .consultation:
            return steps.flatMap(\.asks).first { $0.id == task.step }?.name[language]
                ?? StepNames.house(task.kind)[language]
        default: return StepNames.house(task.kind)[language]
        }
    }

    func when(_ instant: Instant) -> String { HouseDates.text(instant, in: house.zone, language) }

    /// - Parameters:
    ///   - unit: whose working days are counted.
    ///   - status: of the dossier, where its own deadline is told: with the result ready nothing is late any more.
    func due(_ due: Instant?, clock: ClockState, at unit: UnitCode, status: DossierStatus = .working) -> DueLabel {
        if status == .released || status.isFinal {
            return DueLabel(settled: due, as: status, zone: house.zone, words: words)
        }
        return DueLabel(
            due: due, clock: clock, now: house.clock.now(), calendar: house.catalogue.calendar(for: unit), words: words)
    }

    /// The dossier's own date, on a list.
    func wholeDue(_ row: WorklistRow) -> DueLabel {
        due(row.dossierDue, clock: row.clock, at: row.task.unit, status: row.status)
    }

    /// The task's own date while it has one, the dossier's otherwise. Work that sleeps is late for nobody.
    func due(_ row: WorklistRow) -> DueLabel {
        let clock = row.task.state == .waiting ? ClockState.paused : row.clock
        return row.task.due.map { due($0, clock: clock, at: row.task.unit) } ?? wholeDue(row)
    }

    /// The status as colleagues say it: nobody at the desk is "you".
    func status(_ status: DossierStatus) -> String { self["status_\(status.rawValue)"] }

    /// Who did it; timers and consumers are the house itself.
    func actor(_ line: HistoryLine) -> String {
        line.actor == Actor.system("").subject ? self["the_house"] : line.actorName
    }

    /// The officer's words; of what was taken back, its name.
    func said(_ line: HistoryLine) -> String { line.event == .undone ? taken(line.text) : line.text }

    func ground(_ entry: DeadlineEntry) -> String { entry.kind == .undone ? taken(entry.ground) : entry.ground }

    private func taken(_ key: String) -> String { EventName(rawValue: key).map(event) ?? key }

    func event(_ event: EventName) -> String { self["event_\(event.rawValue)"] }
}
