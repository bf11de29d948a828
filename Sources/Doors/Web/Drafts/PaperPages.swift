import Catalogue
import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
package import Hummingbird
import Logging
import NIOCore
package import Papers

/// The papers of a draft: several files a paper, pictures and PDF alike, removable until it is sent (ux.md C17).
struct PaperPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/nop/:draft/giay-to", for: .resident, door: .web, "papers of a draft") { request, context in
            let draft = try await DraftCase.open(house, context)
            guard draft.state.isComplete else { return house.pages.redirect(to: draft.next, context: context) }
            return try await show(draft, [], request, context)
        }
        router.post(
            "/nop/:draft/giay-to", for: .resident, door: .web, "upload or remove papers of a draft", limits: .papers,
            mendsExcess: true
        ) { form, request, context in
            try await change(form, request, context)
        }
        router.get("/giay-to/:upload", for: .signedIn, door: .web, "a paper of one's own") { request, context in
            try await serve(request, context)
        }
    }

    struct Wrong {
        let document: String
        let message: String
    }

    func show(
        _ draft: DraftCase, _ wrong: [Wrong], status: Int = 200, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = house.pages.words(context)
        let language = context.language
        let uploads = try await house.uploads.uploads(of: ID<PaperLink>(draft.draft.id))
        let cards = PaperCards(words: words, uploads: uploads)
        var model = notes(draft, FormReader.query(request), words)
        let offers = PaperOffers(house: house, context: context, link: ID<PaperLink>(draft.draft.id))
        var documents: [Model] = []
        for rule in draft.papers {
            var card = cards.model(
                rule, papers: draft.draft.papers, error: wrong.first { $0.document == rule.id }?.message, language)
            let held = try await offers.models(for: rule.id)
            card["offers"] = held
            card["has_offers"] = !held.isEmpty
            documents.append(card)
        }
        let last =
            draft.state.journey.last.map { "\(draft.path)/trang/\($0.id)" } ?? "/dich-vu/\(draft.draft.procedure)"
        model.merge(
            [
                "service": draft.procedure.name[language], "back": prefixed(last, context),
                "action": prefixed("\(draft.path)/giay-to", context),
                "documents": documents,
                "errors": wrong.map {
                    ["error_href": "#f-" + PaperCards.dom($0.document), "error_text": $0.message] as Model
                },
                "has_errors": !wrong.isEmpty, "none": draft.papers.isEmpty,
            ]
        ) { $1 }
        return house.pages.page(
            "draft/papers", title: words["papers_title"], isError: !wrong.isEmpty, status: status, model,
            request: request, context: context)
    }

    /// What just happened, said on the page that follows: files saved, or one taken off.
    private func notes(_ draft: DraftCase, _ query: FilledForm, _ words: Words) -> Model {
        if let rule = draft.papers.first(where: { $0.id == query.text("da-bo") }) {
            return ["done_note": words["papers_removed", ["name": rule.name[words.language]]]]
        }
        guard let count = Int(query.text("da-tai")), count > 0 else { return [:] }
        return ["done_note": words["papers_uploaded", ["count": String(count)]]]
    }

    private func change(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        var draft = try await DraftCase.open(house, context)
        var change = PaperChange(house: house, context: context, draft: draft)
        try await change.take(form)
        if change.papers != draft.draft.papers {
            let saved = try await house.drafts.save(
                draft.draft.id, revision: draft.draft.revision, answers: draft.draft.answers, papers: change.papers,
                page: draft.draft.page, by: context.actor)
            draft = try DraftCase(saved, house, context)
        }
        guard change.wrong.isEmpty else {
            var page = try await show(draft, change.wrong, status: change.status, request, context)
            if change.status == 503 { page.headers[.retryAfter] = "60" }
            return page
        }
        // The same file twice: the page is shown once more, where it says so; Continue then goes on.
        guard form.has("_continue"), !change.isDouble else {
            return house.pages.redirect(to: "\(draft.path)/giay-to" + change.told, context: context)
        }
        let words = house.pages.words(context)
        let missing = draft.missingPapers.map { rule in
            Wrong(document: rule.id, message: words["papers_missing", ["name": rule.name[context.language]]])
        }
        guard missing.isEmpty else { return try await show(draft, missing, status: 422, request, context) }
        return house.pages.redirect(to: "\(draft.path)/kiem-tra", context: context)
    }

    /// The owner's own paper; officers have their own way to it, with a purpose.
    private func serve(_ request: Request, _ context: HouseContext) async throws -> Response {
        guard let id = ID<Upload>(context.parameters.get("upload") ?? "") else { throw DoorProblem.notFound }
        let paper = try await house.uploads.serve(id)
        guard [context.actor.speaksFor, context.actor.subject].contains(paper.upload.owner),
            try await house.uploads.isGiven(paper.upload)
        else { throw DoorProblem.notFound }
        return Response(paper, isInline: FormReader.query(request).has("xem"))
    }
}

