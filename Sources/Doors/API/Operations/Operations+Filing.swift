import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Operations {
    static let filing: [Operation] = [
        Operation(
            name: "lodgeDossier", method: .post, path: "/dossiers", tag: .filing, access: .signedIn,
            summary: LocalizedText(vi: "Nộp hồ sơ", en: "Lodge a dossier"), carries: [.key], body: FilingBody.shape,
            success: 201, answer: Faces.lodged.shape, answersVersion: true
        ) { house, call in
            let receipt = try await house.desk.lodge(try FilingBody.filing(of: call), by: call.actor)
            return Answer(
                status: receipt.isReplay ? 200 : 201, body: Faces.lodged.render(receipt), version: receipt.version,
                location: "/api/v1/dossiers/\(receipt.dossier)")
        },
        Operation(
            name: "lodgeBundle", method: .post, path: "/bundles/{bundle}/dossiers", tag: .filing, access: .signedIn,
            summary: LocalizedText(
                vi: "Nộp liên thông: một lần nộp, mỗi thủ tục một hồ sơ",
                en: "Lodge a bundle: one filing, a dossier for each of its procedures"),
            carries: [.key], body: FilingBody.shape, success: 201, answer: Faces.lodgedBundle.shape,
            answersVersion: true
        ) { house, call in
            let receipt = try await house.desk.lodge(
                bundle: call.path["bundle"] ?? "", try FilingBody.filing(of: call), by: call.actor)
            return Answer(
                status: receipt.lead.isReplay ? 200 : 201, body: Faces.lodgedBundle.render(receipt),
                version: receipt.lead.version, location: "/api/v1/dossiers/\(receipt.lead.dossier)")
        },
        .reading(
            "readBundle", "/dossiers/{dossier}/bundle", .filing, .signedIn,
            vi: "Các hồ sơ nộp cùng một lần với hồ sơ này", en: "The dossiers filed at once with this one",
            answer: Faces.bundle.shape
        ) { house, call in
            .render(Faces.bundle, try await house.desk.bundle(of: try call.id("dossier"), by: call.actor))
        },
        Operation(
            name: "completeAtOnce", method: .post, path: "/counter/at-once", tag: .desk,
            access: .officer([.counterOfficer, .certifier, .civilStatusOfficer, .deskHead]),
            summary: LocalizedText(
                vi: "Thủ tục giải quyết ngay: nộp, tiếp nhận và các bước trong một lần",
                en: "Immediate procedures: lodging, acceptance and every step in one write"),
            carries: [.key], body: FilingBody.shape, success: 201, answer: Faces.atOnce.shape, answersVersion: true
        ) { house, call in
            let receipt = try await house.desk.completeAtOnce(try FilingBody.filing(of: call), by: call.actor)
            return Answer(
                status: receipt.isReplay ? 200 : 201, body: Faces.atOnce.render(receipt), version: receipt.version,
                location: "/api/v1/dossiers/\(receipt.dossier)")
        },
        .reading(
            "readMyDossiers", "/dossiers", .filing, .resident, vi: "Hồ sơ của tôi, hồ sơ cần tôi làm tiếp trước",
            en: "My dossiers, those that wait for me first",
            query: [Operation.Parameter("after", .text(60), note: "`next` of the page before."), limit],
            answer: Faces.residentPage.shape
        ) { house, call in
            let after = call.parameter("after")
            let cursor = after.flatMap { ResidentCursor(text: $0) }
            guard after == nil || cursor != nil else { throw APIProblem.badParameter("after") }
            return .render(
                Faces.residentPage, try await house.desk.mine(by: call.actor, after: cursor, limit: call.limit))
        },
        .change(
            "supplementDossier", "/dossiers/{dossier}/supplement", .filing, .signedIn,
            vi: "Nộp phần bổ sung", en: "Send the supplement",
            body: [
                Shape.Member("answers", .answers(most: 2_000), note: "The full set after the edits."),
                Shape.Member("papers", .list(FilingBody.paper, most: 200)),
            ]
        ) { house, call in
            try await house.desk.supplement(
                try call.id("dossier"), expecting: call.expected, answers: try FilingBody.answers(of: call),
                papers: try FilingBody.papers(of: call), by: call.actor)
        },
        .change(
            "withdrawDossier", "/dossiers/{dossier}/withdrawal", .filing, .signedIn, vi: "Rút hồ sơ",
            en: "Withdraw a dossier", body: [Operation.reasonMember]
        ) { house, call in
            try await house.desk.withdraw(
                try call.id("dossier"), expecting: call.expected, reason: call.text("reason"), by: call.actor)
        },
        .change(
            "answerProof", "/tasks/{task}/proof-answer", .filing, .signedIn,
            vi: "Xác nhận hoặc báo sai bản dự thảo kết quả", en: "Confirm the draft result or report an error in it",
            body: [Shape.Member("action", .oneOf(["confirm", "report_error"])), Operation.reasonMember]
        ) { house, call in
            try await house.desk.answerProof(
                task: try call.id("task"), expecting: call.expected, action: call.text("action"),
                reason: call.text("reason"), by: call.actor)
        },
        .reading(
            "readNotices", "/notices", .filing, .signedIn, vi: "Thông báo của tôi", en: "My notices",
            answer: Faces.page(Faces.notice).shape
        ) { house, call in
            .render(Faces.page(Faces.notice), try await house.desk.notices(by: call.actor))
        },
        Operation(
            name: "markNoticeRead", method: .put, path: "/notices/{notice}/read", tag: .filing, access: .signedIn,
            summary: LocalizedText(vi: "Đánh dấu đã đọc", en: "Mark a notice as read"), success: 204
        ) { house, call in
            guard let notice = Int64(call.path["notice"] ?? "") else { throw APIProblem.badParameter("notice") }
            try await house.desk.markRead(notice, by: call.actor)
            return .done
        },
    ]

    static let tracking: [Operation] = [
        Operation(
            name: "track", method: .post, path: "/tracking", tag: .tracking, access: .anyone,
            summary: LocalizedText(
                vi: "Tra cứu đầy đủ bằng mã hồ sơ và mã tra cứu trên giấy tiếp nhận",
                en: "Track with the code and the secret of the receipt"),
            body: .object([Shape.Member("code", .text(60)), Shape.Member("secret", .text(60))]),
            answer: Faces.tracking.shape
        ) { house, call in
            .render(
                Faces.tracking,
                try await house.desk.track(code: call.text("code"), secret: call.text("secret"), from: call.address))
        },
        Operation(
            name: "lookUp", method: .post, path: "/tracking/progress", tag: .tracking, access: .anyone,
            summary: LocalizedText(
                vi: "Xem mức độ hoàn thành bằng mã hồ sơ và 4 số cuối", en: "See how far it is, by code and four digits"
            ),
            body: .object([Shape.Member("code", .text(60)), Shape.Member("lastFour", .text(least: 4, most: 4))]),
            answer: Faces.tracking.shape
        ) { house, call in
            .render(
                Faces.tracking,
                try await house.desk.lookUp(
                    code: call.text("code"), lastFour: call.text("lastFour"), from: call.address))
        },
        .reading(
            "readTracking", "/dossiers/{dossier}/tracking", .tracking, .signedIn, vi: "Tiến độ một hồ sơ của tôi",
            en: "How a dossier of mine stands", answer: Faces.tracking.shape
        ) { house, call in
            .render(Faces.tracking, try await house.desk.tracking(try call.id("dossier"), by: call.actor))
        },
    ]
}
