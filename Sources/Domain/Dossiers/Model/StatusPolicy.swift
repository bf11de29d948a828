/// The one static table of how named events move a dossier's status. An edge that is not here does not exist.
///
/// Source: `domain.md` 1.4 (codes synchronised with the national portal) and Decree 61/2018 Art. 17–20.
package enum StatusPolicy {
    package struct Edge: Sendable, Hashable {
        package let from: DossierStatus
        package let event: EventName
        package let to: DossierStatus
    }

    /// Events that change the status.
    package static let edges: [Edge] =
        edge([.lodged], .accepted, .accepted)
        + edge([.lodged], .refusedAtIntake, .refusedAtIntake)
        + edge([.lodged, .accepted, .working], .supplementRequested, .awaitingSupplement)
        + edge([.accepted], begins, .working)
        + edge([.lodged, .accepted, .working], .paymentAsked, .awaitingPayment)
        + edge([.working], .released, .released)
        + edge([.released], .returned, .returned)
        + edge([.lodged, .accepted, .working, .awaitingSupplement, .awaitingPayment], .withdrawn, .withdrawn)
        + edge([.accepted, .working, .awaitingSupplement, .awaitingPayment], .stopped, .stopped)

    /// Where the answer to a supplement or a payment leads depends on whether the dossier was accepted before.
    package static let branching: [Edge] =
        edge([.awaitingSupplement], .supplemented, .lodged)
        + edge([.awaitingSupplement], .supplemented, .working)
        + edge([.awaitingPayment], .paymentReceived, .accepted)
        + edge([.awaitingPayment], .paymentReceived, .working)

    /// The first of these after acceptance means that somebody has begun.
    package static let begins: Set<EventName> = [
        .assigned, .examined, .inspected, .drafted, .reviewed, .signed, .recorded, .numberReceived, .numberRejected,
        .proofConfirmed, .verificationAsked, .consulted, .sentBack, .refused,
    ]

    /// Statuses in which an event that leaves the status alone may happen.
    package static let open: Set<DossierStatus> = [.lodged, .accepted, .working, .awaitingSupplement, .awaitingPayment]

    /// The status after `event`, or nil when the event is not possible now.
    /// - Parameter wasAccepted: whether the dossier had been accepted, and `begun` whether anyone had begun.
    package static func next(
        after status: DossierStatus, _ event: EventName, wasAccepted: Bool, begun: Bool
    ) -> DossierStatus? {
        switch event {
        case .supplemented:
            return status == .awaitingSupplement ? (wasAccepted ? .working : .lodged) : nil
        case .paymentReceived:
            if status == .awaitingPayment { return begun ? .working : .accepted }
            // Money taken at the counter while nothing waits for it changes no status.
            return status == .released || open.contains(status) ? status : nil
        case .assigned where status == .lodged || status == .released:
            // Who checks, or who hands over, is given work without the dossier moving.
            return status
        // A mirrored dossier's status is its owner's word (`CaseWork.mirror`), not an edge of ours.
        case .undone, .noted, .related, .mirrored:
            return status
        case .rated:
            return RatingPolicy.statuses.contains(status) ? status : nil
        case .corrected, .resultRevoked:
            return status == .returned || status == .released ? status : nil
        default:
            if let edge = table[Key(status: status, event: event)] { return edge }
            return changesStatus.contains(event) ? nil : (staysPossible(status, event) ? status : nil)
        }
    }

    /// Events that leave the status alone need a dossier that is still open (or, for waiting ones, not yet returned).
    private static func staysPossible(_ status: DossierStatus, _ event: EventName) -> Bool {
        switch event {
        case .overdueNoticed, .alerted, .reminded, .apologised, .givenBack, .transferred:
            open.contains(status) || status == .released
        // `lodged` is how a dossier begins; nothing lodges it again, because only a new one has that use case.
        case .lodged, .joined, .refusalProposed, .refusalDeclined, .forwarded: status == .lodged
        case .answered, .answerSilent, .extendedByLaw, .paused, .resumed, .stopProposed, .stopDeclined,
            .supplementDrafted, .paperAdded, .originalCompared:
            open.contains(status)
        // The register is brought up to date after the result exists (procedures.md 3.10, L13).
        case .recorded: status == .working || status == .released
        default: status == .working
        }
    }

    private struct Key: Hashable {
        let status: DossierStatus
        let event: EventName
    }

    private static let table = Dictionary(
        edges.map { (Key(status: $0.from, event: $0.event), $0.to) }, uniquingKeysWith: { first, _ in first })

    private static let changesStatus: Set<EventName> = Set(edges.map(\.event)).subtracting(begins)

    private static func edge(_ from: [DossierStatus], _ event: EventName, _ to: DossierStatus) -> [Edge] {
        from.map { Edge(from: $0, event: event, to: to) }
    }

    private static func edge(_ from: [DossierStatus], _ events: Set<EventName>, _ to: DossierStatus) -> [Edge] {
        events.flatMap { edge(from, $0, to) }
    }
}
