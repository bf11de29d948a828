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
            "progress": String(view.progress),
            "progress_text": words["progress_of", ["percent": String(view.progress)]],
            "next_text": words["next_\(view.status.rawValue)"], "tone": Self.tone(view.status),
        ]
        if let asOf = view.asOf { model["as_of"] = words["track_as_of", ["time": house.time(asOf, context)]] }
        if let outcome = view.outcome { model["outcome"] = words["outcome_\(outcome.rawValue)"] }
        guard let detail = view.detail else { return model }
        model["has_detail"] = true
        if detail.isMirrored, !view.status.isFinal {
            model["next_text"] = words["next_mirrored", ["unit": house.unitName(detail.responsible, language)]]
        }
        model["lodged"] = house.time(detail.lodgedAt, context)
        if let accepted = detail.acceptedAt { model["accepted"] = house.time(accepted, context) }
        if !view.status.isFinal { model.merge(DueWords(house: house, context: context).model(detail)) { $1 } }
        model["reasons"] = detail.dueReasons.map { $0.text(language) }
        model["has_reasons"] = !detail.dueReasons.isEmpty && !view.status.isFinal
        model["holders"] = detail.holders.map { holder -> Model in
            var row: Model = [
                "holder_unit": house.unitName(holder.unit, language), "holder_step": holder.step[language],
            ]
            if let due = holder.due { row["holder_due"] = house.time(due, context) }
            return row
        }
        model["has_holders"] = !detail.holders.isEmpty
        if detail.holders.isEmpty, !view.status.isFinal {
            let unit = house.unitName(detail.responsible, language)
            model["responsible"] = detail.needsAction == nil ? unit : words["holder_you", ["unit": unit]]
        }
        // The newest first: what happened last is what people look for.
        model["steps"] = detail.steps.reversed().enumerated().map { index, step -> Model in
            var row: Model = [
                "event": words[step.sendsProof ? "event_proofSent" : "event_\(step.event.rawValue)"],
                "at": house.time(step.at, context), "is_now": index == 0,
            ]
            if let unit = step.unit { row["by"] = house.unitName(unit, language) }
            return row
        }
        need(detail, &model, words)
        return model
    }

    /// What the person can do now stands in the headline too: nobody is told to wait while the dossier waits for them.
    private func need(_ detail: TrackingView.Detail, _ model: inout Model, _ words: Words) {
        guard let action = detail.needsAction else { return }
        let kind = action.word
        model["need"] = words["need_\(kind)"]
        model["need_\(kind)"] = true
        switch action {
        case .supplement(let until), .proof(let until):
            if let until { model["need_until"] = words["until", ["time": house.time(until, context)]] }
        case .payment: break
        case .collect:
            model["collect_at"] = house.unitName(detail.returning, language)
        }
        if case .proof = action {
            model["status"] = words["waiting_proof"]
            model["next_text"] = words["next_proof"]
            model["tone"] = "tag tag-warn"
        }
    }

    /// What the page after sending says of the dossier as it is by now: the code has another name once it is accepted.
    func sent(_ view: TrackingView) -> Model {
        let words = house.pages.words(context)
        guard let detail = view.detail else { return [:] }
        if let accepted = detail.acceptedAt {
            var model: Model = [
                "reference_label": words["fact_code"],
                "accepted": words["sent_accepted", ["time": house.time(accepted, context)]],
            ]
            if let due = detail.due { model["due"] = words["due_on", ["time": house.time(due, context)]] }
            return model
        }
        var model: Model = ["reference_label": words["sent_reference"], "not_accepted": true]
        if let by = detail.holders.compactMap(\.due).first {
            model["deadline"] = words["sent_deadline", ["time": house.time(by, context)]]
        }
        return model
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
