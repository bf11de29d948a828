import Foundation
import Store

/// `motcua migrate`: brings the schema to this program's, or says what that would do.
package enum CityMigrating {
    package struct Report: Sendable, JSONReport {
        package let applied: Int
        package let pending: [Migration]
        package let isPlan: Bool

        package struct Migration: Sendable, Encodable {
            let name: String
            let steps: [Step]
        }

        package struct Step: Sendable, Encodable {
            let action: String
            let rows: Int64?
            let waits: String
        }

        enum CodingKeys: String, CodingKey {
            case applied, pending
            case isPlan = "plan"
        }

        package var text: String {
            guard !pending.isEmpty else { return "The schema is up to date (\(applied) migrations)." }
            let head = "\(pending.count) migrations \(isPlan ? "would run" : "ran") after \(applied):"
            return ([head] + pending.flatMap { ["  \($0.name)"] + $0.steps.map(\.text) }).joined(separator: "\n")
        }
    }

    /// Reads only.
    package static func plan(_ files: HouseFiles) async throws -> Report {
        guard files.database.isThere else { return try await plan(nil) }
        let database = try await files.database.openReadOnly()
        do {
            let report = try await plan(database)
            try await database.close()
            return report
        } catch {
            try await database.close()
            throw error
        }
    }

    package static func run(_ files: HouseFiles) async throws -> Report {
        try files.database.makeFolder()
        let database = try await files.database.open()
        do {
            let plan = try await plan(database)
            try await database.migrate(HouseMigrations.all)
            try await database.close()
            return Report(applied: plan.applied, pending: plan.pending, isPlan: false)
        } catch {
            try await database.close()
            throw error
        }
    }

    private static func plan(_ database: (any Database)?) async throws -> Report {
        let plan = try await MigrationPlan.make(HouseMigrations.all, on: database)
        return Report(
            applied: plan.applied,
            pending: plan.pending.map { one in
                Report.Migration(
                    name: one.migration,
                    steps: one.steps.map { Report.Step(action: $0.action, rows: $0.rows, waits: $0.wait.rawValue) })
            }, isPlan: true)
    }
}

extension CityMigrating.Report.Step {
    fileprivate var text: String {
        let size = rows.map { " (about \($0) rows)" } ?? ""
        let wait =
            switch waits {
            case "writers": ": writes to it wait until it is done"
            case "moment": ": locked for a moment"
            default: ""
            }
        return "    \(action)\(size)\(wait)"
    }
}
