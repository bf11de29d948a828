package import Civic
package import Directory
import Store

/// A dossier whose date falls on a day that is about to be closed.
package struct DueOnDay: Sendable {
    package let label: String
    package let procedure: String
    package let unit: UnitCode?
    package let due: Instant
}

extension DossierDesk {
    /// Dossiers under way that fall due on these days, at most two hundred: who closes a day sees what keeps its date.
    /// Codes and units only; whoever administers the city.
    package func dueOn(_ days: [Day], by actor: Actor) async throws -> [DueOnDay] {
        try directory.decide(.manageUnit, on: .house, by: actor).required()
        let zone = directory.zone
        let closed = Set(days)
        guard let first = closed.min(), let last = closed.max() else { return [] }
        let span = [first, last + 1].map { SQLValue.instant(zone.instant(LocalTime($0, TimeOfDay(minutes: 0)))) }
        let units = Set(directory.tree.units.map(\.code))
        let found = try await database.read { transaction in
            // Of a dossier on which several units work, once.
            var found: [ID<Dossier>: DueOnDay] = [:]
            for unit in units {
                try transaction.forEach(TaskStore.dueBetween, [.text(unit.text)] + span) { row in
                    let due = row.instant(4)
                    guard closed.contains(zone.day(due)) else { return }
                    found[row.id(0)] = DueOnDay(
                        label: row.text(1), procedure: row.text(2),
                        unit: row.optionalText(3).flatMap { try? UnitCode($0) }, due: due)
                }
            }
            return found
        }
        return Array(found.values.sorted { ($0.due, $0.label) < ($1.due, $1.label) }.prefix(200))
    }
}
