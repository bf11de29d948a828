import Catalogue
import Civic
package import Directory
import Rules
import Store

/// Results as papers: what stands on them, their number before the signature, and the signature with the step.
extension DossierDesk {
    /// The result as it would be printed now; nil where the dossier has come to no decision yet.
    package func resultDraft(of view: DossierView) async throws -> ResultDraft? {
        guard view.dossier.facts["decision"] != nil || view.dossier.outcome != nil else { return nil }
        return try await draft(
            view.dossier, answers: view.answers,
            reason: view.history.last { $0.event == .examined && !$0.wasUndone }?.text, at: clock.now())
    }

    /// What the applicant checks before it is decided upon: the same paper, by the same filling.
    package func proofDraft(of view: DossierView) async throws -> ResultDraft {
        try await draft(view.dossier, answers: view.answers, reason: nil, at: clock.now())
    }

    private func draft(
        _ dossier: Dossier, answers: Answers, reason: String?, at now: Instant
    ) async throws -> ResultDraft {
        let procedure = try procedure(of: dossier)
        let words = SlipWords(directory: directory)
        let zone = directory.zone
        let day = zone.day(now)
        let isRefusal = dossier.facts["decision"] == "refuse"
        let number = Self.number(dossier, procedure)
        let journey = FormJourney(
            procedure, FormContext(channel: dossier.channel, today: zone.day(dossier.lodgedAt)))
        let printed = try journey.state(of: answers).printed { code in
            (directory.atlas.area(code, on: day) ?? directory.atlas.latest(code))?.name
        }
        let names = procedure.printedNames
        func record(_ value: (PrintedAnswer) -> String?) -> RuleValue {
            .map(RuleMap(names.reduce(into: [:]) { $0[$1.key] = .optional(printed[$1.key].flatMap(value)) }))
        }
        let until = procedure.result.validMonths.map { Self.after(months: $0, day) }
        let values: [String: RuleValue] = [
            "agency": words.agency(dossier.competent, on: day), "number": .optional(number),
            "code": .string(dossier.label), "dated": .string(HouseDates.longText(day, .vi)),
            "valid_until": .optional(until.map { HouseDates.text($0) }), "reason": .optional(reason),
            "procedure": ["code": .string(procedure.code), "name": .string(procedure.name.vi)],
            "result": .string(procedure.result.name.vi),
            "applicant": [
                "name": .string(dossier.applicantName),
                "number": .optional(try await directory.number(of: dossier.applicant)?.text),
            ],
            "personal_number": .optional(dossier.facts["personal_number"]),
            "tax_code": .optional(dossier.facts["tax_code"]),
            "answers": record(\.text.vi), "codes": record(\.code),
            "words": .map(
                RuleMap(
                    names.filter { $0.value == .date }.reduce(into: [:]) {
                        $0[$1.key] = .optional(printed[$1.key]?.day.map(SpokenDate.text))
                    })),
        ]
        return ResultDraft(
            dossier: dossier, isRefusal: isRefusal, name: isRefusal ? Self.refusal : procedure.result.name,
            number: number, day: day, at: now, values: values)
    }

    private static let refusal = LocalizedText(vi: "Văn bản từ chối", en: "Reasoned refusal")

    private static func number(_ dossier: Dossier, _ procedure: Procedure) -> String? {
        procedure.result.book.flatMap { dossier.facts["book.\($0)"] }
    }

    /// The same date so many months on; the month's last where it is shorter.
    private static func after(months: Int, _ day: Day) -> Day {
        let (year, month, date) = day.components
        let all = year * 12 + month - 1 + months
        for last in stride(from: date, through: 28, by: -1) {
            if let found = Day(year: all / 12, month: all % 12 + 1, day: last) { return found }
        }
        return Day(year: all / 12, month: all % 12 + 1, day: min(date, 28)) ?? day
    }

    /// Whether the actor, pressing an action that signs, signs the result with a key.
    package func signsByKey(_ dossier: Dossier, by actor: Actor) async throws -> Bool {
        try await results.signs(
            dossier.procedure, isRefusal: dossier.facts["decision"] == "refuse",
            on: directory.zone.day(clock.now()), by: actor)
    }

    // MARK: - With a step

    /// What an action does to the dossier's result paper.
    struct ResultStep {
        /// With the number it got.
        var state: CaseState
        var expecting: Int64
        var apply: (@Sendable (any Transaction) throws -> Void)?
    }

    /// Before an action that signs: the number is drawn, the paper printed with it and signed. Before one that
    /// releases: the seal. The number stays with the dossier when the signature comes to nothing; the next try uses it.
    func result(
        before action: String, of task: WorkTask, in state: CaseState, expecting: Int64, reason: String,
        by actor: Actor, session: String?
    ) async throws -> ResultStep {
        var step = ResultStep(state: state, expecting: expecting)
        guard task.kind == .step, let place = Place(text: task.place) else { return step }
        let procedure = try procedure(of: state.dossier)
        let now = clock.now()
        let isRefusal = state.dossier.facts["decision"] == "refuse"
        switch procedure.process.step(at: place)?.actions.first(where: { $0.id == action })?.event {
        case EventName.signed.rawValue:
            guard
                try await results.signs(
                    procedure.code, isRefusal: isRefusal, on: directory.zone.day(now), by: actor)
            else { return step }
            try rehearse(action, of: task, in: state, reason: reason, by: actor)
            if !isRefusal, let book = procedure.result.book, Self.number(state.dossier, procedure) == nil {
                try await number(in: book, at: task, &step, by: actor)
            }
            let history = try await database.read { try HistoryReader.lines(of: state.dossier.id, in: $0) }
            let answers = try await database.read { try CaseReader.answers(of: state.dossier.id, in: $0) }
            let draft = try await draft(
                step.state.dossier, answers: answers,
                reason: history.last { $0.event == .examined && !$0.wasUndone }?.text, at: now)
            step.apply = try await results.sign(draft, by: actor, session: session).apply
        case EventName.released.rawValue:
            step.apply = try await results.release(
                state.dossier, at: task.unit, by: actor, session: session
            ).apply
        default: break
        }
        return step
    }

    /// That the action may be taken, before anything outside is done for it.
    private func rehearse(
        _ action: String, of task: WorkTask, in state: CaseState, reason: String, by actor: Actor
    ) throws {
        var work = CaseWork(
            state, procedure: try procedure(of: state.dossier),
            calendar: rules.calendar(for: state.dossier.competent), now: clock.now(), actor: actor, ids: ids)
        try work.act(task, action, reason: reason)
    }

    private func number(
        in book: String, at task: WorkTask, _ step: inout ResultStep, by actor: Actor
    ) async throws {
        let progress = try await perform(
            on: step.state, expecting: step.expecting, by: actor, useCase: "numberResult"
        ) { work in
            try work.number(book, at: task)
        }
        step.state = try await self.state(of: progress.dossier.id)
        step.expecting = progress.version
    }
}

extension CaseWork {
    /// The entry in the register book whose number the result bears.
    mutating func number(_ book: String, at task: WorkTask) throws(DossierProblem) {
        change.bookNumbers.append(
            BookRequest(
                book: book, unit: dossier.competent, year: calendar.zone.day(now).components.year,
                fact: "book.\(book)"))
        try happen(.recorded, step: task.step, unit: task.unit)
    }
}
