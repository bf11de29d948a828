import Catalogue
import Civic
import Door
import Hummingbird

/// A life event's guide (ux.md C02): what must be done, by when, with which papers, and what happens by itself. The
/// answers stand in the address: nothing is kept, and the list can be sent to somebody.
struct GuidePage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) throws -> Response {
        let id = context.parameters.get("event") ?? ""
        guard let event = house.catalogue.lifeEvent(id) else { throw DoorProblem.notFound }
        guard let guide = house.catalogue.guide(to: id) else {
            return house.pages.redirect(to: "/dich-vu?su-kien=\(URLEncodedForm.encode(id))", context: context)
        }
        let language = context.language
        let words = house.pages.words(context)
        let query = FormReader.query(request)
        let answers = guide.answers { query[$0] }
        let steps = guide.steps.filter { LifeGuide.mayApply($0.when, answers) }
        let automatic = guide.automatic.filter { LifeGuide.mayApply($0.when, answers) }
        let model: Model = [
            "lead": guide.lead[language], "event": id, "all_count": String(event.codes.count),
            "questions": guide.questions.map { question($0, answers[$0.id], language) },
            "has_questions": !guide.questions.isEmpty, "is_narrowed": !answers.isEmpty,
            "steps": steps.map { step($0, answers, language, words) },
            "count": words["guide_count", ["count": String(steps.count)]],
            "automatic": automatic.map { ["automatic_text": $0.text[language]] as Model },
            "has_automatic": !automatic.isEmpty,
        ]
        return house.pages.page("citizen/guide", title: event.name[language], model, request: request, context: context)
    }

    private func question(_ question: LifeGuide.Question, _ answer: String?, _ language: Language) -> Model {
        var model: Model = [
            "question_id": question.id, "question_label": question.label[language],
            "options": question.options.enumerated().map { index, option -> Model in
                [
                    "option_id": "q-\(question.id)-\(index)", "option_value": option.value,
                    "option_label": option.label[language], "chosen": option.value == answer,
                ]
            },
        ]
        model.say("question_hint", question.hint?[language])
        return model
    }

    private func step(
        _ step: LifeGuide.Step, _ answers: [String: String], _ language: Language, _ words: Words
    ) -> Model {
        var model: Model = [
            "step_id": step.id, "step_title": step.title[language], "step_text": step.text[language],
            "papers": step.papers.map { ["paper": $0[language]] as Model }, "has_papers": !step.papers.isEmpty,
            "procedures": step.procedures.map { procedure($0, language) }, "has_procedures": !step.procedures.isEmpty,
        ]
        model.say("by", step.by?[language])
        model.say("ground", step.ground)
        if !LifeGuide.isSettled(step.when, answers) { model["depends"] = words["guide_depends"] }
        return model
    }

    private func procedure(_ code: String, _ language: Language) -> Model {
        let entry = house.catalogue.entry(code)
        var model: Model = ["code": code, "name": house.procedureName(code, language)]
        if language == .en, let entry, entry.name.en == entry.name.vi { model["is_vi"] = true }
        if house.isFiledOnline(code) { model["is_here"] = true }
        return model
    }
}

extension House {
    /// Whether a person can begin it on these pages.
    func isFiledOnline(_ code: String) -> Bool {
        guard let procedure = catalogue.procedure(code, on: today) else { return false }
        return procedure.intake.channels.contains(.online) && procedure.online != .none
    }

    /// Where a life event is explained: its guide, or the list of its procedures.
    func address(ofEvent id: String) -> String {
        catalogue.guide(to: id) == nil ? "/dich-vu?su-kien=\(id)" : "/su-kien/\(id)"
    }
}
