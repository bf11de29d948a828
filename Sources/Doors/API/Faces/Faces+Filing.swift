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

    private static let bundlePart = Face<BundleOffer.Part>(
        "BundlePart",
        [
            .text("procedure") { $0.procedure.code }, .words("name") { $0.procedure.name },
            .text("unit") { $0.unit.text },
        ])

    private static let bundleOffer = Face<BundleOffer>(
        "BundleOffer", [.text("bundle") { $0.bundle }, .list("parts", bundlePart, most: 50) { $0.parts }])

    struct Previewed: Sendable {
        let filing: FilingPreview
        let bundles: [BundleOffer]
    }

    /// Before anything is written: what it would cost, need and take, and what may be asked for in the same filing.
    static let preview = Face<Previewed>(
        "FilingPreview",
        [
            .text("procedure") { $0.filing.procedure.code },
            .text("procedureVersion") { $0.filing.procedure.version },
            .list("documents", document) { $0.filing.documents },
            .list("payments", payment) { $0.filing.payments },
            .text("competentUnit") { $0.filing.competent.text },
            .text("receivingUnit") { $0.filing.receiving.text },
            .text("dueLocal") { $0.filing.due.at.iso },
            .list("reasons", dueReason) { $0.filing.due.reasons },
            .text("ground") { $0.filing.limit.ground },
            .list("bundles", bundleOffer, most: 50) { $0.bundles },
        ])

    /// What a bundle's press made: the lead as any lodging, beside it a dossier of each other part.
    static let lodgedBundle = Face<BundleReceipt>(
        "LodgedBundle",
        [
            .face("lead", lodged) { $0.lead },
            Face.Member("parts", .list(.id, most: 50)) { .array($0.parts.map { .string($0.description) }) },
        ])

    /// The dossiers filed at once, the one asked for first; none where it was filed alone.
    static let bundle = Face<BundleView>(
        "BundleView",
        [.list("items", dossier, most: 50) { $0.dossiers }, .boolean("ended") { $0.hasEnded }])

    private static let ratingAnswer = Face<(key: Int, value: Rating.Answer)>(
        "RatingAnswer",
        [
            Face.Member("question", RatingBody.question) { .int(Int64($0.key)) },
            .oneOf("answer") { $0.value },
        ])

    private static let rating = Face<Rating>(
        "Rating",
        [
            .boolean("satisfied") { $0.isSatisfied },
            .list("answers", ratingAnswer, most: RatingPolicy.questions.count) { rating in
                rating.answers.sorted { $0.key < $1.key }.map { $0 }
            },
            .text("words") { $0.words },
        ])

    /// Until when it may be given or changed, null where there is nothing to rate; and what was said.
    static let ratingOffer = Face<RatingOffer?>(
        "RatingOffer",
        [
            .optionalInstant("until") { $0?.until },
            .optionalFace("given", rating) { $0?.given },
        ])
}
