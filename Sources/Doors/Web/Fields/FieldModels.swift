import Catalogue
import Civic
import Directory
import Door
import Rules

/// A page's fields as the templates draw them: labels above, hints and errors tied to the input, typed values kept.
struct FieldModels {
    let journey: FormJourney
    let state: FormState
    /// Problems to show: those of the page after Continue, none before.
    let problems: [FieldProblem]
    let words: Words
    let areas: AreaPicker
    /// What was searched for, by part.
    let searched: [String: String]
    /// Fields that must be answered here, whatever the form says: what a supplement asks for.
    var demanded: Set<String> = []
    /// The person who fills the form in, where questions may be about them.
    var me: Me?

    var language: Language { words.language }

    /// The page's fields for a page of its own: where its title asks the first of them, the title stands as that
    /// field's label.
    func titled(_ page: FormState.Page) -> [Model] {
        var models = models(of: page)
        guard let index = page.fields.firstIndex(where: { $0.type != .note }), asksByTitle(page) else { return models }
        models[index]["heading"] = page.page.title[language]
        models[index].say("lead", page.page.hint?[language])
        return models
    }

    func asksByTitle(_ page: FormState.Page) -> Bool {
        page.fields.first { $0.type != .note }?.titleAsks == true
    }

    func models(of page: FormState.Page) -> [Model] {
        let deciding = Self.deciding(page.page)
        return page.fields.map { field in
            var model = self.model(of: field)
            if field.parts.contains(where: { deciding.contains($0.id) }) { model["reveals"] = true }
            return model
        }
    }

    /// The error summary: the same words as at the fields, in their order, each leading to its input.
    func errors(of page: FormState.Page) -> [Model] {
        problems.map { problem in
            ["error_href": "#" + target(problem.fieldID, page), "error_text": problem.message[language]]
        }
    }

    /// One field by its id or the id of one of its parts, for forms that ask only some.
    func model(forField id: String) -> Model? {
        let field = journey.procedure.fields.first { $0.id == id || id.hasPrefix($0.id + ".") }
        return field.map { model(of: $0) }
    }

    /// Parts of this page on whose answers other questions of the page depend.
    static func deciding(_ page: FormPage) -> Set<String> {
        Set(page.fields.compactMap(\.showIf).flatMap { $0.selections.map { $0.dropFirst().joined(separator: ".") } })
    }

    private func model(of field: FormField) -> Model {
        let isDemanded = demanded.contains(field.id)
        let isRequired = isDemanded || isRequired(field)
        if field.type == .note {
            return ["kind": "field/note", "field": field.id, "note": field.label[language]]
        }
        if field.parts.count == 1, let part = field.parts.first {
            var model = self.model(of: part, isRequired: isRequired)
            model["field"] = field.id
            model.say("hint", field.hint?[language])
            model.say("explain", field.explain?[language])
            describe(&model)
            return model
        }
        var group: Model = [
            "kind": "field/group", "field": field.id, "label": field.label[language],
            "parts": field.parts.map { part -> Model in
                var model = self.model(
                    of: part, isRequired: isRequired && (part.isRequiredPart || isDemanded && part.mayBeDemanded))
                if part.type == .personalNumber { model["hint"] = words["hint_id_vn"] }
                describe(&model)
                return model
            },
        ]
        group.say("group_hint", field.hint?[language])
        group.say("explain", field.explain?[language])
        if !isRequired { group["optional"] = true }
        return group
    }

    private func model(of part: FormPart, isRequired: Bool) -> Model {
        let dom = Self.dom(part.id)
        var model: Model = [
            "kind": "field/" + Self.template(part.type), "id": dom, "name": part.id, "label": part.label[language],
            "required": isRequired, "optional": !isRequired,
        ]
        if let problem = problems.first(where: { $0.fieldID == part.id }) { model["error"] = problem.message[language] }
        let value = state.answers[part.id]
        switch part.type {
        case .date: dateBoxes(&model, part, value)
        case .choice: model["choices"] = choices(listed(part.field), [plain(value)], dom)
        case .multi: model["choices"] = choices(listed(part.field), picked(value), dom)
        case .yesno:
            let answer = [plain(value)]
            let items = [("yes", words["yes"]), ("no", words["no"])]
            model["choices"] = choices(items, answer, dom)
            model["inline"] = true
        case .consent: model["checked"] = value == .flag(true)
        case .area: areas.fill(&model, part: part, chosen: plain(value), searched: searched[part.id], words: words)
        default:
            let known = value == nil ? known(part) : nil
            model.say("value", value == nil ? known ?? (isRequired ? Self.usual(part) : nil) : shown(part, value))
            model.merge(behaviour(part)) { $1 }
            if known != nil { model["from_account"] = true }
        }
        return model
    }

