package import Civic

/// What a city says of itself (`city.yaml`).
package struct CityProfile: Sendable, Codable, Hashable {
    package var name: LocalizedText
    /// What stands in the header and in a browser's tab.
    package var shortName: LocalizedText
    /// In the order offered.
    package var languages: [Language]
    package var defaultLanguage: Language
    /// `Asia/Ho_Chi_Minh`.
    package var zone: String
    /// The city's level-1 identifier, `H26`.
    package var level1Code: String
    /// `#rrggbb`.
    package var brandColour: String
    package var sessions: OfficeHours
    /// By kind of unit, where it differs.
    package var sessionsByKind: [String: OfficeHours]
    package var supportPhone: String?
    package var supportHours: LocalizedText?
    package var supportEmail: String?
    /// What the door is called: the portal's own name and greeting.
    package var door: LocalizedText?
    /// Of papers whose document says nothing else; nil: kept without an end.
    package var retention: PaperRetention?

    package var cityZone: CityZone { CityZone(zone) ?? .hanoi }
}

/// Office hours by ISO weekday, 1 Monday … 7 Sunday.
package struct OfficeHours: Sendable, Codable, Hashable {
    package var week: [Int: [WorkSession]]
}
