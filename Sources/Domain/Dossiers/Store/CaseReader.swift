import Catalogue
package import Civic
import Directory
import Journal
package import Store

/// Reads dossiers in one snapshot.
package enum CaseReader {
    package static func state(of id: ID<Dossier>, in transaction: any Transaction) throws -> CaseState? {
        guard
            let (dossier, ledgerCount) = try transaction.first(
                DossierStore.stateByID, [.id(id)], { (try Dossier($0), Int($0.int(29))) })
        else { return nil }
        var state = CaseState(dossier: dossier, ledgerCount: ledgerCount)
        // A dossier has a handful of tasks on neighbouring rows: one statement tells the open ones and the answers.
        try transaction.forEach(TaskStore.ofDossier, [.id(id)]) { row in
            if TaskStore.isOpen(row) {
                state.openTasks.append(try TaskStore.decode(row))
            } else if TaskStore.isAnsweredAsk(row) {
                state.asksAnswered += 1
            }
        }
        return state
    }

    package static func exists(_ id: ID<Dossier>, in transaction: any Transaction) throws -> Bool {
        try transaction.first(DossierStore.version, [.id(id)]) { _ in true } ?? false
    }

    /// The dossier alone, without what hangs on it.
    package static func dossier(_ id: ID<Dossier>, in transaction: any Transaction) throws -> Dossier? {
        try transaction.first(DossierStore.byID, [.id(id)]) { try Dossier($0) }
    }

    /// A few of the dossiers with an id before that one which have not ended, by code or reference.
    package static func unended(
        before id: Int64, limit: Int, in transaction: any Transaction
    ) throws -> [String] {
        try transaction.all(DossierStore.unended, [.int(id), .int(limit)]) { $0.text(0) }
    }

    static func ledger(of id: ID<Dossier>, in transaction: any Transaction) throws -> [DeadlineEntry] {
        try transaction.all(DossierStore.ledger, [.id(id)]) { row in
            guard let kind = DeadlineEntry.Kind(rawValue: row.text(1)) else {
                throw StoreError.damaged("a deadline line holds \(row.text(1))")
            }
            return DeadlineEntry(
                number: Int(row.int(0)), kind: kind, at: row.instant(2), effective: row.instant(3),
                due: row.optionalInstant(4), remaining: row.optionalInt(5).map { Minutes(Int($0)) },
                reasons: ColumnJSON.reasons(row.text(6)), ground: row.text(7), calendarRevision: row.text(8))
        }
    }

    static func parties(of id: ID<Dossier>, in transaction: any Transaction) throws -> [Party] {
        try transaction.all(DossierStore.parties, [.id(id)]) { row in
            guard let part = Party.Part(rawValue: row.text(0)), let kind = PartyPerson.Kind(rawValue: row.text(3))
            else { throw StoreError.damaged("a party of dossier \(id) is not known") }
            return Party(
                part: part, role: row.text(1), person: PartyPerson(subject: row.id(2), name: row.text(4), kind: kind))
        }
    }

    static func papers(of id: ID<Dossier>, in transaction: any Transaction) throws -> [FiledPaper] {
        try transaction.all(DossierStore.papers, [.id(id)]) {
            FiledPaper(document: $0.text(0), upload: $0.int(1), name: $0.text(2))
        }
    }

    static func checks(of id: ID<Dossier>, in transaction: any Transaction) throws -> [PaperCheck] {
        try transaction.all(DossierStore.checks, [.id(id)]) {
            PaperCheck(
                upload: $0.int(0), officer: $0.id(1), officerName: $0.text(2), at: $0.instant(3),
                fields: $0.text(4).split(separator: " ").map(String.init))
        }
    }

    /// - Throws: `DossierProblem.archived` when they are no longer in the database.
    static func answers(of id: ID<Dossier>, in transaction: any Transaction) throws -> Answers {
        guard let text = try transaction.first(DossierStore.answers, [.id(id)], { $0.text(0) }) else {
            if let file = try archive(of: id, in: transaction) { throw DossierProblem.archived(file) }
            return Answers()
        }
        guard let answers = Answers(bytes: Array(text.utf8)) else {
            throw StoreError.damaged("the answers of dossier \(id) cannot be read")
        }
        return answers
    }

    /// The file that its answers and history were moved to; nil when they are here.
    static func archive(of id: ID<Dossier>, in transaction: any Transaction) throws -> String? {
        try Journal.archive(of: id.rawValue, from: "dossier_answers", in: transaction)
    }

    static func payments(of id: ID<Dossier>, in transaction: any Transaction) throws -> [PaymentLine] {
        try transaction.all(DossierStore.payments, [.id(id)]) { row in
            PaymentLine(
                fee: row.text(0), name: LocalizedText(vi: row.text(1), en: row.text(2)), due: Dong(row.int(3)),
                borne: Dong(row.int(4)), toPay: Dong(row.int(5)), receiptNumber: row.optionalText(6),
                paidAt: row.optionalInstant(7))
        }
    }

    /// The newest request in that state: sent to the person, or laid before the leader.
    static func supplement(
        of id: ID<Dossier>, _ state: SupplementChange.State, in transaction: any Transaction
    ) throws -> SupplementChange? {
        try supplements(of: id, in: transaction).first { $0.state == state }
    }

    static func supplements(of id: ID<Dossier>, in transaction: any Transaction) throws -> [SupplementChange] {
        try transaction.all(DossierStore.supplements, [.id(id)]) { row in
            guard let state = SupplementChange.State(rawValue: row.text(1)) else {
                throw StoreError.damaged("a supplement request of dossier \(id) is not known")
            }
            return SupplementChange(
                round: Int(row.int(0)), state: state, items: ColumnJSON.items(row.text(2)),
                requestedAt: row.instant(3), closesAt: row.optionalInstant(4))
        }
    }
}
