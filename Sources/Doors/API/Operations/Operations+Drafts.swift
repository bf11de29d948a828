import Catalogue
import Civic
import Directory
import Dossiers
import Rules

extension Operations {
    static let drafts: [Operation] = [
        Operation(
            name: "previewFiling", method: .post, path: "/previews", tag: .filing, access: .signedIn,
            summary: LocalizedText(
                vi: "Xem trước: phí, giấy tờ, cơ quan giải quyết, ngày trả",
                en: "What a lodging would cost, need and take"),
            body: FilingBody.shape, answer: Faces.preview.shape
        ) { house, call in
            let filing = try FilingBody.filing(of: call)
            let preview = try await house.desk.preview(filing, by: call.actor)
            return .render(
                Faces.preview,
                Faces.Previewed(
                    filing: preview,
                    bundles: filing.correctionOf == nil ? house.desk.bundles(beside: preview, filing.channel) : []))
        },
        Operation(
            name: "startDraft", method: .post, path: "/drafts", tag: .filing, access: .signedIn,
            summary: LocalizedText(vi: "Bắt đầu bản nháp", en: "Begin a draft"),
            body: .object([Shape.Member("procedure", .text(40))]), success: 201, answer: Faces.draft.shape,
            answersVersion: true
        ) { house, call in
            let channel: Channel = call.actor.officer == nil ? .online : .counter
            let draft = try await house.drafts.start(
                procedure: call.text("procedure"), channel: channel, by: call.actor)
            return Answer(
                status: 201, body: Faces.draft.render(draft), version: draft.revision,
                location: "/api/v1/drafts/\(draft.id)")
        },
        .reading(
            "readDrafts", "/drafts", .filing, .signedIn, vi: "Bản nháp của tôi", en: "My drafts",
            answer: Faces.page(Faces.draft).shape
        ) { house, call in
            .render(Faces.page(Faces.draft), try await house.drafts.list(by: call.actor))
        },
        .reading(
            "readDraft", "/drafts/{draft}", .filing, .signedIn, vi: "Một bản nháp", en: "A draft",
            answer: Faces.draft.shape, answersVersion: true
        ) { house, call in
            let draft = try await house.drafts.load(try number(of: call), by: call.actor)
            return .render(Faces.draft, draft, version: draft.revision)
        },
        Operation(
            name: "saveDraft", method: .put, path: "/drafts/{draft}", tag: .filing, access: .signedIn,
            summary: LocalizedText(vi: "Lưu bản nháp", en: "Save a draft"), carries: [.version],
            body: .object([
                Shape.Member("answers", .answers(most: 2_000)),
                Shape.Member("papers", .list(FilingBody.paper, most: 200), isRequired: false),
                Shape.Member("page", .text(100), isRequired: false, note: "Where to go on."),
            ]), answer: Faces.draft.shape, answersVersion: true
        ) { house, call in
            let draft = try await house.drafts.save(
                try number(of: call), revision: call.expected, answers: try FilingBody.answers(of: call),
                papers: try FilingBody.papers(of: call), page: call.body["page"]?.stringValue, by: call.actor)
            return .render(Faces.draft, draft, version: draft.revision)
        },
        Operation(
            name: "deleteDraft", method: .delete, path: "/drafts/{draft}", tag: .filing, access: .signedIn,
            summary: LocalizedText(vi: "Xóa bản nháp", en: "Delete a draft"), success: 204
        ) { house, call in
            try await house.drafts.delete(try number(of: call), by: call.actor)
            return .done
        },
    ]

    private static func number(of call: Call) throws(APIProblem) -> Int64 {
        guard let number = Int64(call.path["draft"] ?? ""), number > 0 else { throw .badParameter("draft") }
        return number
    }
}
