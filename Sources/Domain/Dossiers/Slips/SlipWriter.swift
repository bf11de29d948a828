import Catalogue
import Civic
import Directory
import Rules

/// Fills one slip from what was read of a dossier. What was true at the event stands on it, so that a reprint says
/// the same.
struct SlipWriter {
    let desk: DossierDesk
    let view: DossierView
    let line: HistoryLine
    let procedure: Procedure
    let words: SlipWords

    private var dossier: Dossier { view.dossier }

    func values(_ kind: SlipKind) async throws -> [String: RuleValue] {
        var values = try await common()
        let own: [String: RuleValue] =
            switch kind {
            case .receipt: try await receipt()
            case .supplementRequest: try await supplement()
            case .refusal: ["reason": .optional(line.text)]
            case .apology: apology
            case .stopNotice: stop
            case .controlSlip: ["handovers": handovers]
            }
        values.merge(own) { $1 }
        return values
    }

    private func common() async throws -> [String: RuleValue] {
        let unit = line.unit.flatMap { try? UnitCode($0) } ?? dossier.receiving
        let day = desk.directory.zone.day(line.at)
        return [
            "agency": words.agency(unit, on: day),
            "number": .optional(dossier.label.split(separator: "-").last.map(String.init)),
            "code": .string(dossier.label), "dated": words.day(line.at),
            "applicant": [
                "name": .string(dossier.applicantName),
                "number": .optional(try await desk.directory.number(of: dossier.applicant)?.text),
                "address": .null, "phone": .optional(view.answers.text("phone")),
                "email": .optional(view.answers.text("email")),
            ],
            "procedure": ["code": .string(dossier.procedure), "name": .string(procedure.name.vi)],
            "officer": .optional(line.actorName), "accepted": words.moment(dossier.acceptedAt),
            "due": words.moment(dossier.originalDue ?? dossier.due),
        ]
    }

    private func receipt() async throws -> [String: RuleValue] {
        let place = try await desk.bookPlace(of: dossier)
        let first = view.ledger.first { $0.kind == .set }
        let limit = first?.reasons.lazy.compactMap { if case .limit(let limit) = $0 { limit.text(.vi) } else { nil } }
            .first
        let submitter = view.parties.first { $0.part == .submitter }?.person.name ?? dossier.applicantName
        return [
            "documents": .list(documents), "sets": 1, "limit": .optional(limit),
            "due": words.moment(first?.due ?? dossier.originalDue),
            "returning": .string(words.unit(dossier.returning)), "submitter": .string(submitter),
            "secret": dossier.channel == .counter ? .string(desk.secrets.secret(of: dossier.id)) : .null,
            "volume": place.map { .int(Int64($0.volume)) } ?? .null,
            "position": place.map { .int(Int64($0.position)) } ?? .null,
            "fees": .list(view.payments.filter { $0.toPay > .zero }.map(fee)),
        ]
    }

    private func fee(_ line: PaymentLine) -> RuleValue {
        ["name": .string(line.name.vi), "amount": .string(words.money(line.toPay))]
    }

    /// The papers handed in: what the procedure calls for on paper at a counter, the files sent in from afar.
    private var documents: [RuleValue] {
        let journey = FormJourney(
            procedure, FormContext(channel: dossier.channel, today: desk.directory.zone.day(dossier.lodgedAt)))
        let needed = ((try? journey.neededDocuments(view.answers)) ?? procedure.documents)
            .filter { $0.hand == .submit && $0.at == .intake }
        return needed.map { rule in
            let files = view.papers.count { $0.document == rule.id }
            let onPaper = dossier.channel != .online
            return [
                "name": .string(rule.name.vi), "originals": .int(onPaper ? Int64(rule.originals) : 0),
                "copies": .int(onPaper ? Int64(rule.copies) : 0), "electronic": .int(Int64(files)),
            ]
        }
    }

    private func supplement() async throws -> [String: RuleValue] {
        let request = try await desk.sentSupplement(of: dossier.id, at: line.at)
        let items = (request?.items ?? []).map { item -> RuleValue in
            ["what": .string(name(of: item.target)), "reason": .string(item.reason)]
        }
        return [
            "items": .list(items), "round": .int(Int64(max(1, request?.round ?? 1))),
            "closes": words.day(request?.closesAt), "ground": .optional(procedure.supplement.rounds.first?.ground),
        ]
    }

    private func name(of target: SupplementItem.Target) -> String {
        switch target {
        case .field(let id):
            procedure.fields.first { field in field.id == id || field.parts.contains { $0.id == id } }?.label.vi ?? id
        case .document(let id): procedure.documents.first { $0.id == id }?.name.vi ?? id
        }
    }

    private var apology: [String: RuleValue] {
        let entry = view.ledger.last { $0.kind == .apologised }
        let earlier = entry.flatMap { entry in view.ledger.last { $0.number < entry.number && $0.due != nil }?.due }
        return [
            "reason": .optional(line.text), "original_due": words.moment(earlier ?? dossier.originalDue),
            "new_due": words.moment(entry?.due), "new_due_day": words.day(entry?.due),
        ]
    }

    private var stop: [String: RuleValue] {
        let stage = view.tasks.last { $0.state == .cancelled || $0.closedAt == line.at }
        return [
            "reason": .optional(line.text), "stage": .optional(stage.map { desk.stepName($0, of: dossier).vi }),
            "paid": .list(view.payments.filter { $0.paidAt != nil && $0.toPay > .zero }.map(fee)),
        ]
    }

    private var handovers: RuleValue {
        .list(
            Handover.all(of: view, in: desk.directory.zone).map { handover in
                [
                    "giver": .string(words.unit(handover.giver)),
                    "taker": .string(handover.taker.map(words.unit) ?? dossier.applicantName),
                    "giver_officer": .optional(handover.giverName), "taker_officer": .optional(handover.takerName),
                    "at": words.moment(handover.at), "result": .optional(handover.timing?.words),
                    "note": .optional(handover.task.map { desk.stepName($0, of: dossier).vi } ?? "Trả kết quả"),
                ]
            })
    }
}
