import Catalogue
package import Civic
package import Journal
package import Store

/// Day tables by unit and procedure, kept from event headers alone: erasure changes no statistic. A consumer of the
/// journal; exactly once. A line counts for the competent and for the receiving unit.
package struct StatisticKeeper: JournalConsumer {
    package struct Key: Hashable, Sendable {
        let unit: String
        let day: Day
        let procedure: String
        /// A `Measure`, or a `Measure.Reasoned` with a code.
        let measure: String
    }

    package enum Measure: String, Sendable, CaseIterable {
        case received, online, assisted, accepted, ended, granted, refused, late, supplements, mirrored
        case onTime = "on_time"

        /// Counted for each ready reason given: `supplements/paper-blurred`.
        package enum Reasoned: String, Sendable, CaseIterable {
            case supplements, refusals

            func measure(_ code: some StringProtocol) -> String { "\(rawValue)/\(code)" }
        }
    }

    package let name = "dossiers.statistics"
    private let zone: CityZone
    private let rules: any CaseRules

    package init(zone: CityZone, rules: any CaseRules) {
        self.zone = zone
        self.rules = rules
    }

    package func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> [Key: Int64] {
        var sums: [Key: Int64] = [:]
        for event in events {
            guard let name = EventName(kind: event.kind), let procedure = event.facts.text("procedure") else {
                continue
            }
            let day = zone.day(event.header.effective)
            // Protected procedures are so few that a unit's own line would tell its people of each: the city's alone.
            let isProtected = rules.procedure(procedure, on: day)?.isProtected == true
            let units = isProtected ? [] : Set(["competent", "receiving"].compactMap { event.facts.text($0) })
            var reasons = event.facts.text("reasons") ?? ""
            if name == .undone, event.facts.text("event") == EventName.supplementRequested.rawValue {
                let taken = try await reader.stream(event.stream, after: event.header.streamSeq - 2, limit: 1)
                reasons = taken.first?.event.facts.text("reasons") ?? ""
            }
            let counted =
                Self.measures(name, event.facts).map { ($0.rawValue, $1) } + Self.reasoned(name, event.facts, reasons)
            for (measure, value) in counted {
                for unit in units {
                    sums[Key(unit: unit, day: day, procedure: procedure, measure: measure), default: 0] += value
                }
                // The city's own line, so that no board has to add up its units (a dossier stands in two of them).
                sums[Key(unit: StatisticStore.city, day: day, procedure: procedure, measure: measure), default: 0] +=
                    value
            }
        }
        return sums
    }

    package func apply(_ prepared: [Key: Int64], in transaction: any Transaction) throws {
        for (key, value) in prepared where value != 0 {
            try transaction.execute(
                StatisticStore.add,
                [
                    .text(key.unit), .day(key.day), .text(key.procedure), .text(key.measure), .int(value),
                ])
        }
    }

    private static func reasoned(
        _ event: EventName, _ facts: EventFacts, _ reasons: String
    ) -> [(String, Int64)] {
        let kind: Measure.Reasoned
        switch event {
        case .supplementRequested, .undone: kind = .supplements
        case .refusedAtIntake: kind = .refusals
        default: return []
        }
        let value: Int64 = event == .undone ? -1 : 1
        return reasons.split(separator: " ").map { (kind.measure($0), value) }
    }

    static func measures(_ event: EventName, _ facts: EventFacts) -> [(Measure, Int64)] {
        switch event {
        case .lodged:
            // What another system decides is counted apart: we neither receive it nor are late with it.
            if facts.bool("mirrored") == true { return [(.mirrored, 1)] }
            var found: [(Measure, Int64)] = [(.received, 1)]
            if facts.text("channel") == Channel.online.rawValue {
                found.append((.online, 1))
                // Filed online by an officer for somebody (hỗ trợ nộp trực tuyến): digital, but not by the person's own
                // hand. Paper typed in at the counter is neither.
                if facts.bool("assisted") == true { found.append((.assisted, 1)) }
            }
            return found
        case .accepted: return [(.accepted, 1)]
        case .supplementRequested: return [(.supplements, 1)]
        case .undone: return facts.text("event") == EventName.supplementRequested.rawValue ? [(.supplements, -1)] : []
        case .released: return [(facts.bool("on_time") == false ? .late : .onTime, 1)]
        case .returned, .withdrawn, .stopped, .refusedAtIntake:
            var found: [(Measure, Int64)] = [(.ended, 1)]
            if facts.text("outcome") == DossierOutcome.granted.rawValue { found.append((.granted, 1)) }
            if facts.text("outcome") == DossierOutcome.refused.rawValue { found.append((.refused, 1)) }
            return found
        default: return []
        }
    }
}
