package import Catalogue
package import Civic
package import Directory
import Store

/// The end of a released result: taken back, or replaced by that of a dossier which puts it right.
extension DossierDesk {
    /// Whether the actor may do either.
    package func mayEndResult(of dossier: Dossier, by actor: Actor) -> Bool {
        let facts = CaseFacts.of(dossier, try? procedure(of: dossier), tasks: [])
        return directory.decide(.endResult, on: .dossier(facts), by: actor).isAllowed
    }

    /// Takes a result back and says so, with its reason: in the history, and to the applicant.
    ///
    /// - Parameter result: its code, as the paper bears it.
    /// - Throws: `DossierProblem.forbidden`, `.versionChanged`, `.notNow`, `.reasonMissing`; what the press says of the
    ///   result.
    package func revokeResult(
        _ result: String, of id: ID<Dossier>, expecting: Int64, reason: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: id)
        try require(.endResult, by: actor, on: .dossier(caseFacts(of: state)))
        guard !reason.isEmpty else { throw DossierProblem.reasonMissing }
        let end = try await results.revoke(result, of: id, reason: reason, by: actor)
        return try await perform(
            on: state, expecting: expecting, by: actor, useCase: "revokeResult", also: end.apply
        ) { work in
            try work.happen(.resultRevoked, reason, unit: state.dossier.competent)
        }.version
    }

    /// Opens the dossier that puts a result right: the same people, the answers as they should have been. It goes its whole
    /// way, and its result replaces the wrong one when it is released. Nobody pays for an error of the city.
    ///
    /// - Parameter key: stands for one press of one button.
    /// - Throws: `DossierProblem.forbidden`, `.notNow`, `.reasonMissing`, `.beingCorrected`, and whatever stands in the
    ///   way of lodging.
    package func correctResult(
        of id: ID<Dossier>, answers: Answers, reason: String, key: String, by actor: Actor
    ) async throws -> LodgingReceipt {
        let state = try await state(of: id)
        let dossier = state.dossier
        try require(.endResult, by: actor, on: .dossier(caseFacts(of: state)))
        guard !reason.isEmpty else { throw DossierProblem.reasonMissing }
        let (parties, corrections) = try await database.read { transaction in
            (
                try CaseReader.parties(of: id, in: transaction),
                try transaction.all(DossierStore.relations, [.id(id)]) { ($0.id(0, of: Dossier.self), $0.text(2)) }
                    .filter { $0.1 == "corrected_by" }.map(\.0)
            )
        }
        guard let applicant = parties.first(where: { $0.part == .applicant }) else { throw DossierProblem.notFound }
        var filing = Filing(
            procedure: dossier.procedure, channel: .counter, answers: answers, applicant: applicant.person,
            others: parties.filter { $0.part != .applicant }, receiving: dossier.receiving, idempotencyKey: key,
            correctionOf: id)
        filing.correctionReason = reason
        for other in corrections {
            // The same press again is answered by its key; another correction has to wait for this one.
            let open = try await self.state(of: other).dossier
            if !open.status.isFinal, open.facts[Dossier.correctionKeyFact] != key {
                throw DossierProblem.beingCorrected(open.label)
            }
        }
        return try await lodge(filing, by: actor)
    }
}
