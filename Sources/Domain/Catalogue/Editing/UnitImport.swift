package import CityFolder
import Civic
package import Directory

/// What a list of units would do to the city's, before anything is done. Its columns are those of `units.csv`, and its
/// reader too.
package struct UnitImport: Sendable {
    package enum Deed: String, Sendable, Hashable, CaseIterable {
        case added
        case changed
        case ended
        case unchanged
    }

    package struct Line: Sendable {
        package let number: Int
        package let unit: Directory.Unit
        package let deed: Deed
    }

    package let lines: [Line]
    /// Place, cause, cure; nothing is taken in while there is one.
    package let refused: [Diagnostic]
    /// The pages' own `units.csv` with the list merged in.
    let file: [UInt8]

    package var isWhole: Bool { refused.isEmpty }
    package func count(_ deed: Deed) -> Int { lines.count { $0.deed == deed } }
}

extension CityEditor {
    private static let upload = "csv"
    private static let key = ["code", "valid_from"]

    /// - Parameter reviews: false where publishing asks the city's own rules anyway.
    package func planUnits(_ csv: [UInt8], reviews: Bool = true) async throws -> UnitImport {
        let folder = try await folder()
        let findings = Findings()
        let alone = CityFolder(layers: [CityFolder.Layer(name: Self.upload, files: [UnitsFile.path: csv])])
        let rows = UnitsFile.rows(alone, findings)
        let own = folder.layers.first { $0.name == CitySources.ownLayer }?.files[UnitsFile.path]
        let file = CSVSource.merged(own, with: csv, key: Self.key)
        // Only what can be read is laid over the city; the city's own rules are asked then.
        if reviews, !findings.hasErrors {
            findings.add(
                review(
                    CityFolder(
                        layers: folder.layers + [CityFolder.Layer(name: Self.upload, files: [UnitsFile.path: csv])]),
                    before: folder))
        }
        let known = Dictionary(
            UnitsFile.read(folder, Findings()).map { (Key($0), $0) }, uniquingKeysWith: { $1 })
        let lines = rows.map { unit, row in
            UnitImport.Line(number: row.line, unit: unit, deed: Self.deed(unit, known[Key(unit)]))
        }
        return UnitImport(lines: lines, refused: findings.sorted.filter { $0.severity == .error }, file: file)
    }

    /// Publishes the city with these units.
    /// - Throws: `CityFolderProblem.faulty` where a row is refused; then nothing was done.
    package func takeInUnits(_ csv: [UInt8], by actor: Actor) async throws {
        let plan = try await planUnits(csv, reviews: false)
        guard plan.isWhole else { throw CityFolderProblem.faulty(plan.refused) }
        guard plan.lines.contains(where: { $0.deed != .unchanged }) else { return }
        try await publish([UnitsFile.path: plan.file], by: actor)
    }

    private struct Key: Hashable {
        let code: UnitCode
        let from: Day?

        init(_ unit: Directory.Unit) {
            code = unit.code
            from = unit.validFrom
        }
    }

    private static func deed(_ unit: Directory.Unit, _ known: Directory.Unit?) -> UnitImport.Deed {
        guard let known else { return .added }
        if known == unit { return .unchanged }
        return known.validTo == nil && unit.validTo != nil ? .ended : .changed
    }
}
