import Catalogue
package import Civic
import Directory
import Store

/// What statistics are laid out by.
package enum StatisticGroup: String, Sendable, CaseIterable {
    case unit, procedure, day
    /// Field of government (lĩnh vực), by the version of the procedure in force at the end of the days asked for.
    case field
}

/// How often a ready reason was given.
package struct ReasonCount: Sendable, Equatable {
    /// Of `reasons.csv`.
    package let code: String
    package let supplements: Int
    package let refusals: Int

    package init(code: String, supplements: Int, refusals: Int) {
        self.code = code
        self.supplements = supplements
        self.refusals = refusals
    }
}

extension DossierDesk {
    /// Ready reasons given by a unit (nil: the whole city) over days, both included, the most frequent first.
    package func reasons(unit: UnitCode?, from: Day, to: Day, asOf: Day? = nil) async throws -> [ReasonCount] {
        let period = FigurePeriod(from: from, to: to, asOf: asOf)
        return try await database.read { try Self.reasons(unit: unit, field: nil, over: period, in: $0) }
    }

    static func reasons(
        unit: UnitCode?, field: String?, over period: FigurePeriod, in transaction: any Transaction
    ) throws -> [ReasonCount] {
        var sums: [String: [FigurePart.Reasoned: Int]] = [:]
        for kind in FigurePart.Reasoned.allCases {
            try parts(of: unit, over: period, FigurePart.range(kind.prefix), in: transaction) { found, measure, value in
                guard field == nil || field == found else { return }
                sums[String(measure.dropFirst(kind.prefix.count)), default: [:]][kind, default: 0] += value
            }
        }
        return sums.map {
            ReasonCount(code: $0, supplements: $1[.supplements] ?? 0, refusals: $1[.refusals] ?? 0)
        }.filter { $0.supplements + $0.refusals > 0 }
            .sorted { ($1.supplements + $1.refusals, $0.code) < ($0.supplements + $0.refusals, $1.code) }
    }

    /// What is counted beside the measures, by field.
    static func parts(
        of unit: UnitCode?, over period: FigurePeriod, _ range: [SQLValue], in transaction: any Transaction,
        _ take: (_ field: String, _ measure: String, _ value: Int) -> Void
    ) throws {
        for span in period.spans {
            try transaction.forEach(
                StatisticStore.parts,
                [.text(unit?.text ?? StatisticStore.city)] + span.values + [period.known] + range
            ) { take($0.text(0), $0.text(1), Int($0.int(2))) }
        }
    }

    /// Counts of a unit (nil: the whole city, each dossier once) over days, both included.
    /// - Parameter asOf: what became known after this day is left out.
    package func statistics(
        unit: UnitCode?, from: Day, to: Day, by group: StatisticGroup, asOf: Day? = nil
    ) async throws -> [StatisticLine] {
        let rules = rules
        let period = FigurePeriod(from: from, to: to, asOf: asOf)
        let sums = try await database.read { transaction -> [String: Tally] in
            var sums: [String: Tally] = [:]
            func add(_ key: String, _ row: any Row) { sums[key, default: .zero] += Tally(row, from: 1) }
            let ofUnit = [SQLValue.text(unit?.text ?? StatisticStore.city)]
            switch group {
            case .unit:
                for span in period.spans {
                    try transaction.forEach(StatisticStore.byUnit, span.values + [period.known]) { row in
                        if unit == nil || unit?.text == row.text(0) { add(row.text(0), row) }
                    }
                }
            case .day:
                let days = FigureSpan(grain: .day, first: period.from, last: period.to)
                try transaction.forEach(StatisticStore.byDay, ofUnit + days.values + [period.known]) {
                    add($0.text(0), $0)
                }
            case .procedure, .field:
                for span in period.spans {
                    try transaction.forEach(StatisticStore.byProcedure, ofUnit + span.values + [period.known]) { row in
                        // What is no procedure of the city any more stands under its own code.
                        let code = row.text(0)
                        add(group == .procedure ? code : rules.procedure(code, on: period.to)?.field ?? code, row)
                    }
                }
            }
            return sums
        }
        return sums.filter { !$0.value.isZero }.map(StatisticLine.init).sorted { $0.key < $1.key }
    }
}

extension StatisticLine {
    init(_ key: String, _ tally: Tally) {
        self.init(
            key: key, received: tally[.received], accepted: tally[.accepted], ended: tally.ended,
            granted: tally[.granted], refused: tally[.refused], onTime: tally[.onTime], late: tally[.late],
            online: tally[.online], assisted: tally[.assisted], supplements: tally[.supplements],
            open: tally[.received] - tally.ended)
    }
}
