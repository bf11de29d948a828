package import Civic
import Store

/// Who is told when the work of a unit stands still.
extension DirectoryBook {
    /// Who holds the work (or, held by nobody, whoever may take it up) and the nearest head: of the unit, or of the one
    /// above it where the unit has none. Who is away today is told through his deputy as well.
    package func watchers(of unit: UnitCode, seat: Role?, assignee: ID<Officer>?) async throws -> Set<ID<Subject>> {
        let day = today
        let tree = tree
        return try await database.read { transaction in
            func holding(_ role: Role, at unit: UnitCode) throws -> Set<ID<Subject>> {
                let post: [SQLValue] = [.unit(unit), .text(role.rawValue), .day(day), .day(day)]
                return Set(
                    try transaction.all(OfficerStore.holders, post) { $0.id(0) }
                        + transaction.all(OfficerStore.deputies, post + [.day(day), .day(day)]) { $0.id(0) })
            }
            var told: Set<ID<Subject>> = []
            if let assignee {
                let holder = try transaction.first(OfficerStore.nameOf, [.id(assignee)]) { $0.id(4, of: Subject.self) }
                told.formUnion([holder].compactMap { $0 })
            } else if let seat {
                told = try holding(seat, at: unit)
            }
            for place in [unit] + tree.ancestors(of: unit, on: day).map(\.code) {
                for role in [Role.deskHead, .divisionHead, .signer] {
                    let heads = try holding(role, at: place)
                    if !heads.isEmpty { return told.union(heads) }
                }
            }
            return told
        }
    }
}
