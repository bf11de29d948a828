import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// A dossier's state in plain words: what it is, who has it, until when and why, and what comes next.
struct TrackingModel {
    let house: House
    let context: HouseContext

    private var language: Language { context.language }

    func model(_ view: TrackingView) -> Model {
        let words = house.pages.words(context)
        var model: Model = [
            "label": view.label, "service": house.procedureName(view.procedure, language),
            "status": view.status.plainText[language], "status_number": String(view.status.rawValue),
            "progress": String(view.progress), "progress_text": words["progress_of", ["percent": String(view.progress)]],
            "next_text": words["next_\(view.status.rawValue)"], "tone": Self.tone(view.status),
        ]
        if let outcome = view.outcome { model["outcome"] = words["outcome_\(outcome.rawValue)"] }
        guard let detail = view.detail else { return model }
        model["has_detail"] = true
        model["lodged"] = house.time(detail.lodgedAt, context)
        if let accepted = detail.acceptedAt { model["accepted"] = house.time(accepted, context) }
        if let due = detail.due, !view.status.isFinal { model["due"] = house.time(due, context) }
        if detail.clock == .paused { model["paused"] = true }
        if detail.clock == .notStarted && !view.status.isFinal { model["not_started"] = true }
        model["reasons"] = detail.dueReasons.map { $0.text(language) }
        model["has_reasons"] = !detail.dueReasons.isEmpty && !view.status.isFinal
        model["holders"] = detail.holders.map { holder -> Model in
            var row: Model = ["holder_unit": house.unitName(holder.unit, language), "holder_step": holder.step[language]]
            if let due = holder.due { row["holder_due"] = house.time(due, context) }
            return row
        }
        model["has_holders"] = !detail.holders.isEmpty
        // The newest first: what happened last is what people look for.
        model["steps"] = detail.steps.reversed().enumerated().map { index, step -> Model in
            ["event": words["event_\(step.event.rawValue)"], "at": house.time(step.at, context), "is_now": index == 0]
        }
        switch detail.needsAction {
        case .supplement(let until)?: need("supplement", until, &model, words)
        case .proof(let until)?: need("proof", until, &model, words)
        case .payment?: need("payment", nil, &model, words)
        case .collect?: need("collect", nil, &model, words)
        case nil: break
        }
        return model
    }

    private func need(_ kind: String, _ until: Instant?, _ model: inout Model, _ words: Words) {
        model["need"] = words["need_\(kind)"]
        model["need_\(kind)"] = true
        if let until { model["need_until"] = words["until", ["time": house.time(until, context)]] }
    }

    static func tone(_ status: DossierStatus) -> String {
        switch status {
        case .awaitingSupplement, .awaitingPayment: "tag tag-warn"
        case .released, .returned: "tag tag-good"
        case .refusedAtIntake, .stopped: "tag tag-bad"
        default: "tag"
        }
    }
}
