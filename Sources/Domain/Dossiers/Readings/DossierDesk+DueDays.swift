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
        let spans = days.prefix(60).map { day in
            [day, day + 1].map { zone.instant(LocalTime($0, TimeOfDay(minutes: 0))) }
        }
        return try await database.read { transaction in
            var found: [DueOnDay] = []
            for span in spans {
                found += try transaction.all(TaskStore.dueBetween, span.map { .instant($0) }) { row in
                    DueOnDay(
                        label: row.text(0), procedure: row.text(1),
                        unit: row.optionalText(2).flatMap { try? UnitCode($0) }, due: row.instant(3))
                }
            }
            return Array(found.prefix(200))
        }
    }
}