extension HouseContext {
    /// A fault that a page itself tells of is in the log all the same.
    func logFault(_ problem: any Problem) {
        guard problem.severity == .fault else { return }
        logger.error(
            "\(problem.code)", metadata: ["request": "\(requestID)", "detail": "\(problem.operatorMessage.en)"])
    }
}

extension Response {
    /// A paper with the headers Papers asks for. `isInline` shows a picture in the page; nothing else is ever in place.
    package init(_ paper: ServedPaper, isInline: Bool = false) {
        var headers = HTTPFields()
        for (name, value) in paper.headers {
            guard let field = HTTPField.Name(name) else { continue }
            headers[field] = value
        }
        if isInline, [.jpeg, .png, .webp].contains(paper.upload.kind) { headers[.contentDisposition] = "inline" }
        self.init(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: paper.bytes)))
    }
}

/// A document of the procedure with the files handed in for it.
struct PaperCards {
    let words: Words
    let uploads: [Upload]

    func model(_ rule: DocumentRule, papers: [FiledPaper], error: String?, _ language: Language) -> Model {
        let files = papers.filter { $0.document == rule.id }
        var model: Model = [
            "doc_id": rule.id, "id": Self.dom(rule.id), "doc_name": rule.name[language],
            "accept": ".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf,image/*,application/pdf",
            "size_note": words[
                "papers_size", ["mb": String(max(1, rule.maxMegabytes)), "pages": String(rule.mostFiles)]],
            "files": files.enumerated().map { index, paper in
                var model = file(paper)
                if index > 0 { model["moves_up"] = true }
                if index < files.count - 1 { model["moves_down"] = true }
                return model
            },
            "has_files": !files.isEmpty, "has_order": files.count > 1,
        ]
        model.say("doc_hint", rule.hint?[language])
        model.say("error", error)
        return model
    }

    func file(_ paper: FiledPaper) -> Model {
        let upload = uploads.first { $0.id.rawValue == paper.upload }
        var model: Model = ["upload": String(paper.upload), "file_name": paper.name]
        if let upload {
            model["size"] = Self.size(upload.bytes, words.language)
            if let twin = uploads.first(where: { $0.id < upload.id && $0.sha256 == upload.sha256 }) {
                model["double"] = words["papers_double", ["name": twin.name]]
            }
            switch upload.kind {
            case .jpeg, .png, .webp: model["is_picture"] = true
            // Most browsers draw no HEIC, and the server decodes nothing: the person is told instead of shown a torn picture.
            case .heic:
                model["tile"] = "HEIC"
                model["is_heic"] = true
            case .pdf: model["tile"] = "PDF"
            }
        }
        return model
    }

    static func dom(_ id: String) -> String { "doc-" + id.replacing(".", with: "-").replacing("_", with: "-") }

    static func size(_ bytes: Int, _ language: Language) -> String {
        if bytes < 1_024 * 100 { return "\(max(1, bytes / 1_024)) KB" }
        let tenths = bytes * 10 / 1_048_576
        return "\(tenths / 10)\(language == .vi ? "," : ".")\(tenths % 10) MB"
    }
}

extension DocumentRule {
    /// How many files may be handed in for it: as many as it has pages, and room for front, back and a second try.
    var mostFiles: Int { max(pages, 4) }
}
