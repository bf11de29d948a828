/// What `journal verify` found.
package struct VerifyReport: Sendable {
    package internal(set) var events: Int64 = 0
    /// The size of the last signed head: what stands after it is not evident yet.
    package internal(set) var treeSize: Int64 = 0
    package internal(set) var erased = 0
    /// Bodies that were read in the archives given.
    package internal(set) var archived: Int64 = 0
    /// Bodies in archives that were not given: nothing speaks against them, and nobody looked.
    package internal(set) var unseen: Int64 = 0
    /// Committed events that wait for their position, on engines that number later.
    package internal(set) var unnumbered: Int64 = 0
    /// At most `faultLimit`; `faultCount` counts all.
    package internal(set) var faults: [Fault] = []
    package internal(set) var faultCount = 0

    package static let faultLimit = 1_000

    package var ok: Bool { faultCount == 0 }

    mutating func add(_ kind: Fault.Kind, at position: Int64?, _ text: String) {
        faultCount += 1
        if faults.count < Self.faultLimit { faults.append(Fault(kind: kind, position: position, text: text)) }
    }

    package struct Fault: Sendable, Hashable {
        package let kind: Kind
        /// The event's place; nil for a fault of the tree or of the whole.
        package let position: Int64?
        /// Names what is wrong, for the administrator.
        package let text: String

        package enum Kind: String, Sendable {
            case headerChanged
            case columnChanged
            case bodyChanged
            case bodyMissing
            case strayBody
            case missing
            case inserted
            case reordered
            case cutOff
            case tile
            case head
            case unsigned
            case archive
        }
    }
}
