import Catalogue
package import Civic
package import Directory
package import Store

/// Originals at the counter: scanned, compared, and their signed copies put in the scan's place.
extension DossierDesk {
    /// Whether this actor may add a scan, or sign that he compared one with its original: the counter that took the
    /// dossier in, or hands it over, while it is open.
    package func mayDigitise(_ dossier: Dossier, by actor: Actor) -> Bool { digitisesAt(dossier, by: actor) != nil }

    /// The counter at which this actor may do so; nil: he may not.
    package func digitisesAt(_ dossier: Dossier, by actor: Actor) -> UnitCode? {
        guard let officer = actor.officer, !dossier.isMirrored, StatusPolicy.open.contains(dossier.status) else {
            return nil
        }
        return [dossier.receiving, dossier.returning].first { officer.holds(.counterOfficer, at: $0) }
    }

    /// Puts a scan made at the counter to the dossier's papers.
    ///
    /// - Parameter paper: an upload of the applicant's.
    /// - Throws: `DossierProblem.forbidden`, `.versionChanged`, `.paperUnknown`.
    package func addPaper(
        _ paper: FiledPaper, to id: ID<Dossier>, expecting: Int64, by actor: Actor
    ) async throws -> Int64 {
        let state = try await digitising(id, by: actor)
        let name = try paperName(paper.document, of: state)
        let last = try await database.read { transaction in
            try transaction.first(DossierStore.lastPaper, [.id(id)]) { $0.int(0) } ?? 0
        }
        let (shelf, owner) = (shelf, state.dossier.applicant)
        return try await perform(
            on: state, expecting: expecting, by: actor, useCase: "addPaper",
            also: { transaction in
                try shelf.file([paper], from: last + 1, with: id, owner: owner, draft: nil, in: transaction)
            }
        ) { try $0.happen(.paperAdded, name, unit: state.dossier.receiving) }.version
    }

    /// Puts the copy that an officer signed in the place of the scan he compared.
    ///
    /// - Parameter writes: the copy itself, in the same transaction.
    /// - Throws: `DossierProblem.forbidden`, `.versionChanged`, `.notFound` where the scan is none of its papers.
    package func replace(
        _ scan: Int64, by copy: FiledPaper, of id: ID<Dossier>, expecting: Int64, by actor: Actor,
        writes: @escaping @Sendable (any Transaction) throws -> Void
    ) async throws -> Int64 {
        let state = try await digitising(id, by: actor)
        let name = try paperName(copy.document, of: state)
        return try await perform(
            on: state, expecting: expecting, by: actor, useCase: "comparePaper",
            also: { transaction in
                try writes(transaction)
                try transaction.execute(
                    DossierStore.replacePaper, [.int(copy.upload), .text(copy.name), .id(id), .int(scan)], changing: 1,
                    else: DossierProblem.notFound)
                try transaction.execute(DossierStore.moveCheck, [.int(copy.upload), .id(id), .int(scan)])
            }
        ) { try $0.happen(.originalCompared, name, unit: state.dossier.receiving) }.version
    }

    private func digitising(_ id: ID<Dossier>, by actor: Actor) async throws -> CaseState {
        let state = try await state(of: id)
        guard mayDigitise(state.dossier, by: actor) else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
        }
        return state
    }

    private func paperName(_ document: String, of state: CaseState) throws -> String {
        guard let rule = try procedure(of: state.dossier).document(document), rule.hand == .submit else {
            throw DossierProblem.paperUnknown(document)
        }
        return rule.name.vi
    }
}
