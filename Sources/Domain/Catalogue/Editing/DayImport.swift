package import CityFolder
package import Civic
package import Directory

/// What days of the calendar would be after a list of `holidays.csv`, before anything is done.
package struct DayImport: Sendable {
    package enum Deed: String, Sendable, Hashable, CaseIterable {
        case added
        case changed
        case unchanged
    }

    package struct Line: Sendable {
        package let day: Day
        package let special: SpecialDay
        package let deed: Deed
    }

    /// By day.
    package let lines: [Line]
    package let refused: [Diagnostic]
    let file: [UInt8]

    package var isWhole: Bool { refused.isEmpty }
    /// Days that would be worked no more: what falls due on one keeps its date.
    package var closed: [Day] { lines.filter { $0.deed != .unchanged && !$0.special.isWorked }.map(\.day) }
}

extension CityEditor {
    private static let holidays = "holidays.csv"

    /// - Parameter csv: `date, kind, name_vi, name_en, decided_by, sessions`, as in the folder.
    /// - Parameter reviews: false where publishing asks the city's own rules anyway.
    package func planDays(_ csv: [UInt8], reviews: Bool = true) async throws -> DayImport {
        let folder = try await folder()
        let findings = Findings()
        let upload = CityFolder.Layer(name: "csv", files: [Self.holidays: csv])
        let days = CatalogueTables.specialDays(CityFolder(layers: [upload]), findings)
        if reviews, !findings.hasErrors {
            findings.add(review(CityFolder(layers: folder.layers + [upload]), before: folder))
        }
        let known = CatalogueTables.specialDays(folder, Findings())
        let own = folder.layers.first { $0.name == CitySources.ownLayer }?.files[Self.holidays]
        let lines = days.sorted { $0.key < $1.key }.map { day, special in
            DayImport.Line(
                day: day, special: special,
                deed: known[day].map { $0 == special ? .unchanged : .changed } ?? .added)
        }
        return DayImport(
            lines: lines, refused: findings.sorted.filter { $0.severity == .error },
            file: CSVSource.merged(own, with: csv, key: ["date"]))
    }

    /// Publishes the city with these days. Dates that were given stay: each line of a deadline names the calendar it was
    /// reckoned by.
    package func takeInDays(_ csv: [UInt8], by actor: Actor) async throws {
        let plan = try await planDays(csv, reviews: false)
        guard plan.isWhole else { throw CityFolderProblem.faulty(plan.refused) }
        guard plan.lines.contains(where: { $0.deed != .unchanged }) else { return }
        try await publish([Self.holidays: plan.file], by: actor)
    }
}
