import Catalogue
import Civic
import Directory
import Dossiers
import Rules

/// What the desk does with a dossier before and beside its process.
package enum Operations {}

extension Operations {
    private static let desk: AccessRule = .officer([.counterOfficer, .deskHead])

    static let intake: [Operation] = [
        Operation(
            name: "acceptDossier", method: .post, path: "/dossiers/{dossier}/acceptance", tag: .desk, access: desk,
            summary: LocalizedText(
                vi: "Tiếp nhận hồ sơ: cấp mã, ghi ngày hẹn trả", en: "Accept: the code and the due date are given"),
            carries: [.version], body: .object([]), answer: Faces.accepted.shape, answersVersion: true
        ) { house, call in
            let receipt = try await house.desk.accept(try call.id("dossier"), expecting: call.expected, by: call.actor)
            return .render(Faces.accepted, receipt, version: receipt.version)
        },
        .change(
            "requestSupplement", "/dossiers/{dossier}/supplement-request", .desk, .anyOfficer,
            vi: "Yêu cầu bổ sung, nêu tất cả các mục trong một lần",
            en: "Ask for a supplement, naming everything at once",
            body: [Shape.Member("items", .list(itemShape, most: 100))]
        ) { house, call in
            try await house.desk.requestSupplement(
                try call.id("dossier"), expecting: call.expected, items: try items(of: call), by: call.actor)
        },
        .change(
            "proposeRefusal", "/dossiers/{dossier}/refusal-proposal", .desk, desk,
            vi: "Đề nghị không tiếp nhận", en: "Propose to refuse at intake",
            body: [Shape.Member("reason", .text(2_000))]
        ) { house, call in
            try await house.desk.proposeRefusal(
                try call.id("dossier"), expecting: call.expected, reason: call.text("reason"), by: call.actor)
        },
        decision(
            "decideRefusal", "refusal-decision", member: "confirm", vi: "Duyệt đề nghị không tiếp nhận",
            en: "Decide a proposed refusal"
        ) { house, dossier, expected, yes, reason, actor in
            try await house.desk.decideRefusal(dossier, expecting: expected, confirm: yes, reason: reason, by: actor)
        },
        decision(
            "decideSupplement", "supplement-decision", member: "approve", vi: "Duyệt lần yêu cầu bổ sung thêm",
            en: "Decide a further supplement round"
        ) { house, dossier, expected, yes, reason, actor in
            try await house.desk.decideSupplement(dossier, expecting: expected, approve: yes, reason: reason, by: actor)
        },
        decision(
            "decideStop", "stop-decision", member: "confirm", vi: "Duyệt dừng giải quyết do không bổ sung",
            en: "Decide whether an unanswered dossier is stopped"
        ) { house, dossier, expected, yes, reason, actor in
            try await house.desk.decideStop(dossier, expecting: expected, confirm: yes, reason: reason, by: actor)
        },
        .change(
            "forwardDossier", "/dossiers/{dossier}/forwarding", .desk, desk,
            vi: "Chuyển đến điểm tiếp nhận đúng", en: "Hand it to the service point that is the right one",
            body: [Shape.Member("unit", .text(35)), Shape.Member("reason", .text(2_000))]
        ) { house, call in
            try await house.desk.forward(
                try call.id("dossier"), expecting: call.expected, to: try call.unit(call.text("unit"), at: "/unit"),
                reason: call.text("reason"), by: call.actor)
        },
        .change(
            "payAtCounter", "/dossiers/{dossier}/counter-payment", .desk, desk,
            vi: "Ghi nhận nộp tiền tại quầy", en: "Record money taken at the counter",
            body: [Shape.Member("receiptNumber", .text(60))]
        ) { house, call in
            try await house.desk.payAtCounter(
                try call.id("dossier"), expecting: call.expected, receiptNumber: call.text("receiptNumber"),
                by: call.actor)
        },
        .change(
            "apologise", "/dossiers/{dossier}/apology", .desk, .anyOfficer,
            vi: "Xin lỗi và hẹn lại ngày trả", en: "Apologise and give a new date, once",
            body: [Shape.Member("newDate", .day), Shape.Member("reason", .text(2_000))]
        ) { house, call in
            try await house.desk.apologise(
                try call.id("dossier"), expecting: call.expected, newDate: try call.day("newDate"),
                reason: call.text("reason"), by: call.actor)
        },
        .change(
            "undo", "/dossiers/{dossier}/undo", .desk, .anyOfficer,
            vi: "Hoàn tác thao tác vừa làm (trong 30 giây)", en: "Take back what was just done (within 30 seconds)"
        ) { house, call in
            try await house.desk.undo(try call.id("dossier"), expecting: call.expected, by: call.actor)
        },
    ]

    private static func decision(
        _ name: String, _ end: String, member: String, vi: String, en: String,
        decide: @escaping @Sendable (APIHouse, ID<Dossier>, Int64, Bool, String, Actor) async throws -> Int64
    ) -> Operation {
        .change(
            name, "/dossiers/{dossier}/\(end)", .desk, .anyOfficer, vi: vi, en: en,
            body: [Shape.Member(member, .boolean), Operation.reasonMember]
        ) { house, call in
            try await decide(
                house, try call.id("dossier"), call.expected, call.flag(member), call.text("reason"), call.actor)
        }
    }

    private static let itemShape = Shape.named(
        "SupplementItemIn",
        .object([
            Shape.Member("field", .text(200), isRequired: false, note: "Exactly one of field and document."),
            Shape.Member("document", .text(200), isRequired: false),
            Shape.Member("reason", .text(2_000)),
            Shape.Member("reasonCode", .text(100), isRequired: false, note: "Of a ready reason of the city."),
        ]))

    private static func items(of call: Call) throws -> [SupplementItem] {
        try (call.body["items"]?.items ?? []).enumerated().map { index, item in
            let reason = item["reason"]?.stringValue ?? ""
            let code = item["reasonCode"]?.stringValue
            switch (item["field"]?.stringValue, item["document"]?.stringValue) {
            case (let field?, nil): return SupplementItem(target: .field(field), reason: reason, code: code)
            case (nil, let document?): return SupplementItem(target: .document(document), reason: reason, code: code)
            default:
                throw APIProblem.body([
                    BodyFault(
                        "/items/\(index)", vi: "Nêu đúng một trong field, document.", en: "Name one of field, document."
                    )
                ])
            }
        }
    }
}
