import Catalogue
import Civic
import Directory
import Dossiers

/// The parts of a case page below its panel: papers, money, deadlines, history, exchange, what is related.
struct CaseTabs {
    let house: House
    let view: DossierView
    let purpose: AccessPurpose
    let words: OfficerWords
    private let law: LawWords

    init(house: House, view: DossierView, purpose: AccessPurpose, words: OfficerWords) {
        self.house = house
        self.view = view
        self.purpose = purpose
        self.words = words
        law = LawWords(house.procedure(of: view.dossier), words.language)
    }

    func put(into model: inout Model) {
        let procedure = house.procedure(of: view.dossier)
        model["papers"] = view.papers.map { paper -> Model in
            var line: Model = [
                "paper_name": paper.name,
                "paper_document": procedure?.document(paper.document)?.name[words.language]
                    ?? paper.document,
                "paper_href": words.base
                    + CaseAddress.viewer(paper.upload, of: view.dossier.id, purpose: purpose),
                "paper_download": words.base
                    + CaseAddress.paper(paper.upload, of: view.dossier.id, purpose: purpose),
            ]
            let check = view.checks.first { $0.upload == paper.upload }
            line.say(
                "paper_checked",
                check.map {
                    words["viewer_checked_by", ["name": $0.officerName, "when": words.when($0.at)]]
                })
            return line
        }
        if view.papers.isEmpty { model["no_papers"] = true }
        let several = Dictionary(grouping: view.papers, by: \.document).filter { $0.value.count > 1 }
        model["bound"] = several.keys.sorted().map { document -> Model in
            [
                "bound_name": procedure?.document(document)?.name[words.language] ?? document,
                "bound_count": String(several[document]?.count ?? 0),
                "bound_href": words.base
                    + CaseAddress.bound(document, of: view.dossier.id, purpose: purpose),
            ]
        }
        model["payments"] = view.payments.map { payment -> Model in
            var line: Model = [
                "pay_name": payment.name[words.language], "pay_due": payment.due.formatted(words.language),
                "pay_borne": payment.borne.formatted(words.language),
                "pay_to_pay": payment.toPay.formatted(words.language),
            ]
            line.say("pay_receipt", payment.toPay > .zero ? payment.receiptNumber : words["pay_nothing"])
            return line
        }
        if !view.payments.isEmpty { model["has_payments"] = true }
        model["ledger"] = view.ledger.map(entry)
        model["history"] = view.history.reversed().map(event)
        model["notes"] = view.notes.map { note -> Model in
            ["note_when": words.when(note.at), "note_who": note.authorName, "note_text": note.text]
        }
        if view.notes.isEmpty { model["no_notes"] = true }
        exchange(into: &model)
        people(into: &model)
    }

    private func entry(_ entry: DeadlineEntry) -> Model {
        var line: Model = [
            "entry_kind": words["ledger_\(entry.kind.rawValue)"], "entry_when": words.when(entry.effective),
            "reasons": entry.reasons.map { ["reason_text": $0.text(words.language)] as Model },
        ]
        line.say("entry_due", entry.due.map(words.when))
        line.say("entry_ground", law.text(words.ground(entry)))
        return line
    }

    private func event(_ line: HistoryLine) -> Model {
        var model: Model = ["event_name": words.event(line.event), "event_when": words.when(line.at)]
        model.say("event_who", words.actor(line))
        model.say("event_text", law.text(words.said(line)))
        model.say("event_unit", line.unit.flatMap { try? UnitCode($0) }.map(words.unit))
        if line.wasUndone { model["undone"] = true }
        return model
    }

    /// What the unit that was asked said, or that its silence counts as consent.
    private func answer(to task: WorkTask) -> String? {
        guard task.state != .open else { return nil }
        let told = view.history.first { line in
            [.answered, .answerSilent].contains(line.event) && line.step == task.step && line.unit == task.unit.text
                && line.at >= task.openedAt
        }
        return told.map { $0.text.isEmpty ? words.event($0.event) : law.text($0.text) }
    }

    /// Asked of other units, answered or still open.
    private func exchange(into model: inout Model) {
        let asked = view.tasks.filter { $0.kind == .verification || $0.kind == .consultation }
        model["asked"] = asked.map { task -> Model in
            var line: Model = [
                "asked_name": words.step(task, of: view.dossier),
                "asked_unit": words.unit(task.unit), "asked_when": words.when(task.openedAt),
            ]
            line.say("asked_text", task.remark)
            line.say("asked_answer", answer(to: task))
            line["has_due"] = task.state == .open
            if task.state == .open { line.merge(words.due(task.due, clock: .running, at: task.unit).model) { $1 } }
            return line
        }
        if let request = view.supplement {
            let procedure = house.procedure(of: view.dossier)
            model["supplement"] =
                [
                    "round": String(request.round), "requested": words.when(request.requestedAt),
                    "items": request.items.map { item -> Model in
                        [
                            "item_name": name(item.target, procedure),
                            "item_reason": house.text(of: item, words.language),
                        ]
                    },
                ] as Model
        }
    }

    private func name(_ target: SupplementItem.Target, _ procedure: Procedure?) -> String {
        switch target {
        case .field(let id):
            procedure?.parts.first { $0.id == id }?.label[words.language]
                ?? procedure?.field(id)?.label[words.language] ?? id
        case .document(let id): procedure?.document(id)?.name[words.language] ?? id
        }
    }

    private func people(into model: inout Model) {
        model["parties"] = view.parties.map { party -> Model in
            ["party_part": words["part_\(party.part.rawValue)"], "party_name": party.person.name]
        }
        model["units"] = view.units.map { unit -> Model in
            ["unit_relation": words["relation_\(unit.relation.rawValue)"], "unit_name": words.unit(unit.unit)]
        }
        model["related"] = view.related.map { related -> Model in
            [
                "related_label": related.label, "related_how": words["link_\(related.relation)"],
                "related_href": words.base + CaseAddress.page(related.dossier),
            ]
        }
        if !view.related.isEmpty { model["has_related"] = true }
    }
}
