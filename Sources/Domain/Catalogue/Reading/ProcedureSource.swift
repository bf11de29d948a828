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
    ///
    /// - Parameter folder: where a version that says `like: other.yaml` finds the other.
    package init?(_ file: SourceFile, in folder: CityFolder, _ findings: Findings) {
        guard let root = Self.tree(file, in: folder, findings), let map = YAMLMap(root, findings) else { return nil }
        procedure = ProcedureFile.procedure(map)
        self.file = file.name
        size = file.bytes.count
        places = SourcePlaces(root, file: file.name)
    }

    /// The keys of the file; where it is written as a change of another version, the other's keys with its own in their
    /// place, as an amending law is read.
    private static func tree(
        _ file: SourceFile, in folder: CityFolder, depth: Int = 0, _ findings: Findings
    ) -> YAMLValue? {
        guard let root = YAMLSource.read(file, findings) else { return nil }
        guard case .map(let own, let place) = root, let like = own.first(where: { $0.key == "like" }) else {
            return root
        }
        let name = findings.string(like.value) ?? ""
        guard depth < 4, let other = folder.file("procedures/\(name)") else {
            findings.unknownReference(
                like.value.place, ("tệp khác trong procedures", "other file of procedures"), name,
                among: folder.paths(in: "procedures", ending: ".yaml").map { String($0.dropFirst("procedures/".count)) }
            )
            return nil
        }
        guard case .map(let theirs, _)? = tree(other, in: folder, depth: depth + 1, findings) else { return nil }
        let changed = Set(own.map(\.key))
        return .map(theirs.filter { !changed.contains($0.key) } + own.filter { $0.key != "like" }, place)
    }

    /// The place of `pages/0/fields/1/show_if`, or of the nearest key around it.
    package func place(_ path: String) -> SourcePlace { places[path] }
}
