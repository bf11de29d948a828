package import CityFolder
import Civic

/// A procedure as it stands in its file, with the place of every key, so that a lint can point at the line.
package struct ProcedureSource: Sendable {
    package let procedure: Procedure
    package let file: String
    /// The file's size in bytes (a form that grows past 40 KiB is one nobody can review).
    package let size: Int
    private let places: SourcePlaces

    /// Reads one file; nil when it is no YAML map. Faults are among the findings, and what could be read stands.
    package init?(_ file: SourceFile, _ findings: Findings) {
        guard let root = YAMLSource.read(file, findings), let map = YAMLMap(root, findings) else { return nil }
        procedure = ProcedureFile.procedure(map)
        self.file = file.name
        size = file.bytes.count
        places = SourcePlaces(root, file: file.name)
    }

    /// The place of `pages/0/fields/1/show_if`, or of the nearest key around it.
    package func place(_ path: String) -> SourcePlace { places[path] }
}
