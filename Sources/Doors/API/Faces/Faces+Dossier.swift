import Catalogue
import Civic
import Directory
import Dossiers
import Rules

/// How the domain's values are written in JSON.
package enum Faces {}

extension Faces {
    /// The version a change made; it is the `ETag` too.
    static let changed = Face<Int64>("Changed", [.integer("version") { $0 }])

    static let status = Face<DossierStatus>(
        "Status",
        [
            .integer("code") { Int64($0.rawValue) },
            .words("text") { $0.plainText },
            .boolean("final") { $0.isFinal },
        ])

    static let dueReason = Face<DueReason>(
        "DueReason",
        [
            .words("text") { reason in
                LocalizedText(vi: reason.text(.vi), en: reason.text(.en))
            }
        ])

    static let dossier = Face<Dossier>(
        "Dossier",
        [
            .id("id") { $0.id },
            .integer("version") { $0.version },
            .optionalText("code") { $0.code },
            .text("reference") { $0.reference },
            .text("procedure") { $0.procedure },
            .text("procedureVersion") { $0.procedureVersion },
            .oneOf("channel") { $0.channel },
            .face("status", status) { $0.status },
            .optionalOneOf("outcome") { $0.outcome },
            .text("applicantName") { $0.applicantName },
            .boolean("assisted") { $0.assistedBy != nil },
            .text("receivingUnit") { $0.receiving.text },
            .text("competentUnit") { $0.competent.text },
            .text("returningUnit") { $0.returning.text },
            .instant("lodgedAt") { $0.lodgedAt },
            .optionalInstant("acceptedAt") { $0.acceptedAt },
            .optionalInstant("due") { $0.due },
            .optionalInstant("originalDue") { $0.originalDue },
            .optionalInstant("releasedAt") { $0.releasedAt },
            .optionalInstant("endedAt") { $0.endedAt },
            .text("clock") { $0.clock.rawValue },
            .integer("supplementRounds") { Int64($0.supplementRounds) },
            .boolean("apologised") { $0.hasApologised },
            .optionalID("correctionOf") { $0.correctionOf },
        ])

    static let ledgerEntry = Face<DeadlineEntry>(
        "DeadlineEntry",
        [
            .integer("number") { Int64($0.number) },
            .oneOf("kind") { $0.kind },
            .instant("at") { $0.at },
            .instant("effective") { $0.effective },
            .optionalInstant("due") { $0.due },
            .list("reasons", dueReason) { $0.reasons },
            .text("ground") { $0.ground },
            .text("calendarRevision") { $0.calendarRevision },
        ])

    static let party = Face<Party>(
        "Party",
        [
            .text("part") { $0.part.rawValue },
            .text("role") { $0.role },
            .text("name") { $0.person.name },
            .text("kind") { $0.person.kind.rawValue },
        ])

    static let dossierUnit = Face<DossierUnit>(
        "DossierUnit", [.oneOf("relation") { $0.relation }, .text("unit") { $0.unit.text }])

    static let paper = Face<FiledPaper>(
        "FiledPaper",
        [.text("document") { $0.document }, .text("upload") { String($0.upload) }, .text("name") { $0.name }])

    static let payment = Face<PaymentLine>(
        "PaymentLine",
        [
            .text("fee") { $0.fee },
            .words("name") { $0.name },
            .integer("due") { $0.due.amount },
            .integer("borne") { $0.borne.amount },
            .integer("toPay") { $0.toPay.amount },
            .optionalText("receiptNumber") { $0.receiptNumber },
            .optionalInstant("paidAt") { $0.paidAt },
        ])

    static let supplementItem = Face<SupplementItem>(
        "SupplementItem",
        [
            .optionalText("field") { if case .field(let id) = $0.target { id } else { nil } },
            .optionalText("document") { if case .document(let id) = $0.target { id } else { nil } },
            .text("reason") { $0.reason },
            .optionalText("reasonCode") { $0.code },
        ])

    static let supplement = Face<SupplementRequest>(
        "SupplementRequest",
        [
            .integer("round") { Int64($0.round) },
            .instant("requestedAt") { $0.requestedAt },
            .list("items", supplementItem) { $0.items },
            .optionalInstant("closesAt") { $0.closesAt },
            .boolean("awaitsApproval") { $0.awaitsApproval },
        ])
}
