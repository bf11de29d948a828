import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// One service: what it is for, what is needed, what it costs, how long it takes, and where to start (ux.md C03). The
/// thousands that are only described show their facts and where to file.
struct ServicePage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let code = context.parameters.get("code") ?? ""
        let entry = house.catalogue.entry(code)
        let procedure = house.catalogue.procedure(code, on: house.today)
        guard entry != nil || procedure != nil else { throw DoorProblem.notFound }
        let language = context.language
        let words = house.pages.words(context)
        var model: Model = ["code": code]
        if let entry { model.merge(facts(entry, language, words)) { $1 } }
        if let procedure { model.merge(modelled(procedure, language, words)) { $1 } }
        let title = procedure?.name[language] ?? entry?.name[language] ?? code
        if language == .en, procedure == nil, let entry, entry.name.en == entry.name.vi { model["name_is_vi"] = true }
        model["life_events"] = house.catalogue.lifeEvents.filter { $0.codes.contains(code) }.map { event -> Model in
            ["event_address": house.address(ofEvent: event.id), "event_name": event.name[language]]
        }
        model["has_events"] = house.catalogue.lifeEvents.contains { $0.codes.contains(code) }
        model["drafts"] = try await drafts(of: code, words, context)
        model["back"] = context.language == .en ? "/en/dich-vu" : "/dich-vu"
        return house.pages.page("citizen/service", title: title, model, request: request, context: context)
    }

    /// The person's own drafts of this service, to go on with.
    private func drafts(of code: String, _ words: Words, _ context: HouseContext) async throws -> [Model] {
        guard AccessRule.guest.admits(context.actor) else { return [] }
        return try await house.drafts.list(by: context.actor).filter { $0.procedure == code }.map { draft in
            let name = (try? DraftCase(draft, house, context))?.name
            var row: Model = [
                "draft": String(draft.id), "saved": words["draft_saved", ["time": house.time(draft.savedAt, context)]],
            ]
            row.say("person", name)
            return row
        }
    }

    private func facts(_ entry: CatalogueEntry, _ language: Language, _ words: Words) -> Model {
        func terms(_ terms: [EntryTerm]) -> [Model] {
            terms.map { ["term_channel": words["channel_\($0.channel)"], "term_value": $0.text(language)] }
        }
        var model: Model = [
            "online": words["online_\(entry.online.rawValue)"], "scale": String(entry.online.scale),
            "scale_text": words["scale", ["level": String(entry.online.scale)]],
            "level": words["level_\(entry.level)"],
            "channels": entry.channels.map { words["channel_\($0)"] },
            "has_channels": !entry.channels.isEmpty,
            "times": terms(entry.deadlines), "has_times": !entry.deadlines.isEmpty,
            "fees": terms(entry.fees), "has_fees": !entry.fees.isEmpty,
        ]
        model.say("field", house.catalogue.field(entry.field)?.name[language])
        model.say("decision", entry.decision)
        if entry.documents > 0 { model["document_count"] = words["service_papers", ["count": String(entry.documents)]] }
        return model
    }

    private func modelled(_ procedure: Procedure, _ language: Language, _ words: Words) -> Model {
        let journey = FormJourney(procedure, FormContext(channel: .online, today: house.today, language: language))
        var model: Model = [
            "is_modelled": true, "summary": procedure.summary[language],
            "before": procedure.before.map { $0[language] }, "has_before": !procedure.before.isEmpty,
            "online": words["online_\(procedure.online.rawValue)"], "scale": String(procedure.online.scale),
            "scale_text": words["scale", ["level": String(procedure.online.scale)]],
            "level": words["level_\(procedure.level)"],
            "channels": procedure.intake.channels.map { words["channel_\($0.rawValue)"] }, "has_channels": true,
            "limits": procedure.limits.map { ["limit_text": $0.limit.text(language), "ground": $0.ground] as Model },
            "documents": procedure.documents.filter { $0.hand != .form && $0.at == .intake }.map { rule -> Model in
                var row: Model = ["doc_name": rule.name[language], "doc_hand": words["hand_\(rule.hand.rawValue)"]]
                row.say("doc_hint", rule.hint?[language])
                if rule.needIf != nil { row["sometimes"] = true }
                return row
            },
            "result": procedure.result.name[language],
            "can_start": procedure.intake.channels.contains(.online) && procedure.online != .none
                && !procedure.isMirrored(.online),
            "minutes": String(max(3, procedure.pages.count)),
        ]
        model["has_documents"] = !((model["documents"] as? [Model]) ?? []).isEmpty
        model.say("decision", procedure.decision)
        if let owner = procedure.owner, procedure.isMirrored(.online) {
            model.say("owner", words["service_owner", ["name": owner.name[language]]])
        }
        // What is owed before anything is answered; where that depends on an answer, the check page tells.
        if let quote = try? journey.fees(Answers()), !quote.lines.isEmpty {
            model["has_quote"] = true
            model["quote"] = quote.lines.map { line -> Model in
                var row: Model = ["fee_name": line.name[language], "fee_text": line.toPay.formatted(language)]
                if line.toPay == .zero { row["fee_text"] = words["free"] }
                return row
            }
        }
        return model
    }
}
