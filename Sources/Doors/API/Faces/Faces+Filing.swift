import Catalogue
import Civic
import Dossiers
import Rules

extension Faces {
    static let draft = Face<DraftBook.Draft>(
        "Draft",
        [
            .text("id") { String($0.id) },
            .text("procedure") { $0.procedure },
            .text("procedureVersion") { $0.procedureVersion },
            .oneOf("channel") { $0.channel },
            Face.Member("answers", .answers(most: 2_000)) { $0.answers.json },
            .list("papers", paper) { $0.papers },
            .optionalText("page") { $0.page },
            .integer("revision") { $0.revision },
            .instant("savedAt") { $0.savedAt },
            .instant("expiresAt") { $0.expiresAt },
        ])

    /// Before anything is written: what it would cost, need and take.
    static let preview = Face<FilingPreview>(
        "FilingPreview",
        [
            .text("procedure") { $0.procedure.code },
            .text("procedureVersion") { $0.procedure.version },
            .list("documents", document) { $0.documents },
            .list("payments", payment) { $0.payments },
            .text("competentUnit") { $0.competent.text },
            .text("receivingUnit") { $0.receiving.text },
            .text("dueLocal") { $0.due.at.iso },
            .list("reasons", dueReason) { $0.due.reasons },
            .text("ground") { $0.limit.ground },
        ])
}
