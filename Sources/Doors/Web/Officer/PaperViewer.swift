import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// A paper on the left, the data it proves on the right: paper by paper, page by page, larger and turned by the address.
struct PaperViewer {
    let house: House

    /// - Parameter problem: why a press on this page came to nothing.
    func show(
        _ dossier: ID<Dossier>, _ problem: (any Problem)?, _ form: FilledForm?, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        let query = form ?? FormReader.query(request)
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .asked(let response): return response
        case .dossier(let view, let purpose):
            let words = OfficerWords(house, house.pages.words(context))
            guard let index = index(view, context) else { throw DossierProblem.notFound }
            let page = Page(house: house, view: view, purpose: purpose, words: words, index: index)
            var model = try await page.model(PaperSight(query), by: context.actor)
            model.merge(
                try await OriginalDesk(house: house).model(view, view.papers[index], words, context)
            ) { $1 }
            if query.text("xong") == "doi-chieu" { model["done_text"] = words["done_doi_chieu"] }
            if let problem {
                PageErrors((problem is SigningProblem ? "f-pin" : "f-doi-chieu", problem.publicMessage[words.language]))
                    .put(into: &model)
            }
            let name = page.document?.name[words.language] ?? view.papers[index].name
            return house.pages.page(
                "officer/viewer", title: "\(name) – \(view.dossier.label)", isError: problem != nil,
                status: problem?.status.rawValue ?? 200, model, request: request, context: context)
        }
    }

    /// Notes that the paper was checked, or takes the note back; the same sight of it stays.
    func mark(
        _ dossier: ID<Dossier>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        guard let upload = context.parameters.get("upload").flatMap({ Int64($0) }),
            let purpose = AccessPurpose(rawValue: form.text("muc-dich"))
        else { throw DossierProblem.notFound }
        if form.has("bo") {
            try await house.desk.uncheck(upload, of: dossier, by: context.actor)
        } else {
            try await house.desk.check(upload, of: dossier, fields: form.all("khop"), by: context.actor)
        }
        let address = CaseAddress.viewer(upload, of: dossier, purpose: purpose) + PaperSight(form).query
        return house.pages.redirect(to: address + "#du-lieu", context: context)
    }

    private func index(_ view: DossierView, _ context: HouseContext) -> Int? {
        guard let number = context.parameters.get("upload").flatMap({ Int64($0) }) else { return nil }
        return view.papers.firstIndex { $0.upload == number }
    }

    /// The page's words for one paper of a dossier.
    private struct Page {
        let house: House
        let view: DossierView
        let purpose: AccessPurpose
        let words: OfficerWords
        let index: Int

        var paper: FiledPaper { view.papers[index] }
        var document: DocumentRule? { house.procedure(of: view.dossier)?.document(paper.document) }

        func model(_ asked: PaperSight, by actor: Actor) async throws -> Model {
            let dossier = view.dossier
            let leaf = try await house.pagesOfPapers.leaf(asked.page, of: ID(paper.upload))
            let sight = asked.at(page: leaf.number)
            var model: Model = [
                "wants_officer_css": true, "purpose": purpose.rawValue, "version": String(dossier.version),
                "task_id": "doi-chieu",
                "compare": words.base + "\(CaseAddress.page(dossier.id))/giay-to/\(paper.upload)/doi-chieu",
                "back": words.base + CaseAddress.open(dossier.id, purpose: purpose) + "#giay-to",
                "code": dossier.label, "applicant": dossier.applicantName, "paper_name": paper.name,
                "download": words.base + CaseAddress.paper(paper.upload, of: dossier.id, purpose: purpose),
                "here": words.base + "\(CaseAddress.page(dossier.id))/giay-to/\(paper.upload)/xem",
                "place": words[
                    "viewer_place", ["n": String(index + 1), "all": String(view.papers.count)]],
                "trang": String(sight.page), "phong": String(sight.zoom), "xoay": String(sight.turn),
            ]
            if index > 0 { model["previous"] = address(PaperSight(), of: index - 1) }
            if index + 1 < view.papers.count { model["next"] = address(PaperSight(), of: index + 1) }
            if let fault = leaf.fault {
                model["fault"] = words["viewer_\(fault.rawValue)"]
            } else {
                picture(sight, leaf, into: &model)
            }
            data(into: &model, by: actor)
            return model
        }

        private func address(_ sight: PaperSight, of index: Int? = nil) -> String {
            let upload = view.papers[index ?? self.index].upload
            return words.base + CaseAddress.viewer(upload, of: view.dossier.id, purpose: purpose) + sight.query
                + "#xem"
        }

        private func picture(_ sight: PaperSight, _ leaf: PageBook.Leaf, into model: inout Model) {
            var picture: Model = [
                "src": words.base + CaseAddress.page(view.dossier.id)
                    + "/giay-to/\(paper.upload)/trang/\(leaf.number)?muc-dich=\(purpose.rawValue)",
                "shape": "zoom-\(sight.zoom) turn-\(sight.turn)",
                "page_of": words[
                    "viewer_page", ["n": String(leaf.number), "all": String(leaf.pages)]],
                "zoom": "\(sight.zoom) %", "turn_left": address(sight.turned(by: -90)),
                "turn_right": address(sight.turned(by: 90)),
            ]
            picture.say("smaller", sight.zoomed(by: -1).map { address($0) })
            picture.say("larger", sight.zoomed(by: 1).map { address($0) })
            if leaf.number > 1 { picture["page_before"] = address(sight.at(page: leaf.number - 1)) }
            if leaf.number < leaf.pages { picture["page_after"] = address(sight.at(page: leaf.number + 1)) }
            model["picture"] = picture
        }

        private func data(into model: inout Model, by actor: Actor) {
            let check = view.checks.first { $0.upload == paper.upload }
            if let check {
                model["checked"] =
                    words[
                        "viewer_checked_by", ["name": check.officerName, "when": words.when(check.at)]]
            }
            if house.desk.mayNote(view, by: actor) { model["may_mark"] = true }
            guard let procedure = house.procedure(of: view.dossier) else { return }
            let lines = AnswerLines(house: house, procedure: procedure, view: view, words: words)
            let proved = lines.proved(by: document)
            if !proved.isEmpty { model["has_proved"] = true }
            model["proved"] = proved.map { field, line -> Model in
                var line = line
                line["field_id"] = field
                if check?.fields.contains(field) == true { line["is_borne_out"] = true }
                return line
            }
            model["answers"] = lines.pages(without: Set(proved.map(\.field)))
        }
    }
}
