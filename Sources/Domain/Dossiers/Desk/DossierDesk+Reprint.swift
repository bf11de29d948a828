import Catalogue
package import Directory

/// What the receipt and appointment slip says beyond the case page.
package struct SlipLines: Sendable {
    /// Who took the dossier in, whoever prints the slip. Nil before acceptance, and where the name was erased.
    package let officer: String?
    /// For who came on foot: the slip is the only place where they learn it. Who filed online was shown it then.
    package let secret: String?
}

extension DossierDesk {
    /// Whether this actor may print the slip: the counter of the receiving point, for a dossier that was accepted.
    package func mayPrintSlip(_ view: DossierView, by actor: Actor) -> Bool {
        view.dossier.acceptedAt != nil && view.archivedIn == nil
            && directory.decide(
                .printSlip, on: .dossier(sight(of: view.dossier, tasks: view.tasks)), by: actor
            ).isAllowed
    }

    /// - Throws: `DossierProblem.forbidden` for whoever is not of the counter that answers for the slip.
    package func slip(of view: DossierView, by actor: Actor) throws(DossierProblem) -> SlipLines {
        try require(.printSlip, by: actor, on: .dossier(sight(of: view.dossier, tasks: view.tasks)))
        let accepted = view.history.last { $0.event == .accepted && !$0.wasUndone }
        return SlipLines(
            officer: accepted.flatMap { $0.actorName.isEmpty ? nil : $0.actorName },
            secret: view.dossier.channel == .counter ? secrets.secret(of: view.dossier.id) : nil)
    }
}
