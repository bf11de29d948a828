package import CityFolder
import Civic

/// What a list of officers would do, line by line, before anything is done.
package struct OfficerImport: Sendable {
    package enum Deed: String, Sendable, Hashable, CaseIterable {
        case added
        case changed
        case ended
        case unchanged
    }

    package struct Line: Sendable {
        package let number: Int
        package let entry: OfficersFile.Entry
        package let deed: Deed
        /// Nil: somebody new.
        let officer: ID<Officer>?
        let given: [OfficersFile.Seat]
        let ended: [OfficersFile.Seat]
        let isDescribedAnew: Bool
    }

    package let lines: [Line]
    /// Why rows are refused: place, cause, cure. Nothing is taken in while there is one.
    package let refused: [Diagnostic]

    package var isWhole: Bool { refused.isEmpty }
    package func count(_ deed: Deed) -> Int { lines.count { $0.deed == deed } }
}
