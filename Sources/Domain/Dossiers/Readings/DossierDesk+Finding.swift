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

    /// By words of a name from any of them on, without diacritics, within the officer's units: who asked, and who else
    /// is named on the dossier (`NameIndex`).
    /// - Parameter subject: only dossiers of this very person, not those of others who have the name.
    package func search(
        name: String, of subject: ID<Subject>? = nil, by actor: Actor
    ) async throws -> [WorklistRow] {
        guard let officer = actor.officer else { throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason) }
        let folded = VietnameseText.fold(name)
        guard folded.count >= 2 else { return [] }
        let units = Set(seats(of: officer).map(\.unit)).filter { !reach(over: $0, by: actor).either.isEmpty }
        let rows = try await database.read { transaction in
            var found: [ID<Dossier>: WorklistRow] = [:]
            for unit in units {
                for statement in [
                    WorklistStore.byCompetentName, WorklistStore.byReceivingName, WorklistStore.byWord,
                ] {
                    try transaction.forEach(
                        statement, [.text(unit.text), .text(folded), .text(folded + "\u{10FFFF}"), .int(50)]
                    ) { row in
                        found[row.id(0)] = try WorklistRow(dossier: row)
                    }
                }
            }
            return try found.values.filter { row in
                guard try isSeen(row.dossier, by: actor, in: transaction) else { return false }
                guard let subject else { return true }
                return try transaction.first(DossierStore.isParty, [.id(row.dossier), .id(subject)]) { _ in true }
                    ?? false
            }
            .sorted { ($0.applicantName, $0.dossier) < ($1.applicantName, $1.dossier) }
        }
        try await look(atList: "search", rows, unit: nil, officer, by: actor)
        return rows
    }

    /// Codes or references, for lists of other rooms that know a dossier by its id alone.
    package func labels(of dossiers: [ID<Dossier>]) async throws -> [ID<Dossier>: String] {
        try await database.read { transaction in
            var labels: [ID<Dossier>: String] = [:]
            for id in Set(dossiers) {
                labels[id] = try transaction.first(DossierStore.byID, [.id(id)]) { try Dossier($0).label }
            }
            return labels
        }
    }

    /// Whether there is one of this code or reference: for the access log, which shows nothing of it.
    package func dossier(labelled label: String) async throws -> ID<Dossier>? { try await id(labelled: label) }

    /// The dossier a task belongs to, open or not.
    package func dossier(of task: ID<WorkTask>) async throws -> ID<Dossier> {
        let found = try await database.read { transaction in
            try transaction.first(TaskStore.byID, [.id(task)]) { try TaskStore.decode($0).dossier }
        }
        guard let found else { throw DossierProblem.taskGone }
        return found
    }

    /// The dossiers of the resident, or of whom they act for: first those that wait for the resident, then the others,
    /// the newest first among each.
    package func mine(
        by actor: Actor, after: ResidentCursor? = nil, limit: Int = 50
    ) async throws -> ResidentPage {
        guard case .resident = actor.standing else { return ResidentPage(rows: [], next: nil) }
        let subject = actor.speaksFor
        let limit = min(max(limit, 1), 200)
        let rows = try await database.read { transaction in
            var rows: [ResidentRow] = []
            var from = after ?? ResidentCursor(waits: true, dossier: ID(.max))
            while rows.count <= limit {
                rows += try Self.rows(of: subject, from, limit: limit + 1 - rows.count, in: transaction)
                guard from.waits else { break }
                from = ResidentCursor(waits: false, dossier: ID(.max))
            }
            return rows
        }
        let page = Array(rows.prefix(limit))
        return ResidentPage(
            rows: page,
            next: rows.count > limit
                ? page.last.map { ResidentCursor(waits: $0.needsAction != nil, dossier: $0.dossier) } : nil)
    }

    private static func rows(
        of subject: ID<Subject>, _ from: ResidentCursor, limit: Int, in transaction: any Transaction
    ) throws -> [ResidentRow] {
        let values: [SQLValue] = [.id(subject), .id(from.dossier), .int(from.waits ? 1 : 0), .int(limit)]
        let rows = try [WorklistStore.ofApplicant, WorklistStore.ofSubmitter, WorklistStore.ofJoint].flatMap {
            statement in
            try transaction.all(statement, values) { row in
                guard let status = DossierStatus(rawValue: Int(row.int(3))) else {
                    throw StoreError.damaged("dossier \(row.int(0)) has no known status")
                }
                return ResidentRow(
                    dossier: row.id(0), label: row.text(1), procedure: row.text(2), status: status,
                    outcome: row.optionalText(4).flatMap(DossierOutcome.init(rawValue:)), lodgedAt: row.instant(5),
                    due: row.optionalInstant(6), needsAction: needed(status, proof: row.optionalInstant(7)))
            }
        }
        return Array(rows.sorted { $0.dossier > $1.dossier }.prefix(limit))
    }

    private static func needed(_ status: DossierStatus, proof: Instant?) -> TrackingView.NeededAction? {
        switch status {
        case .awaitingSupplement: .supplement(until: nil)
        case .awaitingPayment: .payment
        case .released: .collect
        default: proof.map { .proof(until: $0) }
        }
    }

    // MARK: - Inbox

    package func notices(by actor: Actor) async throws -> [InboxNotice] {
        let now = clock.now()
        return try await database.read { transaction in
            try transaction.all(WorklistStore.notices, [.id(actor.speaksFor), .instant(now), .int(100)]) { row in
                InboxNotice(
                    id: row.int(0), dossier: row.id(1), label: row.text(2),
                    event: EventName(rawValue: row.text(3)) ?? .noted, at: row.instant(4), isRead: !row.isNull(5))
            }
        }
    }

    /// How many of the notices `notices` lists are unread.
    package func unreadNotices(of actor: Actor) async throws -> Int {
        let now = clock.now()
        return try await database.read { transaction in
            try transaction.first(WorklistStore.unreadNotices, [.id(actor.subject), .instant(now)]) { Int($0.int(0)) }
                ?? 0
        }
    }

    /// - Parameter notice: the newest that was seen; what came since stays unread.
    package func markAllRead(upTo notice: Int64, by actor: Actor) async throws {
        let now = clock.now()
        try await database.write("markAllRead") {
            try $0.execute(WorklistStore.markAllRead, [.instant(now), .id(actor.subject), .int(notice)])
        }
    }

    package func markRead(_ notice: Int64, by actor: Actor) async throws {
        let now = clock.now()
        try await database.write("markRead") {
            try $0.execute(WorklistStore.markRead, [.instant(now), .id(actor.speaksFor), .int(notice)])
        }
    }
}
