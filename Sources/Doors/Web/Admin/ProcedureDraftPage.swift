import Catalogue
import CityFolder
import Civic
import Directory
import Door
import Hummingbird
import Rules

/// A version of a procedure from one file: checked, compared with the one in force, previewed, published.
struct ProcedureDraftPage: Sendable {
    let house: House

    func show(_ errors: PageErrors, _ request: Request, _ context: HouseContext) -> Response {
        var model: Model = ["wants_officer_css": true]
        errors.put(into: &model)
        return house.pages.page(
            "admin/draft", title: house.pages.words(context)["admin_draft_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    func review(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        guard let file = form.files.first, !file.bytes.isEmpty else {
            let text = house.pages.words(context)["admin_draft_file_missing"]
            return show(PageErrors(("f-tep", text)), request, context)
        }
        return try await review(file.bytes, request, context)
    }

    private func review(_ yaml: [UInt8], _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let draft = try await house.editor.draft(yaml)
        var model: Model = ["wants_officer_css": true, "yaml": String(decoding: yaml, as: UTF8.self)]
        model["findings"] = draft.findings.prefix(300).map { finding -> Model in
            let isError = finding.severity == .error
            return [
                "finding_kind": words.words[isError ? "admin_finding_error" : "admin_finding_warning"],
                "finding_tag": isError ? "tag-bad" : "tag-warn", "finding_where": "\(finding.file):\(finding.line)",
                "finding_text": finding.text[context.language], "finding_cure": finding.cure[context.language],
            ]
        }
        model[draft.findings.isEmpty ? "no_findings" : "has_findings"] = true
        if draft.isPublished { model["is_published"] = true }
        if let procedure = draft.procedure {
            model["procedure_name"] = procedure.name[context.language]
            model["code"] = procedure.code
            model["version"] = procedure.version
            model["days"] =
                HouseDates.text(procedure.validFrom) + " – " + (procedure.validTo.map { HouseDates.text($0) } ?? "")
            model["publish_note"] =
                words.words["admin_publish_note", ["day": HouseDates.text(procedure.validFrom)]]
            let live = house.catalogue.procedure(procedure.code, on: house.today)
            if let live {
                try ProcedureChanges(from: live, to: procedure, words: words).put(into: &model)
            } else {
                model["no_changes"] = true
            }
            if !draft.hasErrors, !draft.isPublished { model["may_publish"] = true }
        }
        return house.pages.page(
            "admin/draft_review", title: words.words["admin_draft_review"], isError: draft.hasErrors,
            status: draft.hasErrors ? 422 : 200, model, request: request, context: context)
    }

    func publish(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let yaml = Array((form["yaml"] ?? "").utf8)
        do {
            let procedure = try await house.editor.publishProcedure(yaml, by: context.actor)
            return house.pages.redirect(to: "/can-bo/quan-tri/thu-tuc/\(procedure.code)", context: context)
        } catch CityFolderProblem.faulty {
            return try await review(yaml, request, context)
        }
    }
}

/// The form of a version, page under page, as citizens are asked; nothing can be sent from it.
struct ProcedurePreview: Sendable {
    let house: House

    func show(_ procedure: Procedure, _ request: Request, _ context: HouseContext) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let language = context.language
        let journey = FormJourney(procedure, FormContext(channel: .online, today: house.today))
        let state = journey.wholeForm
        let fields = FieldModels(
            journey: journey, state: state, problems: [], words: words.words,
            areas: AreaPicker(atlas: house.directory.atlas, today: house.today), searched: [:])
        var model: Model = [
            "version": procedure.version, "summary": procedure.summary[language],
            "procedure_href": "\(words.base)/can-bo/quan-tri/thu-tuc/\(procedure.code)",
        ]
        model["pages"] = state.pages.enumerated().map { index, page -> Model in
            var line: Model = [
                "page_number": String(index + 1), "page_title": page.page.title[language],
                "fields": fields.models(of: page),
            ]
            line.say("page_hint", page.page.hint?[language])
            line.say("page_if", page.page.showIf?.source)
            return line
        }
        return house.pages.page(
            "admin/preview", title: procedure.name[language], model, request: request, context: context)
    }
}
