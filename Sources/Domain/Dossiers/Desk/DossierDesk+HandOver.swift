package import Civic
package import Directory

/// Open work of somebody who goes away, laid into other hands now.
extension DossierDesk {
    package struct HandedOver: Sendable, Hashable {
        package var moved = 0
        /// What the deputy may not do, or somebody changed meanwhile: it stays where it is.
        package var left = 0
    }

    /// Every task of an officer at a unit: given to a colleague by the head, who says why; or laid back into the queue by
    /// the officer himself. At most a thousand.
    /// - Parameter colleague: nil: back into the queue.
    package func handOver(
        workOf officer: ID<Officer>, at unit: UnitCode, to colleague: ID<Officer>?, reason: String, by actor: Actor
    ) async throws -> HandedOver {
        guard !reason.isEmpty else { throw DossierProblem.reasonMissing }
        var tasks: [(id: ID<WorkTask>, version: Int64)] = []
        var query = WorklistQuery(list: .unit, unit: unit, limit: 200)
        for _ in 0..<5 {
            let page = try await worklist(query, by: actor, showsNames: false)
            tasks += page.rows.filter { $0.task.assignee == officer }.map { ($0.task.id, $0.version) }
            guard let next = page.next else { break }
            query.after = next
        }
        var handed = HandedOver()
        var moved: [ID<Dossier>: Int64] = [:]
        for task in tasks {
            let dossier = try await dossier(of: task.id)
            // Two tasks of one dossier: the first moved its version on.
            let version = moved[dossier] ?? task.version
            do {
                moved[dossier] =
                    if let colleague {
                        try await assign(task.id, expecting: version, to: colleague, reason: reason, by: actor)
                    } else {
                        try await giveBack(task.id, expecting: version, reason: reason, by: actor)
                    }
                handed.moved += 1
            } catch is DossierProblem {
                handed.left += 1
            } catch is DirectoryProblem {
                handed.left += 1
            }
        }
        return handed
    }
}
