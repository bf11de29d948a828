package import Civic

/// One arrow of a reorganisation: (part of) an old area went into a new one. Many-to-many, with partial splits.
package struct AreaSuccession: Sendable, Hashable, Codable {
    package let oldCode: String
    package let oldValidFrom: Day?
    package let newCode: String
    package let newValidFrom: Day?
    package let extent: Extent
    /// The successor that holds the old seat: the one offered first.
    package let isPrimary: Bool

    package init(
        oldCode: String, oldValidFrom: Day?, newCode: String, newValidFrom: Day?, extent: Extent, isPrimary: Bool
    ) {
        self.oldCode = oldCode
        self.oldValidFrom = oldValidFrom
        self.newCode = newCode
        self.newValidFrom = newValidFrom
        self.extent = extent
        self.isPrimary = isPrimary
    }

    /// How much of the old area went, in the words of the resolution.
    package enum Extent: String, Sendable, Hashable, Codable, CaseIterable {
        case full
        case part
        case partArea = "part_area"
        case partAreaAllPopulation = "part_area_all_population"
        case unstated
    }
}
