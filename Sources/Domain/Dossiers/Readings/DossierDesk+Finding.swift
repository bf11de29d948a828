import Catalogue
package import Civic
package import Directory
import Store

/// Finding dossiers, and a resident's own.
extension DossierDesk {
    /// By code or reference; nil when there is none, or none this officer may know of.
    package func find(code: String, by actor: Actor) async throws -> ID<Dossier>? {
        guard let id = try await id(labelled: code) else { return nil }
        let state = try await state(of: id)
        let question = question(.seeDossier, by: actor, on: .dossier(sight(of: state)))
        return AccessPolicy.decide(question).isAllowed ? id : nil
    }

    /// By the beginning of a name, without diacritics, within the officer's units.
    package func search(name: String, by actor: Actor) async throws -> [WorklistRow] {
        guard let officer = actor.officer else { throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason) }
        let folded = VietnameseText.fold(name)
        guard folded.count >= 2 else { return [] }
        let units = Set(seats(of: officer).map(\.unit)).filter { seesDossiers(of: $0, by: actor) }
        return try await database.read { transaction in
            var found: [ID<Dossier>: WorklistRow] = [:]
            for unit in units {
                for statement in [WorklistStore.byCompetentName, WorklistStore.byReceivingName] {
                    try transaction.forEach(
                        statement, [.text(unit.text), .text(folded), .text(folded + "\u{10FFFF}"), .int(50)]
                    ) { row in
                        found[row.id(0)] = try Self.dossierRow(row)
                    }
                }
            }
            return try found.values.filter { try isSeen($0.dossier, by: actor, in: transaction) }
                .sorted { ($0.applicantName, $0.dossier) < ($1.applicantName, $1.dossier) }
        }
    }

    /// The dossiers of the resident, or of whom they act for, newest first.
    package func mine(by actor: Actor) async throws -> [ResidentRow] {
        guard case .resident(_, let onBehalfOf) = actor.standing else { return [] }
        let subject = onBehalfOf ?? actor.subject
        return try await database.read { transaction in
            var rows: [ResidentRow] = []
            for statement in [WorklistStore.ofApplicant, WorklistStore.ofSubmitter] {
                rows += try transaction.all(statement, [.id(subject), .int(200)]) { row in
                    guard let status = DossierStatus(rawValue: Int(row.int(3))) else {
                        throw StoreError.damaged("dossier \(row.int(0)) has no known status")
                    }
                    let needs: TrackingView.NeededAction? =
                        switch status {
                        case .awaitingSupplement: .supplement(until: nil)
                        case .awaitingPayment: .payment
                        case .released: .collect
                        default: row.isNull(7) ? nil : .proof(until: row.instant(7))
                        }
                    return ResidentRow(
                        dossier: row.id(0), label: row.text(1), procedure: row.text(2), status: status,
                        outcome: row.optionalText(4).flatMap(DossierOutcome.init(rawValue:)), lodgedAt: row.instant(5),
                        due: row.optionalInstant(6), needsAction: needs)
                }
            }
            return rows.sorted { $0.dossier > $1.dossier }
        }
    }

    // MARK: - Inbox

    package func notices(by actor: Actor) async throws -> [InboxNotice] {
        let now = clock.now()
        return try await database.read { transaction in
            try transaction.all(WorklistStore.notices, [.id(actor.subject), .instant(now), .int(100)]) { row in
                InboxNotice(
                    id: row.int(0), dossier: row.id(1), label: row.text(2),
                    event: EventName(rawValue: row.text(3)) ?? .noted, at: row.instant(4), isRead: !row.isNull(5))
            }
        }
    }

    package func markRead(_ notice: Int64, by actor: Actor) async throws {
        let now = clock.now()
        try await database.write("markRead") {
            try $0.execute(WorklistStore.markRead, [.instant(now), .id(actor.subject), .int(notice)])
        }
    }
}