    /// What the input's `aria-describedby` names: hint, then error.
    private func describe(_ model: inout Model) {
        guard let id = model["id"] as? String else { return }
        let names = [model["hint"] == nil ? nil : "h-" + id, model["error"] == nil ? nil : "e-" + id].compactMap { $0 }
        model.say("described", names.joined(separator: " "))
    }

    private func dateBoxes(_ model: inout Model, _ part: FormPart, _ value: AnswerValue?) {
        let known = value == nil ? known(part) : nil
        if known != nil { model["from_account"] = true }
        let text = known ?? shown(part, value)
        let boxes: [String]
        if let day = Day(text) {
            let parts = day.components
            boxes = [String(parts.day), String(parts.month), String(parts.year)]
        } else if let date = PartOfDate(text) {
            boxes = ["", date.month.map(String.init) ?? "", String(date.year)]
        } else {
            // What was typed stands there again, a date or not.
            boxes = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        }
        if part.field.approximate == true { model["hint"] = words["hint_date_approximate"] }
        for (index, name) in ["day", "month", "year"].enumerated() where index < boxes.count {
            model.say("value_" + name, boxes[index])
        }
        if part.field.autocomplete == "bday" || isAboutMe(part) { model["is_own_birthday"] = true }
    }

    private func listed(_ field: FormField) -> [(String, String)] {
        journey.procedure.list(field.list).map { ($0.value, $0.label[language]) }
    }

    private func choices(_ items: [(value: String, label: String)], _ picked: [String], _ dom: String) -> [Model] {
        items.enumerated().map { index, item in
            [
                // The first choice bears the field's own id, so that the error summary leads to it.
                "choice_id": index == 0 ? dom : "\(dom)-\(index)", "choice_value": item.value,
                "choice_label": item.label, "checked": picked.contains(item.value),
            ]
        }
    }

    private func isRequired(_ field: FormField) -> Bool {
        guard let rule = field.required else { return false }
        return (try? rule.holds(journey.procedure.activation(state.answers.values, journey.context))) ?? true
    }

    private func target(_ id: String, _ page: FormState.Page) -> String {
        let known = page.fields.flatMap(\.parts).first { $0.id == id }
        return Self.dom(known?.id ?? page.fields.first { $0.id == id }?.parts.first?.id ?? id)
    }

    func plain(_ value: AnswerValue?) -> String {
        switch value {
        case .text(let text)?: text
        case .int(let number)?: String(number)
        case .decimal(let number)?: language == .vi ? String(number).replacing(".", with: ",") : String(number)
        case .flag(let flag)?: flag ? "yes" : "no"
        case .many(let values)?: values.joined(separator: "; ")
        case nil: ""
        }
    }

    private func picked(_ value: AnswerValue?) -> [String] {
        if case .many(let values)? = value { values } else { [] }
    }

    static func dom(_ id: String) -> String { "f-" + id.replacing(".", with: "-").replacing("_", with: "-") }

    private static func template(_ type: FieldType) -> String {
        switch type {
        case .textarea: "textarea"
        case .date: "date"
        case .choice, .yesno: "choice"
        case .multi: "multi"
        case .consent: "consent"
        case .area: "area"
        default: "text"
        }
    }

    /// What nearly everybody answers, offered to be changed.
    static func usual(_ part: FormPart) -> String? {
        part.field.type == .person && part.id.hasSuffix(".nationality") ? "Việt Nam" : nil
    }

    /// Keyboard, width and completion of a one-line input.
    private func behaviour(_ part: FormPart) -> Model {
        var model: Model = ["type": "text", "width": "w-l"]
        switch part.type {
        case .name:
            model["spellcheck_off"] = true
            if isAboutMe(part) { model["autocomplete"] = "name" }
        case .integer, .money, .personalNumber:
            model["inputmode"] = "numeric"
            model["width"] = part.type == .integer ? "w-s" : "w-m"
        case .decimal:
            model["inputmode"] = "decimal"
            model["width"] = "w-m"
        case .phone:
            model["type"] = "tel"
            model["width"] = "w-m"
        case .email:
            model["type"] = "email"
            model["spellcheck_off"] = true
        case .time, .month: model["width"] = "w-s"
        default: break
        }
        if part.type == .money { model["suffix"] = "₫" }
        model.say("autocomplete", part.id == part.field.id ? part.field.autocomplete : nil)
        return model
    }
}
