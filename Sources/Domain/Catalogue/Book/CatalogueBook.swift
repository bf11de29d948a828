import CityFolder
package import Civic
package import Directory
package import Store

/// The published city in memory: procedures by version, the list of all procedures and its search, calendars, texts.
/// A value; after a publish another is loaded.
package struct CatalogueBook: Sendable {
    package let city: CityProfile
    package let entries: [CatalogueEntry]
    package let fields: [GovernmentField]
    package let lifeEvents: [LifeEvent]
    private let reasons: [CodedReason]
    private let documents: [String: DocumentKind]
    package let guides: [LifeGuide]
    package let units: UnitTree
    package let areas: [Area]
    package let successions: [AreaSuccession]
    package let calendarRevision: String
    package let bundles: [ProcedureBundle]

    private let versions: [String: [Procedure]]
    private let byCode: [String: Int]
    private let texts: [Language: [String: String]]
    private let calendar: WorkingCalendar
    private let calendarsByKind: [String: WorkingCalendar]
    let index: SearchIndex

    package static func load(from database: any Database) async throws -> CatalogueBook {
        let definitions = try await database.read { try PublishedDefinitions.all(in: $0) }
        return CatalogueBook(try CityContent(definitions))
    }

    package init(_ content: CityContent) {
        city = content.profile
        fields = content.fields
        lifeEvents = content.lifeEvents
        reasons = content.reasons
        documents = Dictionary(content.documents.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guides = content.guides
        units = UnitTree(content.units)
        areas = content.areas
        successions = content.successions
        bundles = content.bundles
        calendarRevision = content.calendarRevision
        texts = content.texts
        versions = Dictionary(grouping: content.procedures, by: \.code)
            .mapValues { $0.sorted { ($0.validFrom, $0.version) < ($1.validFrom, $1.version) } }
        let zone = content.profile.cityZone
        calendar = WorkingCalendar(
            revision: content.calendarRevision, zone: zone, sessions: content.profile.sessions.week, days: content.days)
        calendarsByKind = content.profile.sessionsByKind.mapValues { hours in
            WorkingCalendar(revision: content.calendarRevision, zone: zone, sessions: hours.week, days: content.days)
        }
        // A modelled procedure speaks for itself in both languages.
        var entries = content.entries
        for position in entries.indices {
            guard let newest = versions[entries[position].code]?.last else { continue }
            entries[position].name = LocalizedText(vi: entries[position].name.vi, en: newest.name.en)
            entries[position].online = newest.online
        }
        self.entries = entries
        byCode = Dictionary(entries.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        index = SearchIndex(
            entries,
            modelled: Dictionary(
                uniqueKeysWithValues: versions.compactMap { code, versions in
                    versions.last.map { (code, $0.name) }
                }), synonyms: content.synonyms)
    }

    // MARK: - Procedures

    package func entry(_ code: String) -> CatalogueEntry? { byCode[code].map { entries[$0] } }
    package func isModelled(_ code: String) -> Bool { versions[code] != nil }
    /// Codes of the modelled procedures, sorted.
    package var modelled: [String] { versions.keys.sorted() }

    /// The version in force on a day: of those begun and not ended, the newest.
    package func procedure(_ code: String, on day: Day) -> Procedure? {
        versions[code]?.last { $0.validFrom <= day && ($0.validTo.map { day <= $0 } ?? true) }
    }

    /// A pinned version, in force or not.
    package func procedure(_ code: String, version: String) -> Procedure? {
        versions[code]?.first { $0.version == version }
    }

    /// Every version by its first day.
    package func versions(of code: String) -> [Procedure] { versions[code] ?? [] }

    package func field(_ id: String) -> GovernmentField? { fields.first { $0.id == id } }
    package func lifeEvent(_ id: String) -> LifeEvent? { lifeEvents.first { $0.id == id } }
    package func guide(to event: String) -> LifeGuide? { guides.first { $0.event == event } }

    /// The ready reasons for one kind of thing in a procedure, in the city's order.
    package func reasons(on place: CodedReason.Place, of procedure: Procedure) -> [CodedReason] {
        reasons.filter { $0.on == place && $0.applies(to: procedure) }
    }

    package func reason(_ id: String) -> CodedReason? { reasons.first { $0.id == id } }

    // MARK: - Papers

    /// Codes of the procedures whose result is this document.
    package func givers(of document: String) -> [String] { documents[document]?.givenBy ?? [] }

    /// How long a paper stays that was handed in for this document; nil: without an end.
    package func retention(of document: String) -> PaperRetention? {
        documents[document]?.retention ?? city.retention
    }

    // MARK: - Time

    package var zone: CityZone { calendar.zone }
    /// The city's usual hours.
    package var officeCalendar: WorkingCalendar { calendar }
    package func calendar(forKind kind: UnitKind) -> WorkingCalendar { calendarsByKind[kind.rawValue] ?? calendar }
    package func calendar(for unit: UnitCode) -> WorkingCalendar {
        units.latest(unit).map { calendar(forKind: $0.kind) } ?? calendar
    }

    // MARK: - Texts

    /// The text under a dotted key; the other language where it is missing, and the key itself as a last resort.
    package func text(_ key: String, _ language: Language) -> String {
        texts[language]?[key] ?? texts[language == .vi ? .en : .vi]?[key] ?? key
    }

    package func text(_ key: String) -> LocalizedText { LocalizedText(vi: text(key, .vi), en: text(key, .en)) }
    package func allTexts(_ language: Language) -> [String: String] { texts[language] ?? [:] }
}
