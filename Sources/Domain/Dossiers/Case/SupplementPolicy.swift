package import Catalogue
import Civic

/// What an answer to a request for supplements may change.
package enum SupplementPolicy {
    /// The answers a request opens: a field that is named opens all its parts.
    static func asked(_ items: [SupplementItem], _ procedure: Procedure) -> Set<String> {
        Set(fields(items, procedure).flatMap { $0.parts.map(\.id) })
    }

    /// The fields a request names, whole or by one of their parts.
    package static func fields(_ items: [SupplementItem], _ procedure: Procedure) -> [FormField] {
        let named = items.compactMap { item -> String? in
            if case .field(let id) = item.target { id } else { nil }
        }
        return procedure.fields.filter { field in
            named.contains { $0 == field.id || $0.hasPrefix(field.id + ".") }
        }
    }

    /// What a request names and the procedure does not have.
    static func unknown(_ items: [SupplementItem], _ procedure: Procedure) -> String? {
        for item in items {
            switch item.target {
            case .field(let id) where asked([item], procedure).isEmpty: return id
            case .document(let id) where procedure.document(id) == nil: return id
            default: continue
            }
        }
        return nil
    }

    /// Until when the next request may go out without the leader: so many working days after acceptance, or after the
    /// last supplement. Nil where the procedure knows no such round.
    static func noticeBy(
        _ dossier: Dossier, supplementedAt: Instant?, _ procedure: Procedure, _ calendar: WorkingCalendar
    ) -> Instant? {
        let number = dossier.supplementRounds
        guard number < procedure.supplement.rounds.count else { return nil }
        let round = procedure.supplement.rounds[number]
        guard let from = round.from == .supplemented ? supplementedAt ?? dossier.acceptedAt : dossier.acceptedAt else {
            return nil
        }
        let due = calendar.due(
            received: calendar.zone.local(from), limit: .workingDays(Double(round.within)), rule: .close)
        return calendar.zone.instant(due.at)
    }

    /// When a person is reminded of what was asked: at half time, and two working days before it closes, while the office is
    /// open (`procedures.md` 1.9). None where that is no time at all.
    static func reminders(from requested: Instant, to closes: Instant, _ calendar: WorkingCalendar) -> [Instant] {
        let half = Instant(milliseconds: requested.milliseconds + (closes.milliseconds - requested.milliseconds) / 2)
        let end = calendar.zone.local(closes)
        let last = LocalTime(calendar.workingDay(2, before: end.day), end.time)
        let times = [calendar.zone.instant(calendar.normalise(calendar.zone.local(half))), calendar.zone.instant(last)]
        return Set(times).filter { $0 > requested && $0 < closes }.sorted()
    }

    /// Fields answered before and now otherwise, though nobody asked: a question that came with a new answer may be
    /// answered, one that fell away may go.
    static func changedUnasked(
        from former: Answers, to answers: Answers, _ items: [SupplementItem], _ procedure: Procedure
    ) -> [String: LocalizedText] {
        let open = asked(items, procedure)
        let message = DossierProblem.notAsked([:]).publicMessage
        var changed: [String: LocalizedText] = [:]
        for (id, value) in answers.values where !open.contains(id) {
            if let before = former.values[id], before != value { changed[id] = message }
        }
        return changed
    }
}
