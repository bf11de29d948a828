import Catalogue
import Civic
package import Directory
import Store

/// Dossiers of other systems: their statuses come in, and officers only help and note.
extension DossierDesk {
    /// Takes one report in. Only the exchange does; a repeated report changes nothing.
    package func receive(_ told: MirrorReport, by actor: Actor) async throws -> MirrorReport.Outcome {
        guard case .system = actor.standing else {
            throw DossierProblem.forbidden(AccessRefusal.ownedElsewhere.reason)
        }
        var report = told
        report.code = Self.label(told.code)
        report.reference = told.reference.map(Self.label)
        let known = try await id(mirrored: report)
        guard let known else {
            try await begin(report, by: actor)
            return .created
        }
        let state = try await state(of: known)
        guard state.dossier.isMirrored else { throw DossierProblem.keyReused }
        let words = try await database.read { try HistoryReader.lines(of: known, in: $0) }
        let isKnown = words.contains {
            $0.event == .mirrored && $0.effective == report.at && $0.text.hasPrefix(report.status.plainText.vi)
        }
        if isKnown { return .known }
        let isOlder = report.at < CaseWork.reported(state.dossier)
        _ = try await perform(
            on: state, expecting: state.dossier.version, by: actor, useCase: "mirror"
        ) { [report] in try $0.mirror(report) }
        return isOlder ? .older : .applied
    }

    private func id(mirrored report: MirrorReport) async throws -> ID<Dossier>? {
        if let id = try await id(labelled: report.code) { return id }
        guard let reference = report.reference else { return nil }
        return try await id(labelled: reference)
    }

    /// The first report of a dossier that was filed elsewhere.
    private func begin(_ report: MirrorReport, by actor: Actor) async throws {
        let now = clock.now()
        guard let procedure = rules.procedure(report.procedure, on: directory.zone.day(now)) else {
            throw DossierProblem.unknownProcedure(report.procedure)
        }
        guard procedure.isMirrored(report.channel) else { throw DossierProblem.channelClosed(report.channel.rawValue) }
        // Its owner's code names it from the start; where there is another name for it too, both find it.
        let dossier = mirrored(
            ids.next(), procedure, report.channel, report.applicant, at: report.unit, lodgedAt: report.at,
            reference: report.reference ?? report.code)
        let plan = try mirrorPlan(dossier, procedure, report.applicant, by: actor, at: now, first: report)
        try await database.write("mirror") { try plan.write(in: $0) }
    }

    /// A mirrored dossier decided and ready to be written, with the owner's first word where there is one.
    func mirrorPlan(
        _ dossier: Dossier, _ procedure: Procedure, _ applicant: PartyPerson, by actor: Actor, at now: Instant,
        first report: MirrorReport? = nil
    ) throws -> MirrorPlan {
        var work = CaseWork(
            CaseState(dossier: dossier, isNew: true), procedure: procedure,
            calendar: rules.calendar(for: dossier.competent), now: now, actor: actor, ids: ids)
        try work.happen(.lodged, effective: report?.at)
        if let report { try work.mirror(report) }
        return MirrorPlan(
            id: dossier.id, writer: CaseWriter(work.change, now: now, actor: actor, ids: ids), applicant: applicant)
    }

    /// A dossier of another system before its first word.
    func mirrored(
        _ id: ID<Dossier>, _ procedure: Procedure, _ channel: Channel, _ applicant: PartyPerson, at unit: UnitCode,
        lodgedAt: Instant, submitter: ID<Subject>? = nil, reference: String? = nil
    ) -> Dossier {
        Dossier(
            id: id, version: 0, code: nil, reference: reference ?? secrets.reference(of: id), procedure: procedure.code,
            procedureVersion: procedure.version, channel: channel, status: .lodged, outcome: nil,
            applicant: applicant.subject, applicantName: applicant.name, submitter: submitter ?? applicant.subject,
            assistedBy: nil,
            receiving: unit, competent: unit, returning: unit, lodgedAt: lodgedAt, acceptedAt: nil, due: nil,
            originalDue: nil, releasedAt: nil, endedAt: nil, clock: .notStarted, remaining: nil, supplementRounds: 0,
            hasBegun: false, hasApologised: false, facts: [Dossier.ownerFact: unit.text], correctionOf: nil)
    }
}

struct MirrorPlan: Sendable {
    let id: ID<Dossier>
    let writer: CaseWriter
    let applicant: PartyPerson

    func write(in transaction: any Transaction) throws {
        try writer.insertDossier(fourHash: nil, folded: VietnameseText.fold(applicant.name), in: transaction)
        try transaction.execute(
            DossierStore.insertParty,
            [
                .id(id), .int(0), .text(Party.Part.applicant.rawValue), .text(""), .id(applicant.subject),
                .text(applicant.kind.rawValue), .text(applicant.name),
            ])
        _ = try writer.write(in: transaction)
    }
}
