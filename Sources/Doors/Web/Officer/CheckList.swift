import Catalogue
import Civic
import Directory
import Door
import Dossiers

/// The lines of the intake checklist: papers, which have to be seen, and the answers by page of the form.
struct CheckList {
    let house: House
    let view: DossierView
    let procedure: Procedure
    let purpose: AccessPurpose
    let words: OfficerWords

    /// What a line's name in the form points at: `d:` a paper, `f:` an answer.
    static func target(_ key: String) -> SupplementItem.Target? {
        let parts = key.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "d": return .document(parts[1])
        case "f": return .field(parts[1])
        default: return nil
        }
    }

    func put(_ problem: (errors: PageErrors, form: FilledForm)?, into model: inout Model) {
        let papers = documents(problem)
        let pages = fields(problem)
        if !papers.isEmpty { model["has_papers"] = true }
        model["items"] = papers
        model["pages"] = pages
        model["answers_summary"] =
            words[
                "check_answers", ["n": String(pages.reduce(0) { $0 + (($1["items"] as? [Model])?.count ?? 0) })]]
        if problem?.form.has("tat-ca") == true { model["all_seen"] = true }
        // What was marked among the answers is not hidden from whoever has to correct it, nor before a later request.
        let isMarked = problem?.form.fields.contains { $0.name.hasPrefix("f:") && $0.value == "khong" } ?? false
        if isMarked || papers.isEmpty || view.dossier.acceptedAt != nil { model["answers_open"] = true }
    }

    /// The ready reasons for one line, none chosen yet or the one that was.
    private func reasons(_ place: CodedReason.Place, chosen: String?) -> [Model] {
        house.catalogue.reasons(on: place, of: procedure).map {
            Choice.option($0.id, $0.text[words.language], selected: $0.id == chosen)
        }
    }

    private func documents(_ problem: (errors: PageErrors, form: FilledForm)?) -> [Model] {
        house.papersCalledFor(view, procedure).map { document in
            let papers = view.papers.filter { $0.document == document.id }
            var model = item("d:\(document.id)", document.name[words.language], .document, problem)
            model["item_kind"] = words["check_hand_\(document.hand.rawValue)"]
            model["item_papers"] = papers.map { paper -> Model in
                [
                    "paper_name": paper.name,
                    "paper_href": words.base + CaseAddress.viewer(paper.upload, of: view.dossier.id, purpose: purpose),
                ]
            }
            // What was checked beside its data needs no second tick.
            if problem == nil, !papers.isEmpty,
                papers.allSatisfy({ paper in view.checks.contains { $0.upload == paper.upload } })
            {
                model["is_right"] = true
            }
            if papers.isEmpty, document.hand == .submit { model["item_missing"] = true }
            return model
        }
    }

    private func fields(_ problem: (errors: PageErrors, form: FilledForm)?) -> [Model] {
        let lines = AnswerLines(house: house, procedure: procedure, view: view, words: words)
        return procedure.pages.compactMap { page in
            let items = page.fields.compactMap { field -> Model? in
                let given = lines.lines(of: field)
                guard !given.isEmpty else { return nil }
                let label = field.label[words.language]
                var model = item("f:\(field.id)", label, .answer, problem)
                // The question is said once: a line repeats it only where it names a part of it.
                model["item_lines"] = given.map { line -> Model in
                    line["line_label"] as? String == label ? ["line_value": line["line_value"] ?? ""] : line
                }
                return model
            }
            return items.isEmpty ? nil : ["page_title": page.title[words.language], "items": items]
        }
    }

    private func item(
        _ key: String, _ name: String, _ place: CodedReason.Place, _ problem: (errors: PageErrors, form: FilledForm)?
    ) -> Model {
        var model: Model = ["item_key": key, "item_name": name]
        model["reasons"] = reasons(place, chosen: problem?.form.text("ma:\(key)"))
        switch problem?.form.text(key) {
        case "khong": model["is_wrong"] = true
        case "dat": model["is_right"] = true
        default: break
        }
        model.say("item_reason", problem?.form.text("ly-do:\(key)"))
        model.say("unseen", problem?.errors["y-\(key)"])
        model.say("no_reason", problem?.errors["r-\(key)"])
        return model
    }
}
