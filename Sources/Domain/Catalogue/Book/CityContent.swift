package import CityFolder
package import Civic
package import Directory

/// Everything of a city that is compiled and published, as values: made from a folder, or read back from definitions.
package struct CityContent: Sendable {
    package var profile: CityProfile
    /// Every version of every modelled procedure.
    package var procedures: [Procedure]
    package var bundles: [ProcedureBundle]
    package var entries: [CatalogueEntry]
    package var fields: [GovernmentField]
    package var lifeEvents: [LifeEvent]
    package var guides: [LifeGuide]
    package var synonyms: [Synonym]
    package var reasons: [CodedReason]
    package var documents: [DocumentKind]
    package var days: [Day: SpecialDay]
    /// Names the state of the holidays; deadline entries cite it.
    package var calendarRevision: String
    package var texts: [Language: [String: String]]
    package var units: [Unit]
    package var areas: [Area]
    package var successions: [AreaSuccession]

    /// Compiles a folder; nil when there is no `city.yaml` to read. Faults are among the findings.
    package init?(_ folder: CityFolder, _ findings: Findings) {
        guard let profile = CityFile.read(folder, findings) else { return nil }
        self.profile = profile
        procedures = folder.files(in: "procedures", ending: ".yaml").compactMap {
            ProcedureSource($0, in: folder, findings)?.procedure
        }
        bundles = BundleFile.all(folder, findings)
        entries = CatalogueTables.entries(folder, findings).map(\.0)
        fields = CatalogueTables.fields(folder, findings)
        lifeEvents = CatalogueTables.lifeEvents(folder, findings).map(\.0)
        guides = folder.files(in: "guides", ending: ".yaml").compactMap { GuideSource($0, findings)?.guide }
        synonyms = CatalogueTables.synonyms(folder, findings)
        reasons = CatalogueTables.reasons(folder, findings).map(\.0)
        documents = CatalogueTables.documents(folder, findings).map(\.0)
        days = CatalogueTables.specialDays(folder, findings)
        texts = Dictionary(
            uniqueKeysWithValues: Language.allCases.map { ($0, TextFile.read($0, folder, findings).mapValues(\.text)) })
        units = UnitsFile.read(folder, findings)
        areas = AreasFile.read(folder, findings)
        successions = AreasFile.readSuccessions(folder, findings)
        calendarRevision = ""
        calendarRevision =
            Definition(
                kind: "", code: "", version: "", validFrom: Day(number: 0),
                bytes: (try? CompiledJSON.bytes(dayRows)) ?? []
            ).fingerprint
    }

    // MARK: - Definitions

    private struct DayRow: Codable {
        let day: Day
        let special: SpecialDay
    }

    private var dayRows: [DayRow] {
        days.sorted { $0.key < $1.key }.map { DayRow(day: $0.key, special: $0.value) }
    }

    static let procedureKind = "procedure"
    static let cityKind = "city"

    /// Canonical JSON of every part, by its code.
    func parts() throws -> [(code: String, bytes: [UInt8])] {
        [
            ("profile", try CompiledJSON.bytes(profile)), ("calendar", try CompiledJSON.bytes(dayRows)),
            ("texts.vi", try CompiledJSON.bytes(texts[.vi] ?? [:])),
            ("texts.en", try CompiledJSON.bytes(texts[.en] ?? [:])),
            ("entries", try CompiledJSON.bytes(entries)), ("fields", try CompiledJSON.bytes(fields)),
            ("life_events", try CompiledJSON.bytes(lifeEvents)), ("guides", try CompiledJSON.bytes(guides)),
            ("synonyms", try CompiledJSON.bytes(synonyms)), ("reasons", try CompiledJSON.bytes(reasons)),
            ("documents", try CompiledJSON.bytes(documents)),
            ("units", try CompiledJSON.bytes(units)), ("areas", try CompiledJSON.bytes(areas)),
            ("area_successors", try CompiledJSON.bytes(successions)), ("bundles", try CompiledJSON.bytes(bundles)),
        ]
    }

    /// Reads back what was published: every procedure version, and the newest of each other part.
    /// - Throws: `CatalogueProblem.nothingPublished`, `CityFolderProblem.damaged`.
    package init(_ definitions: [Definition]) throws {
        var newest: [String: Definition] = [:]
        for definition in definitions where definition.kind == Self.cityKind {
            if let known = newest[definition.code], known.version >= definition.version { continue }
            newest[definition.code] = definition
        }
        guard let profile = newest["profile"], let calendar = newest["calendar"] else {
            throw CatalogueProblem.nothingPublished
        }
        func part<Value: Decodable>(_ code: String, _ empty: Value) throws -> Value {
            try newest[code].map { try Self.decode($0, as: Value.self) } ?? empty
        }
        self.profile = try Self.decode(profile, as: CityProfile.self)
        let rows = try Self.decode(calendar, as: [DayRow].self)
        days = Dictionary(rows.map { ($0.day, $0.special) }, uniquingKeysWith: { _, last in last })
        calendarRevision = calendar.fingerprint
        texts = [.vi: try part("texts.vi", [:]), .en: try part("texts.en", [:])]
        entries = try part("entries", [])
        fields = try part("fields", [])
        lifeEvents = try part("life_events", [])
        guides = try part("guides", [])
        synonyms = try part("synonyms", [])
        reasons = try part("reasons", [])
        documents = try part("documents", [])
        units = try part("units", [])
        areas = try part("areas", [])
        successions = try part("area_successors", [])
        bundles = try part("bundles", [])
        procedures = try definitions.filter { $0.kind == Self.procedureKind }
            .map { try Self.decode($0, as: Procedure.self) }
    }

    private static func decode<Value: Decodable>(_ definition: Definition, as type: Value.Type = Value.self) throws
        -> Value
    {
        do {
            return try CompiledJSON.value(Value.self, definition.bytes)
        } catch {
            throw CityFolderProblem.damaged(
                kind: definition.kind, code: definition.code, version: definition.version, "\(error)")
        }
    }
}
