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

    package struct Away: Sendable {
        package let from: Day
        package let to: Day
        /// Nil: nobody stands in.
        package let deputy: String?
    }

    package let officer: ID<Officer>
    package let name: String
    package let title: LocalizedText
    package let unit: UnitCode
    package let phone: String?
    /// Nil where he has no account.
    package let login: String?
    package let isClosed: Bool
    /// False until he chose one.
    package let hasPassword: Bool
    /// The second step is switched on.
    package let isGuarded: Bool
    package var posts: [HeldPost]
    /// Today's and those to come.
    package var absences: [Away] = []

    init(row: any Row) throws {
        officer = row.id(0)
        name = row.text(1)
        title = LocalizedText(vi: row.text(2), en: row.text(3))
        login = row.optionalText(4)
        isClosed = row.optionalInt(5) == 1
        phone = row.optionalText(6)
        unit = try row.unit(7)
        hasPassword = row.bool(8)
        isGuarded = row.bool(9)
        posts = []
    }
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
                var entry = try StaffEntry(row: row)
                entry.posts = posts[entry.officer] ?? []
                return entry
            }
        }
    }

    /// Officers of all the units he manages whose name, telephone or user name has these words; at most a hundred.
    package func staff(named text: String, by actor: Actor) async throws -> [StaffEntry] {
        let words = VietnameseText.fold(text).split(separator: " ")
        guard !words.isEmpty else { return [] }
        // Officers are thousands, not millions; the search is an administrator's.
        let found = try await database.read { transaction in
            try transaction.all(OfficerStore.everybody) { try StaffEntry(row: $0) }
        }
        return found.lazy.filter { entry in
            let hay = VietnameseText.fold([entry.name, entry.login ?? "", entry.phone ?? ""].joined(separator: " "))
            return words.allSatisfy { hay.contains($0) }
                && self.decide(.manageUnit, on: .unit(entry.unit), by: actor).isAllowed
        }.prefix(100).map { $0 }
    }

    /// One officer with every post he ever held, for who manages his unit.
    package func staffMember(_ officer: ID<Officer>, by actor: Actor) async throws -> StaffEntry {
        let day = today
        let found = try await database.read { transaction -> StaffEntry? in
            guard var entry = try transaction.first(OfficerStore.member, [.id(officer)], StaffEntry.init(row:)) else {
                return nil
            }
            try transaction.forEach(OfficerStore.everyPost, [.id(officer)]) { row in
                guard let role = Role(rawValue: row.text(0)) else { return }
                entry.posts.append(
                    StaffEntry.HeldPost(
                        role: role, unit: try row.unit(1), from: try row.day(2), to: try row.optionalDay(3)))
            }
            entry.absences = try transaction.all(OfficerStore.absencesOf, [.id(officer), .day(day)]) { row in
                StaffEntry.Away(from: try row.day(0), to: try row.day(1), deputy: row.optionalText(2))
            }
            return entry
        }
        guard let found else { throw DirectoryProblem.officerUnknown }
        try decide(.manageUnit, on: .unit(found.unit), by: actor).required()
        return found
    }
}
