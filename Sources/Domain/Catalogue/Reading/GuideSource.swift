import CityFolder
import Civic

/// A life event's guide as it stands in `guides/*.yaml`, with the places of its keys.
struct GuideSource {
    let guide: LifeGuide
    let places: SourcePlaces

    /// Nil when the file is no YAML map; faults are among the findings.
    init?(_ file: SourceFile, _ findings: Findings) {
        guard let root = YAMLSource.read(file, findings), let map = YAMLMap(root, findings) else { return nil }
        places = SourcePlaces(root, file: file.name)
        guide = LifeGuide(
            event: map.string("event"), lead: map.text("lead"), questions: map.maps("questions").map(Self.question),
            steps: map.maps("steps").map(Self.step), automatic: map.maps("automatic").map(Self.consequence))
        map.finish()
    }

    private static func question(_ map: YAMLMap) -> LifeGuide.Question {
        defer { map.finish() }
        return LifeGuide.Question(
            id: map.string("id"), label: map.text("label"), hint: map.optionalText("hint"),
            options: ProcedureFile.items(map.list("options"), map.findings))
    }

    private static func step(_ map: YAMLMap) -> LifeGuide.Step {
        defer { map.finish() }
        return LifeGuide.Step(
            id: map.string("id"), title: map.text("title"), by: map.optionalText("by"),
            ground: map.optionalString("ground"), text: map.text("text"), papers: map.texts("papers"),
            procedures: map.strings("procedures"), when: condition(map))
    }

    private static func consequence(_ map: YAMLMap) -> LifeGuide.Consequence {
        defer { map.finish() }
        return LifeGuide.Consequence(text: map.text("text"), when: condition(map))
    }

    /// `when: {question: [answer, …]}`.
    private static func condition(_ map: YAMLMap) -> LifeGuide.Condition {
        guard let when = map.optionalMap("when") else { return [:] }
        return Dictionary(when.keys.map { ($0, when.strings($0)) }, uniquingKeysWith: { first, _ in first })
    }
}
