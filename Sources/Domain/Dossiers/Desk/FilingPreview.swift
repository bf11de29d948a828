package import Catalogue
package import Civic
import Directory

/// What a filing comes to under the version in force: checked, routed and priced, before anything is written.
package struct FilingPreview: Sendable {
    package let procedure: Procedure
    package let answers: Answers
    package let documents: [DocumentRule]
    package let payments: [PaymentLine]
    package let competent: UnitCode
    package let receiving: UnitCode
    package let limit: LimitRule
    /// When it would be due if it were accepted now.
    package let due: Due
    let facts: [String: String]
}

extension DossierDesk {
    /// The same judgement as lodging makes, from page one, by the version in force today.
    package func preview(_ filing: Filing) throws -> FilingPreview {
        let now = filing.handedInAt ?? clock.now()
        let today = directory.zone.day(now)
        guard let procedure = rules.procedure(filing.procedure, on: today) else {
            throw DossierProblem.unknownProcedure(filing.procedure)
        }
        if procedure.isMirrored(filing.channel) { throw DossierProblem.mirrored }
        guard procedure.intake.channels.contains(filing.channel) else {
            throw DossierProblem.channelClosed(filing.channel.rawValue)
        }
        if filing.applicant.kind == .organisation, !procedure.isForOrganisations {
            throw DossierProblem.guardFailed(
                LocalizedText(
                    vi: "Thủ tục này dành cho cá nhân. Hãy vào Tài khoản, chọn làm cho chính mình rồi nộp lại.",
                    en: "This procedure is for persons. In your account choose to act for yourself, then file again."))
        }
        let journey = FormJourney(procedure, context(filing.channel, on: today))
        let state = try journey.state(of: filing.answers)
        if let exit = state.exit { throw DossierProblem.guardFailed(exit.exit.text) }
        guard state.problems.isEmpty else {
            throw DossierProblem.answersIncomplete(
                Dictionary(state.problems.map { ($0.fieldID, $0.message) }, uniquingKeysWith: { first, _ in first }))
        }
        let answers = state.answers.submitted
        let documents = try journey.neededDocuments(answers)
        try requirePapers(documents, filing)
        let tree = directory.tree
        let competent = try journey.competence(answers, receiving: filing.receiving, in: tree).unit
        let receiving = try receiving(for: filing, procedure.intake.scope, competent: competent, on: today, tree: tree)
        let limit = try journey.limit(answers)
        let index = procedure.index(of: limit)
        let payments = try journey.fees(answers).payments
        var facts = try journey.facts(answers).compactMapValues(FactText.text)
        for (relation, unit) in try journey.relatedUnits(answers, receiving: receiving, in: tree) {
            facts[Dossier.unitFact(relation)] = unit.text
        }
        if index > 0 { facts["limit_rule"] = String(index) }
        if payments.contains(where: { $0.toPay > .zero }) { facts["unpaid"] = "1" }
        return FilingPreview(
            procedure: procedure, answers: answers, documents: documents, payments: payments, competent: competent,
            receiving: receiving, limit: limit,
            due: rules.calendar(for: competent).due(received: now, limit: limit.limit, rule: .close), facts: facts)
    }

    /// What an expression may ask besides the answers, on that day.
    func context(_ channel: Channel, on day: Day) -> FormContext {
        FormContext(channel: channel, today: day, difficultAreas: directory.atlas.difficult(on: day))
    }

    /// Papers to submit must be there online; at the counter and by post the officer has them in hand.
    private func requirePapers(_ documents: [DocumentRule], _ filing: Filing) throws(DossierProblem) {
        guard filing.channel == .online else { return }
        let missing = documents.filter { rule in
            rule.hand == .submit && rule.at == .intake && !filing.papers.contains { $0.document == rule.id }
        }
        guard missing.isEmpty else { throw .papersMissing(missing.map(\.name)) }
    }

    /// Where it is handed in: the point named, or the service point of the competent body's area.
    private func receiving(
        for filing: Filing, _ scope: IntakeScope, competent: UnitCode, on day: Day, tree: UnitTree
    ) throws(DossierProblem) -> UnitCode {
        if let named = filing.receiving {
            // Where no counter is, nobody would hold it.
            guard let point = tree.unit(named, on: day), point.kind.receives else { throw .unknownUnit(named.text) }
            guard filing.channel != .online || point.takesIn(scope, for: tree.unit(competent, on: day)) else {
                throw .pointClosed(named.text)
            }
            return named
        }
        guard let body = tree.unit(competent, on: day) else { throw .noReceivingUnit }
        for area in body.areas {
            if let point = tree.servicePoints(serving: area, on: day).first { return point.code }
        }
        if let point = tree.descendants(of: competent, on: day).first(where: { $0.kind == .servicePoint }) {
            return point.code
        }
        if let point = tree.units.first(where: { $0.kind == .servicePoint && $0.isValid(on: day) }) {
            return point.code
        }
        throw .noReceivingUnit
    }
}

extension Unit {
    /// Whether it takes in, for the body that decides, what is filed online. Where elsewhere they only help the person to
    /// file (`procedures.md` 1.3), the point serves an area of that body, or is the centre's.
    fileprivate func takesIn(_ scope: IntakeScope, for competent: Unit?) -> Bool {
        guard scope == .assistElsewhere, kind == .servicePoint else { return true }
        return competent.map { !Set($0.areas).isDisjoint(with: areas) } ?? false
    }
}

extension UnitKind {
    /// Service points, and the branches and centre above them (`procedures.md` 1.3).
    fileprivate var receives: Bool {
        self == .servicePoint || self == .serviceCentre || self == UnitKind(rawValue: "service_branch")
    }
}

extension Procedure {
    /// Where nobody is named, anybody may ask.
    fileprivate var isForOrganisations: Bool {
        subjects.isEmpty
            || subjects.contains { $0.contains("organisation") || $0.contains("enterprise") || $0 == "cooperative" }
    }

    /// Where a limit stands among the procedure's: how a dossier remembers the one its answers chose.
    func index(of rule: LimitRule) -> Int {
        limits.firstIndex { $0.limit == rule.limit && $0.ground == rule.ground } ?? 0
    }
}
