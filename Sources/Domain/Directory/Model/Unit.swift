package import Civic

/// A body of the city or beside it, for a stretch of time.
package struct Unit: Sendable, Hashable, Codable {
    package let code: UnitCode
    package let name: LocalizedText
    package let kind: UnitKind
    package let parent: UnitCode?
    /// Codes of the areas it serves.
    package let areas: [String]
    package let validFrom: Day?
    package let validTo: Day?
    package let successor: UnitCode?
    /// True when the code is not an issued one; production refuses to number dossiers with it.
    package let isPlaceholder: Bool

    package init(
        code: UnitCode, name: LocalizedText, kind: UnitKind, parent: UnitCode?, areas: [String], validFrom: Day?,
        validTo: Day?, successor: UnitCode?, isPlaceholder: Bool
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.areas = areas
        self.validFrom = validFrom
        self.validTo = validTo
        self.successor = successor
        self.isPlaceholder = isPlaceholder
    }

    package func isValid(on day: Day) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
    }
}

/// What kind of body a unit is, as the city folder names it (`commune_pc`, `service_point`, …). Open, because another
/// city has other kinds.
package struct UnitKind: RawRepresentable, Sendable, Hashable, Codable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let communePC = UnitKind(rawValue: "commune_pc")
    package static let servicePoint = UnitKind(rawValue: "service_point")
    package static let serviceCentre = UnitKind(rawValue: "service_centre")
    package static let department = UnitKind(rawValue: "department")
}

/// An administrative area for a stretch of time. Codes are reused with new meaning: code and date identify.
package struct Area: Sendable, Hashable, Codable {
    package let code: String
    package let name: LocalizedText
    package let kind: String
    package let parent: String?
    package let validFrom: Day?
    package let validTo: Day?
    package let isDifficult: Bool

    package init(
        code: String, name: LocalizedText, kind: String, parent: String?, validFrom: Day?, validTo: Day?,
        isDifficult: Bool
    ) {
        self.code = code
        self.name = name
        self.kind = kind
        self.parent = parent
        self.validFrom = validFrom
        self.validTo = validTo
        self.isDifficult = isDifficult
    }

    package func isValid(on day: Day) -> Bool {
        (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
    }
}
