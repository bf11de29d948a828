package import Civic
import Store

/// An officer of a unit as its administrator sees him: posts with their days, and the account he signs in with.
package struct StaffEntry: Sendable {
    package struct HeldPost: Sendable {
        package let role: Role
        package let unit: UnitCode
        package let from: Day
        package let to: Day?
    }

    package let officer: ID<Officer>
    package let name: String
    package let title: LocalizedText
    /// Nil where he has no account.
    package let login: String?
    package let isClosed: Bool
    package var posts: [HeldPost]
}

extension DirectoryBook {
    /// Officers whose home is this unit, for who manages it.
    package func staff(of unit: UnitCode, by actor: Actor) async throws -> [StaffEntry] {
        try decide(.manageUnit, on: .unit(unit), by: actor).required()
        return try await database.read { transaction in
            var posts: [ID<Officer>: [StaffEntry.HeldPost]] = [:]
            try transaction.forEach(OfficerStore.allPosts, [.unit(unit)]) { row in
                guard let role = Role(rawValue: row.text(1)), let from = try row.optionalDay(3) else { return }
                posts[row.id(0), default: []].append(
                    StaffEntry.HeldPost(role: role, unit: try row.unit(2), from: from, to: try row.optionalDay(4)))
            }
            return try transaction.all(OfficerStore.accounts, [.unit(unit)]) { row in
                StaffEntry(
                    officer: row.id(0), name: row.text(1), title: LocalizedText(vi: row.text(2), en: row.text(3)),
                    login: row.optionalText(4), isClosed: row.optionalInt(5) == 1, posts: posts[row.id(0)] ?? [])
            }
        }
    }
}
