import Catalogue
import Civic
package import Directory
import Rules
import Store

/// The statutory slips, as values: who may have which, and what stands on it.
extension DossierDesk {
    /// What may be printed of this dossier by this actor, in the order of the forms.
    package func slips(of view: DossierView, by actor: Actor) -> [SlipKind] {
        // A form without what was answered would be a wrong one.
        guard view.archivedIn == nil else { return [] }
        let isCounter = mayPrintSlip(actor, view.dossier)
        return SlipKind.allCases.filter { kind in
            (isCounter || (actor.officer == nil && kind.isForApplicant)) && line(of: kind, in: view) != nil
        }
    }

    /// - Throws: `DossierProblem.forbidden` for whoever may not print it, `.notFound` when it never came to that.
    package func slip(_ kind: SlipKind, of view: DossierView, by actor: Actor) async throws -> Slip {
        guard mayPrintSlip(actor, view.dossier) || (actor.officer == nil && kind.isForApplicant) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
        }
        if let file = view.archivedIn { throw DossierProblem.archived(file) }
        guard let line = line(of: kind, in: view) else { throw DossierProblem.notFound }
        let writer = SlipWriter(
            desk: self, view: view, line: line, procedure: try procedure(of: view.dossier),
            words: SlipWords(directory: directory))
        return Slip(
            paper: kind.rawValue, day: directory.zone.day(line.at), at: line.at, values: try await writer.values(kind))
    }

    private func mayPrintSlip(_ actor: Actor, _ dossier: Dossier) -> Bool {
        directory.decide(
            .printSlip, on: .dossier(CaseFacts.of(dossier, try? procedure(of: dossier), tasks: [])), by: actor
        ).isAllowed
    }

    private func line(of kind: SlipKind, in view: DossierView) -> HistoryLine? {
        view.history.last { $0.event == kind.event && !$0.wasUndone }
    }

    /// Where the dossier stands in its unit's book of the year: volume and number, both from 1.
    func bookPlace(of dossier: Dossier) async throws -> (volume: Int, position: Int)? {
        guard let code = dossier.code, let acceptedAt = dossier.acceptedAt else { return nil }
        let year = directory.zone.day(acceptedAt).components.year
        let from = SlipStore.range(dossier.receiving, year).from
        let position = try await database.read { transaction in
            try transaction.first(SlipStore.position, [.text(from), .text(code)]) { Int($0.int(0)) } ?? 0
        }
        return position == 0 ? nil : ((position - 1) / TrackingBook.volumeSize + 1, position)
    }

    func sentSupplement(of dossier: ID<Dossier>, at instant: Instant) async throws -> SupplementChange? {
        try await database.read { transaction in
            try CaseReader.supplements(of: dossier, in: transaction)
                .first { $0.state == .sent && $0.requestedAt == instant }
        }
    }
}
