package import Catalogue
package import Civic
package import Directory

/// Everything an officer's case page or a resident's own page needs, read in one snapshot.
package struct DossierView: Sendable {
    package let dossier: Dossier
    package let tasks: [WorkTask]
    package let ledger: [DeadlineEntry]
    package let parties: [Party]
    package let units: [DossierUnit]
    package let answers: Answers
    package let papers: [FiledPaper]
    package let payments: [PaymentLine]
    /// The open request for a supplement, when there is one.
    package let supplement: SupplementRequest?
    package let notes: [DossierNote]
    /// By officers, of single papers.
    package let checks: [PaperCheck]
    package let related: [RelatedDossier]
    package let history: [HistoryLine]
    /// What may still be undone, by whom and until when.
    package let undo: UndoOffer?
    /// The file that its answers and the words of its history were moved to; nil: all is here.
    package let archivedIn: String?
}

package struct DossierUnit: Sendable, Equatable {
    package let relation: UnitRelation
    package let unit: UnitCode
}

package struct HistoryLine: Sendable {
    package let number: Int64
    package let event: EventName
    package let at: Instant
    package let effective: Instant
    package let actor: ID<Subject>
    /// Name and unit of who did it, from the event's body; empty when that was erased.
    package let actorName: String
    package let unit: String?
    /// The officer's words: reason, what was asked, what was answered.
    package let text: String
    package let step: String?
    package let wasUndone: Bool
}

package struct DossierNote: Sendable {
    package let at: Instant
    package let authorName: String
    package let text: String
}

/// An officer read a paper beside the answers. Like a note it is for colleagues, and decides nothing.
package struct PaperCheck: Sendable, Equatable {
    package let upload: Int64
    package let officer: ID<Subject>
    package let officerName: String
    package let at: Instant
    /// The questions whose answers it bears out, by the officer's tick.
    package let fields: [String]
}

package struct RelatedDossier: Sendable, Equatable {
    package let dossier: ID<Dossier>
    package let label: String
    package let relation: String
}

package struct SupplementRequest: Sendable {
    package let round: Int
    package let requestedAt: Instant
    package let items: [SupplementItem]
    /// When an unanswered request is proposed for closing.
    package let closesAt: Instant?
    /// Waiting for the leader before it goes out.
    package let awaitsApproval: Bool
}

/// Counter payment: three amounts and, once paid, the receipt number.
package struct PaymentLine: Sendable, Codable, Equatable {
    package let fee: String
    package let name: LocalizedText
    package let due: Dong
    package let borne: Dong
    package let toPay: Dong
    package var receiptNumber: String?
    package var paidAt: Instant?

    package init(
        fee: String, name: LocalizedText, due: Dong, borne: Dong, toPay: Dong, receiptNumber: String? = nil,
        paidAt: Instant? = nil
    ) {
        self.fee = fee
        self.name = name
        self.due = due
        self.borne = borne
        self.toPay = toPay
        self.receiptNumber = receiptNumber
        self.paidAt = paidAt
    }
}

package struct UndoOffer: Sendable, Equatable {
    package let event: EventName
    package let by: ID<Subject>
    package let until: Instant
}
