import Civic
import Foundation

/// A city as files, in layers: the base first, overlays after it. A file of a later layer stands for the file of the
/// same path in an earlier one; CSV tables are merged row by row (`table(_:)`).
package struct CityFolder: Sendable {
    /// One layer, held in memory: a city folder is a few megabytes and is read once.
    package struct Layer: Sendable {
        /// Its folder's name, `base-vn`.
        package let name: String
        /// Path inside the layer → bytes.
        package let files: [String: [UInt8]]

        package init(name: String, files: [String: [UInt8]]) {
            self.name = name
            self.files = files
        }
    }

    package let layers: [Layer]
    /// What went wrong while the layers were gathered.
    package let faults: [Diagnostic]

    package init(layers: [Layer], faults: [Diagnostic] = []) {
        self.layers = layers
        self.faults = faults
    }

    /// Reads folders from disk, base first.
    /// - Throws: `CityFolderProblem.unreadable` when one is no folder.
    package init(folders: [String]) throws(CityFolderProblem) {
        var layers: [Layer] = []
        for folder in folders { layers.append(try LayerReader.read(folder)) }
        self.init(layers: layers)
    }

    /// Reads the city in `folder` and, before it, what its `city.yaml` extends (`extends: ../base-vn`), at most four
    /// layers deep.
    package init(city folder: String) throws(CityFolderProblem) {
        let findings = Findings()
        var layers = [try LayerReader.read(folder)]
        var path = URL(filePath: folder).resolvingSymlinksInPath().path
        while let base = Self.base(of: layers[0], findings) {
            guard layers.count < 4, !base.hasPrefix("/") else {
                throw .unreadable(folder, "too many layers, or an absolute path in `extends`")
            }
            path = URL(filePath: path).appending(path: base).standardizedFileURL.path
            layers.insert(try LayerReader.read(path), at: 0)
        }
        self.init(layers: layers, faults: findings.all)
    }

    private static func base(of layer: Layer, _ findings: Findings) -> String? {
        guard let bytes = layer.files["city.yaml"],
            case .map(let pairs, _)? = YAMLSource.read(
                SourceFile(name: "\(layer.name)/city.yaml", bytes: bytes), findings),
            let value = pairs.first(where: { $0.key == "extends" })?.value
        else { return nil }
        return findings.string(value)
    }

    /// The name of the last layer: the city itself.
    package var name: String { layers.last?.name ?? "" }

    /// The file at `path` from the last layer that has it.
    package func file(_ path: String) -> SourceFile? {
        for layer in layers.reversed() {
            if let bytes = layer.files[path] { return SourceFile(name: "\(layer.name)/\(path)", bytes: bytes) }
        }
        return nil
    }

    /// The file at `path` from every layer that has it, base first.
    package func everyFile(_ path: String) -> [SourceFile] {
        layers.compactMap { layer in
            layer.files[path].map { SourceFile(name: "\(layer.name)/\(path)", bytes: $0) }
        }
    }

    /// Paths below `folder` with this ending, each once, sorted.
    package func paths(in folder: String, ending: String) -> [String] {
        var paths: Set<String> = []
        for layer in layers {
            paths.formUnion(layer.files.keys.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(ending) })
        }
        return paths.sorted()
    }

    package func files(in folder: String, ending: String) -> [SourceFile] {
        paths(in: folder, ending: ending).compactMap { file($0) }
    }
}
