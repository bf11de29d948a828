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

extension DossierDesk {
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
