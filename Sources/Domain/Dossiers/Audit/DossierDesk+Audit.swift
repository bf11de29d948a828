import Catalogue
package import Civic
package import Directory
package import Journal
import Store

/// A dossier as the journal has it, for who examines how it was dealt with.
package struct DossierAudit: Sendable {
    package let dossier: Dossier
    package let purpose: AccessPurpose
    package let by: Actor
    package let at: Instant
    package let evidence: StreamEvidence
    /// Nil where the reader may not see the papers either.
    package let papers: [FiledPaper]?
    /// The log of looks; nil for who may not read it.
    package let looks: [AccessLogEntry]?
}

extension DossierDesk {
    /// For the inspector of its units and the data-protection officer. Each sees what the policy shows: the inspector the
    /// words too, the data-protection officer the log of looks. The reading is an event of the journal, and a look that the
    /// person reads.
    package func audit(_ id: ID<Dossier>, purpose: AccessPurpose, by actor: Actor) async throws -> DossierAudit {
        let state = try await state(of: id)
        let facts = sight(of: state.dossier, tasks: state.openTasks)
        let seesWords =
            AccessPolicy.decide(question(.seePersonalData, by: actor, on: .dossier(facts), purpose: purpose)).isAllowed
        let seesLog = directory.decide(.seeAccessLog, on: .house, by: actor).isAllowed
        let isProtected = try procedure(of: state.dossier).isProtected
        if !seesLog || isProtected {
            // Protected dossiers are shown to nobody who is not shown their words.
            try require(.seeJournal, by: actor, on: .dossier(facts))
            try require(.seePersonalData, by: actor, on: .dossier(facts), purpose: purpose)
        }
        try await directory.recordAudit(of: id.rawValue, purpose: purpose, by: actor)
        try await directory.look(
            at: state.dossier.applicant, fields: ["dossier.journal"], purpose: purpose, dossier: id.rawValue, by: actor)
        let at = clock.now()
        let read = try await database.read { transaction in
            (
                evidence: try Journal.evidence(of: id.retyped(), showsBodies: seesWords, in: transaction),
                papers: seesWords ? try CaseReader.papers(of: id, in: transaction) : nil
            )
        }
        let looks = seesLog ? try await looks(at: state.dossier, by: actor) : nil
        return DossierAudit(
            dossier: state.dossier, purpose: purpose, by: actor, at: at, evidence: read.evidence, papers: read.papers,
            looks: looks)
    }

    private func looks(at dossier: Dossier, by actor: Actor) async throws -> [AccessLogEntry] {
        var query = AccessLogQuery(from: directory.zone.day(dossier.lodgedAt), to: directory.today, limit: 200)
        query.dossier = dossier.id.rawValue
        var all: [AccessLogEntry] = []
        while all.count < 2_000 {
            let page = try await directory.accessLog(query, by: actor)
            all += page
            guard page.count == query.limit, let last = page.last else { break }
            query.before = last.id
        }
        return all
    }
}
