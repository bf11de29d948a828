import Catalogue
import CityFolder
package import Civic
import Directory

/// Calendars straight from a city folder, for `motcua due`: no database needed.
package struct CityCalendars: Sendable {
    private let office: WorkingCalendar
    private let byKind: [String: WorkingCalendar]
    private let kinds: [String: String]

    package init(_ files: HouseFiles) throws {
        let folder = try CityFolder(city: files.city)
        let findings = Findings()
        guard let profile = CityFile.read(folder, findings) else { throw CityFolderProblem.faulty(findings.errors) }
        let days = CatalogueTables.specialDays(folder, findings)
        let zone = profile.cityZone
        func calendar(_ hours: OfficeHours) -> WorkingCalendar {
            WorkingCalendar(revision: "", zone: zone, sessions: hours.week, days: days)
        }
        office = calendar(profile.sessions)
        byKind = profile.sessionsByKind.mapValues(calendar)
        kinds = Dictionary(
            UnitsFile.read(folder, findings).map { ($0.code.text, $0.kind.rawValue) },
            uniquingKeysWith: { _, last in last })
    }

    /// The calendar of a unit; the city's usual hours where no unit is named; nil for an unknown unit.
    package func calendar(_ unit: String?) -> WorkingCalendar? {
        guard let unit else { return office }
        guard let kind = kinds[unit] else { return nil }
        return byKind[kind] ?? office
    }
}
