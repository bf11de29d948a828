import Catalogue
package import Civic
package import Journal
package import Store

/// Keeps what boards show, from event headers alone: erasure changes no figure. A consumer of the journal; exactly once,
/// and a second count of the whole journal gives the same rows (decision record 0035).
///
/// A figure belongs to the day on which it counts in law. What was recorded later than the day or the month it belongs to
/// has a row of its own under the day of recording, so that a board as of a past day shows what was known then.
package struct StatisticKeeper: JournalConsumer {
    package let name = "dossiers.figures"
    private let zone: CityZone
    private let rules: any CaseRules

    package init(zone: CityZone, rules: any CaseRules) {
        self.zone = zone
        self.rules = rules
    }

    package func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> FigureChange {
        var change = FigureChange()
        for event in events {
            guard let name = EventName(kind: event.kind), let code = event.facts.text("procedure") else { continue }
            let day = zone.day(event.header.effective)
            let procedure = rules.procedure(code, on: day)
            let counted = Counted(
                competent: event.facts.text("competent"), receiving: event.facts.text("receiving"), procedure: code,
                field: procedure?.field ?? code, isProtected: procedure?.isProtected == true, day: day,
                recorded: zone.day(event.header.at))
            change.add(Self.tally(name, event.facts, procedure?.online), counted)
            if name == .released, let minutes = event.facts.int("elapsed"), minutes >= 0 {
                change.add(FigurePart.time(DurationScale.place(of: Int(minutes))), 1, counted)
            }
            var reasons = event.facts.text("reasons") ?? ""
            if name == .undone, event.facts.text("event") == EventName.supplementRequested.rawValue {
                let taken = try await reader.stream(event.stream, after: event.header.streamSeq - 2, limit: 1)
                reasons = taken.first?.event.facts.text("reasons") ?? ""
            }
            guard let reasoned = FigurePart.Reasoned(name) else { continue }
            for reason in reasons.split(separator: " ") {
                change.add(reasoned.part(reason), name == .undone ? -1 : 1, counted)
            }
        }
        return change
    }

    package func apply(_ prepared: FigureChange, in transaction: any Transaction) throws {
        for (key, tally) in prepared.figures where !tally.isZero {
            try transaction.execute(
                StatisticStore.addFigure,
                [.text(key.unit)] + key.row.values + [.text(key.procedure)] + tally.ordered.map(SQLValue.int))
        }
        for (key, tally) in prepared.board where !tally.isZero {
            try transaction.execute(
                StatisticStore.addBoard,
                key.row.values + [.text(key.unit), .text(key.field), .bool(key.decides)]
                    + tally.ordered.map(SQLValue.int))
        }
        for (key, value) in prepared.parts where value != 0 {
            try transaction.execute(
                StatisticStore.addPart,
                [.text(key.unit)] + key.row.values + [.text(key.field), .text(key.measure), .int(value)])
        }
    }

    static func tally(_ event: EventName, _ facts: EventFacts, _ level: OnlineLevel?) -> Tally {
        var tally = Tally()
        switch event {
        case .lodged:
            // What another system decides is counted apart: we neither receive it nor are late with it.
            guard facts.bool("mirrored") != true else {
                tally[.mirrored] = 1
                break
            }
            tally[.received] = 1
            switch facts.text("channel").flatMap(Channel.init(rawValue:)) {
            case .online:
                tally[.online] = 1
                if facts.bool("assisted") == true { tally[.assisted] = 1 }
            case .post: tally[.posted] = 1
            case .counter, nil: break
            }
            if level == .full { tally[.full] = 1 }
            if level == .partial { tally[.partial] = 1 }
        case .accepted:
            tally[.accepted] = 1
            if facts.bool("on_time") == false { tally[.acceptedLate] = 1 }
        case .supplementRequested: tally[.supplements] = 1
        case .undone:
            if facts.text("event") == EventName.supplementRequested.rawValue { tally[.supplements] = -1 }
        case .released: tally[facts.bool("on_time") == false ? .late : .onTime] = 1
        case .returned:
            tally[.returned] = 1
            if facts.text("outcome") == DossierOutcome.granted.rawValue { tally[.granted] = 1 }
            if facts.text("outcome") == DossierOutcome.refused.rawValue { tally[.refused] = 1 }
        case .withdrawn: tally[.withdrawn] = 1
        case .stopped: tally[.stopped] = 1
        case .refusedAtIntake: tally[.refusedAtIntake] = 1
        case .rated:
            // Who changes the rating is counted where it stands now, from the day of the change on.
            func measure(_ isSatisfied: Bool) -> FigureMeasure { isSatisfied ? .satisfied : .dissatisfied }
            tally[measure(facts.bool("satisfied") == true)] += 1
            if let before = facts.bool("was") { tally[measure(before)] -= 1 }
        default: break
        }
        return tally
    }
}
