import Catalogue
package import Civic
package import Directory
import Store

/// Where a dossier is: all of it for the receipt's secret or the signed-in person, code and degree of completion for
/// four digits (Circular 01/2018 Art. 16.2.d).
extension DossierDesk {
    package func track(code: String, secret: String, from address: String) async throws -> TrackingView {
        try await publicTracking(try await known(code: code, secret: secret, from: address))
    }

    /// The dossier of whoever holds its receipt.
    func known(code: String, secret: String, from address: String) async throws -> ID<Dossier> {
        try await counted(code, address, Draws.secret) { id in secrets.matches(secret, id) }
    }

    package func lookUp(code: String, lastFour: String, from address: String) async throws -> TrackingView {
        let id = try await counted(code, address, Draws.fourDigits) { id in
            let stored = try await database.read { transaction in
                try transaction.first(DossierStore.fourHash, [.id(id)]) { $0.optionalBlob(0) } ?? nil
            }
            return stored.map { $0 == secrets.fourHash(lastFour.filter(\.isNumber), id) } ?? false
        }
        let view = try await publicTracking(id)
        return TrackingView(
            label: view.label, procedure: view.procedure, status: view.status, outcome: nil, progress: view.progress,
            detail: nil, asOf: view.asOf)
    }

    /// For the person signed in, or the officer beside them.
    package func tracking(_ id: ID<Dossier>, by actor: Actor) async throws -> TrackingView {
        let state = try await state(of: id)
        try require(.seeDossier, by: actor, on: .dossier(sight(of: state)))
        let tracked = try await database.read { try Tracked.of(id, in: $0) }
        return try view(of: tracked, asOf: nil)
    }

    /// A replica may not know a dossier yet: then it is asked for where it was lodged.
    private func publicTracking(_ id: ID<Dossier>) async throws -> TrackingView {
        let seen = try await database.readPublic(seeing: nil) { try Tracked.of(id, in: $0) }
        if let tracked = seen.value { return try view(of: tracked, asOf: seen.asOf) }
        let tracked = try await database.read { try Tracked.of(id, in: $0) }
        return try view(of: tracked, asOf: nil)
    }

    /// The dossier of a code when its secret is right.
    ///
    /// Only wrong secrets use the hour's attempts up: each is counted before it is looked at, so that guesses side by side
    /// cannot pass one check, and a right one is given back. What is right has wide limits of its own.
    private func counted(
        _ code: String, _ address: String, _ draws: (String, String) -> [Throttle.Draw],
        isRight: (ID<Dossier>) async throws -> Bool
    ) async throws -> ID<Dossier> {
        let label = Self.label(code)
        let attempts = draws(label, address)
        try await directory.throttle.take(attempts)
        guard let id = try await id(labelled: code), try await isRight(id), try await isTracked(id) else {
            throw DossierProblem.wrongSecret
        }
        try await directory.throttle.giveBack(attempts)
        try await directory.throttle.take([
            Throttle.Draw(.looksByCode, key: label), Throttle.Draw(.looksByAddress, key: address),
        ])
        return id
    }

    /// A protected dossier is found by no code, not even to say that it is there.
    private func isTracked(_ id: ID<Dossier>) async throws -> Bool {
        try !procedure(of: try await state(of: id).dossier).isProtected
    }

    /// What an attempt counts against.
    private enum Draws {
        static func secret(_ label: String, _ address: String) -> [Throttle.Draw] {
            [
                Throttle.Draw(.trackingByCaller, key: "\(address) \(label)"),
                Throttle.Draw(.trackingByAddress, key: address),
            ]
        }

        static func fourDigits(_ label: String, _ address: String) -> [Throttle.Draw] {
            secret(label, address) + [Throttle.Draw(.fourDigitsByCode, key: label)]
        }
    }

    private func view(of tracked: Tracked?, asOf: Instant?) throws -> TrackingView {
        guard let tracked else { throw DossierProblem.notFound }
        let (state, dossier) = (tracked.state, tracked.state.dossier)
        let detail = TrackingView.Detail(
            lodgedAt: dossier.lodgedAt, acceptedAt: dossier.acceptedAt, due: dossier.due,
            dueReasons: tracked.ledger.last { !$0.reasons.isEmpty }?.reasons ?? [], clock: dossier.clock,
            holders: state.openTasks.filter { $0.seat != .applicant && $0.state == .open }.map {
                TrackingView.Holder(unit: $0.unit, step: stepName($0, of: dossier), due: $0.due)
            },
            steps: TrackedWay.steps(
                tracked.history, proofIsOpen: state.openTasks.contains { $0.seat == .applicant && $0.state == .open }),
            needsAction: Self.neededAction(dossier, state.openTasks, closesAt: tracked.closesAt),
            responsible: dossier.responsible, returning: dossier.returning,
            lateDays: TrackedWay.lateDays(dossier, rules.calendar(for: dossier.competent), at: clock.now()),
            isMirrored: dossier.isMirrored,
            rating: RatingPolicy.closes(dossier, at: clock.now()).map { RatingOffer(until: $0, given: tracked.rating) })
        return TrackingView(
            label: dossier.label, procedure: dossier.procedure, status: dossier.status, outcome: dossier.outcome,
            progress: dossier.progress, detail: detail, asOf: asOf)
    }

    static func neededAction(
        _ dossier: Dossier, _ tasks: [WorkTask], closesAt: Instant?
    ) -> TrackingView.NeededAction? {
        switch dossier.status {
        // What its owner waits for is done at the owner's.
        case _ where dossier.isMirrored: nil
        case .awaitingSupplement: .supplement(until: closesAt)
        case .awaitingPayment: .payment
        case .released: .collect
        default:
            tasks.first { $0.seat == .applicant && $0.state == .open }.map { .proof(until: $0.due) }
        }
    }
}

/// What tracking tells of, from one snapshot.
private struct Tracked: Sendable {
    let state: CaseState
    let ledger: [DeadlineEntry]
    let history: [HistoryLine]
    let closesAt: Instant?
    let rating: Rating?

    static func of(_ id: ID<Dossier>, in transaction: any Transaction) throws -> Tracked? {
        guard let state = try CaseReader.state(of: id, in: transaction) else { return nil }
        return Tracked(
            state: state, ledger: try CaseReader.ledger(of: id, in: transaction),
            history: try HistoryReader.lines(of: id, in: transaction),
            closesAt: try CaseReader.supplement(of: id, .sent, in: transaction)?.closesAt,
            rating: RatingPolicy.statuses.contains(state.dossier.status)
                ? try RatingReader.last(of: id, in: transaction) : nil)
    }
}

extension Dossier {
    /// Share of the way gone, for the look-up that may say no more.
    package var progress: Int {
        switch status {
        case .lodged: 10
        case .accepted: 25
        case .awaitingSupplement, .awaitingPayment: acceptedAt == nil ? 10 : 40
        case .working: facts["signed"] == nil ? 55 : 80
        case .released: 95
        case .refusedAtIntake, .withdrawn, .stopped, .returned: 100
        }
    }
}
