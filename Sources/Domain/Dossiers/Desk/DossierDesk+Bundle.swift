package import Catalogue
package import Civic
package import Directory
import Store

/// One filing, several procedures: related dossiers made in one write, each with its own owner and clock. There is no
/// parent among them: the bundle is what its dossiers are, and has ended when all of them have.
extension DossierDesk {
    static let bundleRelation = "bundle"

    /// Lodges the lead and, beside it, what other systems decide. The same key lodges once.
    package func lodge(bundle id: String, _ filing: Filing, by actor: Actor) async throws -> BundleReceipt {
        guard let bundle = rules.bundles.first(where: { $0.id == id }), bundle.lead == filing.procedure,
            filing.correctionOf == nil
        else {
            throw DossierProblem.unknownProcedure(id)
        }
        let admission = try await admit(filing, by: actor, .bundle)
        let (filing, now) = (admission.filing, admission.now)
        let plan = try lodgingPlan(admission, by: actor)
        let writer = CaseWriter(plan.work.change, now: now, actor: actor, ids: ids)
        let parts = try parts(of: bundle, admission.preview, filing.channel).map { part in
            let dossier = mirrored(
                ids.next(), part.procedure, filing.channel, filing.applicant, at: part.unit, lodgedAt: now,
                submitter: plan.dossier.submitter)
            return try mirrorPlan(dossier, part.procedure, filing.applicant, by: actor, at: now)
        }
        return try await database.write("lodgeBundle") { transaction in
            if let replay = try plan.replay(in: transaction) {
                return BundleReceipt(lead: replay, parts: try Self.bundled(with: replay.dossier, in: transaction))
            }
            try plan.writeFiling(writer, in: transaction)
            let dossier = try writer.write(in: transaction)
            for part in parts { try part.write(in: transaction) }
            let all = [dossier.id] + parts.map(\.id)
            for one in all {
                for other in all where other != one {
                    try transaction.execute(
                        DossierStore.putRelation, [.id(one), .id(other), .text(Self.bundleRelation)])
                }
            }
            return BundleReceipt(lead: plan.receipt(version: dossier.version), parts: parts.map(\.id))
        }
    }

    /// What may be asked for in the same filing; nothing of a bundle that could not be lodged whole.
    package func bundles(beside preview: FilingPreview, _ channel: Channel) -> [BundleOffer] {
        rules.bundles.filter { $0.lead == preview.procedure.code }.compactMap { bundle in
            guard let parts = try? parts(of: bundle, preview, channel), !parts.isEmpty else { return nil }
            return BundleOffer(bundle: bundle.id, parts: parts)
        }
    }

    /// The parts that these answers of the lead call for.
    private func parts(
        of bundle: ProcedureBundle, _ preview: FilingPreview, _ channel: Channel
    ) throws -> [BundleOffer.Part] {
        let today = directory.zone.day(clock.now())
        let journey = FormJourney(preview.procedure, context(channel, on: today))
        return try journey.parts(of: bundle, preview.answers, in: directory.tree).map { part, unit in
            guard let procedure = rules.procedure(part.procedure, on: today) else {
                throw DossierProblem.unknownProcedure(part.procedure)
            }
            // What the city decided itself would need its own form and its own check.
            guard procedure.isMirrored(channel) else { throw DossierProblem.channelClosed(channel.rawValue) }
            return BundleOffer.Part(procedure: procedure, unit: unit)
        }
    }

    /// The dossiers of the bundle a dossier belongs to that the actor may see, itself first; empty where it belongs to none.
    package func bundle(of id: ID<Dossier>, by actor: Actor) async throws -> BundleView {
        let state = try await state(of: id)
        try require(.seeDossier, by: actor, on: .dossier(sight(of: state)))
        let others = try await database.read { transaction in
            try Self.bundled(with: id, in: transaction).compactMap { other -> Dossier? in
                guard try self.isSeen(other, by: actor, in: transaction) else { return nil }
                return try transaction.first(DossierStore.byID, [.id(other)]) { try Dossier($0) }
            }
        }
        return BundleView(dossiers: others.isEmpty ? [] : [state.dossier] + others)
    }

    private static func bundled(with id: ID<Dossier>, in transaction: any Transaction) throws -> [ID<Dossier>] {
        let related: [(ID<Dossier>, String)] = try transaction.all(DossierStore.relations, [.id(id)]) {
            ($0.id(0), $0.text(2))
        }
        return related.filter { $0.1 == bundleRelation }.map(\.0)
    }
}

/// A bundle that could be lodged now, with who decides each of its parts.
package struct BundleOffer: Sendable {
    package let bundle: String
    package let parts: [Part]

    package struct Part: Sendable {
        package let procedure: Procedure
        package let unit: UnitCode
    }
}

package struct BundleReceipt: Sendable, Equatable {
    package let lead: LodgingReceipt
    package let parts: [ID<Dossier>]
}

package struct BundleView: Sendable {
    package let dossiers: [Dossier]

    package var hasEnded: Bool { !dossiers.isEmpty && dossiers.allSatisfy(\.status.isFinal) }
}
