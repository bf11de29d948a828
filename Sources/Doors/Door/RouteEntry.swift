package import Directory

/// One route as `motcua routes`, the documentation and the tests read it.
package struct RouteEntry: Sendable, Hashable {
    package let method: String
    /// With parameters as `:name`; web routes also answer under `/en`.
    package let path: String
    package let rule: AccessRule
    package let door: DoorName
    package let summary: String
}

package enum DoorName: String, Sendable, Hashable, CaseIterable {
    case web
    case officer
    case api
    case house

    /// Pages speak both languages; the others only one address.
    var hasEnglishAddress: Bool { self == .web || self == .officer }
}
