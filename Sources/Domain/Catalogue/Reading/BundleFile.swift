import CityFolder
import Civic

/// The grammar of `bundles/*.yaml` (`docs/city-folder.md`).
enum BundleFile {
    static func all(_ folder: CityFolder, _ findings: Findings) -> [ProcedureBundle] {
        folder.files(in: "bundles", ending: ".yaml").compactMap { file in
            guard let root = YAMLSource.read(file, findings), let map = YAMLMap(root, findings) else { return nil }
            return bundle(map)
        }
    }

    static func bundle(_ map: YAMLMap) -> ProcedureBundle {
        defer { map.finish() }
        return ProcedureBundle(
            id: map.string("id"), name: map.text("name"), lead: map.string("lead"), ground: map.string("ground"),
            parts: map.maps("parts").map(part))
    }

    private static func part(_ map: YAMLMap) -> ProcedureBundle.Part {
        defer { map.finish() }
        return ProcedureBundle.Part(
            procedure: map.string("procedure"), when: map.optionalExpression("when"),
            units: map.maps("units").map(ProcedureFile.competence))
    }
}
