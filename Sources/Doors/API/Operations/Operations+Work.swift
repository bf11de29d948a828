import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Operations {
    static let work: [Operation] = [
        .change(
            "claimTask", "/tasks/{task}/claim", .work, .anyOfficer, vi: "Nhận việc về mình", en: "Take a task"
        ) { house, call in
            try await house.desk.claim(try call.id("task"), expecting: call.expected, by: call.actor)
        },
        .change(
            "assignTask", "/tasks/{task}/assignment", .work, .anyOfficer, vi: "Giao việc cho một người",
            en: "Assign a task to an officer",
            body: [Shape.Member("officer", .id), Operation.reasonMember]
        ) { house, call in
            guard let officer = ID<Officer>(call.text("officer")) else { throw APIProblem.badParameter("officer") }
            return try await house.desk.assign(
                try call.id("task"), expecting: call.expected, to: officer, reason: call.text("reason"), by: call.actor)
        },
        Operation(
            name: "act", method: .post, path: "/tasks/{task}/actions/{action}", tag: .work, access: .anyOfficer,
            summary: LocalizedText(vi: "Thực hiện một thao tác của bước", en: "Do one of the step's actions"),
            carries: [.version], body: .object([Operation.reasonMember]), answer: Faces.progress.shape,
            answersVersion: true
        ) { house, call in
            let progress = try await house.desk.carryOut(
                try call.id("task"), action: call.path["action"] ?? "", expecting: call.expected,
                reason: call.text("reason"), by: call.actor, session: call.session)
            return .render(Faces.progress, progress, version: progress.version)
        },
        .change(
            "ask", "/tasks/{task}/asks", .work, .anyOfficer, vi: "Gửi xác minh hoặc hỏi ý kiến đơn vị khác",
            en: "Ask other units for a verification or an opinion",
            body: [
                Shape.Member("rule", .text(100), note: "An ask the step allows."),
                Shape.Member("units", .list(.text(35), most: 20)), Shape.Member("question", .text(4_000)),
            ]
        ) { house, call in
            let units = try (call.body["units"]?.items ?? []).enumerated().map { index, unit in
                try call.unit(unit.stringValue ?? "", at: "/units/\(index)")
            }
            return try await house.desk.ask(
                try call.id("task"), rule: call.text("rule"), units: units, question: call.text("question"),
                expecting: call.expected, by: call.actor)
        },
        .change(
            "answerAsk", "/tasks/{task}/answer", .work, .anyOfficer, vi: "Trả lời xác minh hoặc ý kiến",
            en: "Answer a verification or a consultation",
            body: [
                Shape.Member("answer", .text(100), note: "One of the answers the ask allows."),
                Shape.Member("text", .text(least: 0, most: 4_000), isRequired: false),
            ]
        ) { house, call in
            try await house.desk.answer(
                try call.id("task"), answer: call.text("answer"), text: call.text("text"), expecting: call.expected,
                by: call.actor)
        },
        Operation(
            name: "addNote", method: .post, path: "/dossiers/{dossier}/notes", tag: .work, access: .anyOfficer,
            summary: LocalizedText(vi: "Ghi chú nội bộ", en: "Leave a note for colleagues"),
            body: .object([Shape.Member("text", .text(4_000))]), success: 204
        ) { house, call in
            try await house.desk.note(try call.id("dossier"), text: call.text("text"), by: call.actor)
            return .done
        },
        Operation(
            name: "relateDossier", method: .post, path: "/dossiers/{dossier}/relations", tag: .work,
            access: .anyOfficer,
            summary: LocalizedText(vi: "Liên kết với hồ sơ khác", en: "Link to another dossier"),
            body: .object([Shape.Member("code", .text(60)), Shape.Member("relation", .text(60))]), success: 204
        ) { house, call in
            try await house.desk.relate(
                try call.id("dossier"), to: call.text("code"), relation: call.text("relation"), by: call.actor)
            return .done
        },
    ]
}
