import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Faces {
    static let neededAction = Face<TrackingView.NeededAction>(
        "NeededAction",
        [
            Face.Member("what", .oneOf(["supplement", "proof", "payment", "collect"])) { .string($0.word) },
            .optionalInstant("until") { $0.until },
        ])

    static let holder = Face<TrackingView.Holder>(
        "Holder",
        [
            .text("unit") { $0.unit.text }, .text("step") { $0.step.vi }, .words("stepName") { $0.step },
            .optionalInstant("due") { $0.due },
        ])

    static let trackedStep = Face<TrackingView.TrackedStep>(
        "TrackedStep", [.oneOf("event") { $0.event }, .instant("at") { $0.at }])

    static let trackingDetail = Face<TrackingView.Detail>(
        "TrackingDetail",
        [
            .instant("lodgedAt") { $0.lodgedAt },
            .optionalInstant("acceptedAt") { $0.acceptedAt },
            .optionalInstant("due") { $0.due },
            .list("reasons", dueReason) { $0.dueReasons },
            .text("clock") { $0.clock.rawValue },
            .list("holders", holder) { $0.holders },
            .list("steps", trackedStep) { $0.steps },
            .optionalFace("needsAction", neededAction) { $0.needsAction },
        ])

    static let tracking = Face<TrackingView>(
        "Tracking",
        [
            .text("label") { $0.label },
            .text("procedure") { $0.procedure },
            .face("status", status) { $0.status },
            .optionalOneOf("outcome") { $0.outcome },
            .integer("progress") { Int64($0.progress) },
            .optionalFace("detail", trackingDetail) { $0.detail },
            .optionalInstant("asOf") { $0.asOf },
        ])

    static let residentRow = Face<ResidentRow>(
        "ResidentRow",
        [
            .id("dossier") { $0.dossier },
            .text("label") { $0.label },
            .text("procedure") { $0.procedure },
            .face("status", status) { $0.status },
            .optionalOneOf("outcome") { $0.outcome },
            .instant("lodgedAt") { $0.lodgedAt },
            .optionalInstant("due") { $0.due },
            .optionalFace("needsAction", neededAction) { $0.needsAction },
        ])

    static let residentPage = Face<ResidentPage>(
        "ResidentPage",
        [
            .list("items", residentRow, most: 200) { $0.rows },
            .optionalText("next") { $0.next?.text },
        ])

    static let notice = Face<InboxNotice>(
        "Notice",
        [
            .text("id") { String($0.id) },
            .id("dossier") { $0.dossier },
            .text("label") { $0.label },
            .oneOf("event") { $0.event },
            .instant("at") { $0.at },
            .boolean("read") { $0.isRead },
        ])
}

extension TrackingView.NeededAction {
    fileprivate var word: String {
        switch self {
        case .supplement: "supplement"
        case .proof: "proof"
        case .payment: "payment"
        case .collect: "collect"
        }
    }

    fileprivate var until: Instant? {
        switch self {
        case .supplement(let until), .proof(let until): until
        case .payment, .collect: nil
        }
    }
}
