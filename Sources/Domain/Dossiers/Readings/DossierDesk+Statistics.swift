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
    package func reasons(unit: UnitCode?, from: Day, to: Day) async throws -> [ReasonCount] {
        let sums = try await database.read { transaction -> [String: [Substring: Int]] in
            var sums: [String: [Substring: Int]] = [:]
            try transaction.forEach(
                StatisticStore.ofUnit, [.text(unit?.text ?? StatisticStore.city), .day(from), .day(to)]
            ) { row in
                let parts = row.text(2).split(separator: "/", maxSplits: 1)
                guard parts.count == 2 else { return }
                sums[String(parts[1]), default: [:]][parts[0], default: 0] += Int(row.int(3))
            }
            return sums
        }
        func count(_ sums: [Substring: Int], _ kind: StatisticKeeper.Measure.Reasoned) -> Int {
            sums[kind.rawValue[...]] ?? 0
        }
        return sums.map {
            ReasonCount(code: $0, supplements: count($1, .supplements), refusals: count($1, .refusals))
        }.filter { $0.supplements + $0.refusals > 0 }
            .sorted { ($1.supplements + $1.refusals, $0.code) < ($0.supplements + $0.refusals, $1.code) }
    }

    /// Counts of a unit (nil: the whole city, each dossier once) over days, both included.
    package func statistics(
        unit: UnitCode?, from: Day, to: Day, by group: StatisticGroup
    ) async throws -> [StatisticLine] {
        let rules = rules
        // What is no procedure of the city any more stands under its own code.
        let field: @Sendable (String) -> String = { rules.procedure($0, on: to)?.field ?? $0 }
        let sums = try await database.read { transaction -> [String: [String: Int]] in
            var sums: [String: [String: Int]] = [:]
            if group == .unit {
                try transaction.forEach(StatisticStore.units, [.day(from), .day(to)]) { row in
                    guard unit == nil || unit?.text == row.text(0) else { return }
                    sums[row.text(0), default: [:]][row.text(1), default: 0] += Int(row.int(2))
                }
                return sums
            }
            try transaction.forEach(
                StatisticStore.ofUnit, [.text(unit?.text ?? StatisticStore.city), .day(from), .day(to)]
            ) { row in
                let key = group == .day ? row.text(0) : group == .field ? field(row.text(1)) : row.text(1)
                sums[key, default: [:]][row.text(2), default: 0] += Int(row.int(3))
            }
            return sums
        }
        return sums.map { key, values in
            func value(_ measure: StatisticKeeper.Measure) -> Int { values[measure.rawValue] ?? 0 }
            return StatisticLine(
                key: key, received: value(.received), accepted: value(.accepted), ended: value(.ended),
                granted: value(.granted), refused: value(.refused), onTime: value(.onTime), late: value(.late),
                online: value(.online), assisted: value(.assisted), supplements: value(.supplements),
                open: value(.received) - value(.ended))
        }.sorted { $0.key < $1.key }
    }
}
