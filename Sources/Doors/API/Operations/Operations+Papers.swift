import Catalogue
import Civic
import Directory
import Dossiers
import Papers

extension Operations {
    static let papers: [Operation] = [
        .reading(
            "readPapers", "/papers", .papers, .resident,
            vi: "Giấy tờ của tôi, hoặc giấy tờ dùng lại được cho một câu hỏi của bản nháp",
            en: "My papers, or those that a question of a draft may use again",
            query: [
                Operation.Parameter(
                    "draft", .id, note: "With `document`: only what fits this document of this draft."),
                Operation.Parameter("document", .text(100), note: "Code of the document; with `draft`."),
                Operation.Parameter("after", .id, note: "`id` of the last paper of the page before."), limit,
            ], answer: Faces.page(Faces.ownPaper).shape
        ) { house, call in
            let uploads: [Upload]
            if let draft = call.parameter("draft").flatMap({ Int64($0) }) {
                _ = try await house.drafts.load(draft, by: call.actor)
                guard let document = call.parameter("document") else { throw APIProblem.badParameter("document") }
                uploads = try await offers(document, ID(draft), house, call)
            } else {
                uploads = try await house.uploads.papers(
                    of: call.actor.speaksFor, before: call.parameter("after").flatMap { ID($0) }, limit: call.limit)
            }
            let dossiers = try await house.desk.dossiers(Set(uploads.map { $0.link.retyped() }), by: call.actor)
            let now = house.clock.now()
            return .render(
                Faces.page(Faces.ownPaper),
                uploads.map { OwnPaper(upload: $0, dossier: dossiers[$0.link.retyped()], now: now) })
        },
        Operation(
            name: "reusePaper", method: .post, path: "/drafts/{draft}/papers", tag: .papers, access: .resident,
            summary: LocalizedText(
                vi: "Dùng lại một giấy tờ của mình cho một bản nháp", en: "Use a paper of one's own again for a draft"),
            body: .object([
                Shape.Member("document", .text(100)),
                Shape.Member("paper", .id, note: "From `GET /papers?draft=…&document=…`."),
            ]), success: 201, answer: Faces.paper.shape
        ) { house, call in
            guard let draft = Int64(call.path["draft"] ?? "") else { throw APIProblem.badParameter("draft") }
            _ = try await house.drafts.load(draft, by: call.actor)
            let document = call.text("document")
            guard let paper = ID<Upload>(call.text("paper")),
                try await offers(document, ID(draft), house, call).contains(where: { $0.id == paper })
            else { throw PapersProblem.unknown }
            let upload = try await house.uploads.reuse(
                paper, as: document, owner: call.actor.speaksFor, link: ID(draft))
            return Answer(
                status: 201,
                body: Faces.paper.render(
                    FiledPaper(document: document, upload: upload.id.rawValue, name: upload.name)))
        },
        Operation(
            name: "deletePaper", method: .delete, path: "/papers/{paper}", tag: .papers, access: .resident,
            summary: LocalizedText(
                vi: "Xóa một giấy tờ của mình mà không hồ sơ nào còn cần",
                en: "Delete a paper of one's own that no application needs any more"),
            success: 204
        ) { house, call in
            try await house.uploads.delete(
                try call.id("paper"), owner: call.actor.speaksFor, by: call.actor)
            return .done
        },
    ]

    private static func offers(
        _ document: String, _ draft: ID<PaperLink>, _ house: APIHouse, _ call: Call
    ) async throws -> [Upload] {
        let given = try await house.desk.given(to: call.actor, by: house.catalogue.givers(of: document))
        return try await house.uploads.offers(
            for: document, of: call.actor.speaksFor, givenIn: Set(given.map { $0.retyped() }), to: draft)
    }
}
