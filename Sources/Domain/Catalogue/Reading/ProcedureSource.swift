package import CityFolder
import Civic

/// A procedure as it stands in its file, with the place of every key, so that a lint can point at the line.
package struct ProcedureSource: Sendable {
    package let procedure: Procedure
    package let file: String
    /// The file's size in bytes (a form that grows past 40 KiB is one nobody can review).
    package let size: Int
    private let places: [String: SourcePlace]

    /// Reads one file; nil when it is no YAML map. Faults are among the findings, and what could be read stands.
    package init?(_ file: SourceFile, _ findings: Findings) {
        guard let root = YAMLSource.read(file, findings), let map = YAMLMap(root, findings) else { return nil }
        procedure = ProcedureFile.procedure(map)
        self.file = file.name
        size = file.bytes.count
        var places: [String: SourcePlace] = [:]
        Self.gather(root, path: "", into: &places)
        self.places = places
    }

    /// The place of `pages/0/fields/1/show_if`, or of the nearest key around it.
    package func place(_ path: String) -> SourcePlace {
        var path = path[...]
        while !path.isEmpty {
            if let place = places[String(path)] { return place }
            path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        }
        return SourcePlace(file: file, line: 1, column: 1)
    }

    private static func gather(_ value: YAMLValue, path: String, into places: inout [String: SourcePlace]) {
        if !path.isEmpty { places[path] = value.place }
        let prefix = path.isEmpty ? "" : path + "/"
        switch value {
        case .scalar: break
        case .list(let items, _):
            for (index, item) in items.enumerated() { gather(item, path: prefix + String(index), into: &places) }
        case .map(let pairs, _):
            for pair in pairs { gather(pair.value, path: prefix + pair.key, into: &places) }
        }
    }
}
