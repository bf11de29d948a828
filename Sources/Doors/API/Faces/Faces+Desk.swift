import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Faces {
    static let worklistRow = Face<WorklistRow>(
        "WorklistRow",
        [
            .face("task", task) { $0.task },
            .id("dossier") { $0.dossier },
            .integer("version") { $0.version },
            .text("label") { $0.label },
            .text("procedure") { $0.procedure },
            .text("applicantName") { $0.applicantName },
            .face("status", status) { $0.status },
            .optionalInstant("dossierDue") { $0.dossierDue },
            .text("clock") { $0.clock.rawValue },
            .oneOf("heat") { $0.heat },
        ])

    static let worklist = Face<WorklistPage>(
        "Worklist",
        [
            .list("rows", worklistRow, most: 200) { $0.rows },
            .optionalText("next") { $0.next?.text },
            Face.Member("counts", countsShape) { page in
                .object(JSONObject(WorklistKind.allCases.map { ($0.rawValue, .int(Int64(page.counts[$0] ?? 0))) }))
            },
        ])

    private static let countsShape = Shape.named(
        "WorklistCounts",
        .object(WorklistKind.allCases.map { Shape.Member($0.rawValue, .integer(0...1_000), note: "Capped at 1,000.") }))

    static let statisticLine = Face<StatisticLine>(
        "StatisticLine",
        [
            .text("key") { $0.key },
            .integer("received") { Int64($0.received) },
            .integer("accepted") { Int64($0.accepted) },
            .integer("ended") { Int64($0.ended) },
            .integer("granted") { Int64($0.granted) },
            .integer("refused") { Int64($0.refused) },
            .integer("onTime") { Int64($0.onTime) },
            .integer("late") { Int64($0.late) },
            .integer("online") { Int64($0.online) },
            .integer("assisted") { Int64($0.assisted) },
            .integer("supplements") { Int64($0.supplements) },
            .integer("open") { Int64($0.open) },
        ])

    static let lodged = Face<LodgingReceipt>(
        "LodgingReceipt",
        [
            .id("dossier") { $0.dossier },
            .text("reference") { $0.reference },
            .text("secret") { $0.secret },
            .integer("version") { $0.version },
            .boolean("replayed") { $0.isReplay },
        ])

    static let accepted = Face<AcceptanceReceipt>(
        "AcceptanceReceipt",
        [
            .id("dossier") { $0.dossier },
            .text("code") { $0.code },
            .integer("version") { $0.version },
            .instant("due") { $0.due },
            .list("reasons", dueReason) { $0.reasons },
            .face("progress", progress) { $0.progress },
        ])

    static let atOnce = Face<AtOnceReceipt>(
        "AtOnceReceipt",
        [
            .id("dossier") { $0.dossier },
            .text("code") { $0.code },
            .integer("version") { $0.version },
            .instant("due") { $0.due },
            .optionalWords("stoppedAt") { $0.stoppedAt },
            .list("payments", payment) { $0.payments },
            .boolean("replayed") { $0.isReplay },
        ])

    /// A list with nothing else to say; a further page begins at `next`.
    static func page<Value>(_ face: Face<Value>) -> Face<[Value]> {
        Face<[Value]>("\(face.name)List", [.list("items", face) { $0 }])
    }
}

extension WorklistCursor {
    /// Opaque to callers.
    var text: String { "\(due).\(task)" }

    init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let due = Int64(parts[0]), let task = Int64(parts[1]) else { return nil }
        self.init(due: due, task: task)
    }
}
