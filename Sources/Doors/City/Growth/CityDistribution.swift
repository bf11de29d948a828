import Civic
import Store
import StorePostgres

/// `motcua store distribute`: the schema of a city becomes a shard of its own, which Citus may place on any machine.
package enum CityDistribution {
    package struct Report: Sendable, JSONReport {
        package let schema: String
        /// False when it was one already.
        package let isNew: Bool

        package var text: String {
            "Schema \(schema) \(isNew ? "is now" : "was already") distributed: "
                + "the view citus_schemas says where it lies."
        }
    }

    package static func run(_ files: HouseFiles) async throws -> Report {
        guard case .server(let address) = files.database else { throw GrowthProblem.onlyServers(files.database.place) }
        let database = try await PostgresDatabase.open(address)
        do {
            guard try await !database.appliedMigrations().isEmpty else { throw HouseProblem.noCity(address.place) }
            let isNew = try await database.distribute { throw GrowthProblem.noDistribution(cure($0)) }
            try await database.close()
            return Report(schema: address.schema, isNew: isNew)
        } catch {
            try await database.close()
            throw error
        }
    }

    private static func cure(_ state: DistributionState) -> LocalizedText {
        switch state {
        case .notInstalled:
            LocalizedText(
                vi:
                    "Máy chủ chưa có phần mở rộng Citus, nên schema ở nguyên chỗ cũ và vẫn dùng được. Muốn chia ra nhiều máy: "
                    + "cài Citus 12 trở lên, thêm citus vào shared_preload_libraries, khởi động lại máy chủ, chạy "
                    + "CREATE EXTENSION citus rồi thử lại.",
                en:
                    "The server does not have the extension Citus, so the schema stays where it is and goes on working. "
                    + "To spread cities over machines: install Citus 12 or later, put citus into "
                    + "shared_preload_libraries, restart the server, run CREATE EXTENSION citus, and try again.")
        case .notCreated:
            LocalizedText(
                vi:
                    "Máy chủ đã cài Citus nhưng cơ sở dữ liệu này chưa bật: chạy CREATE EXTENSION citus (quyền quản trị) rồi "
                    + "thử lại.",
                en: "Citus is installed, but not in this database: run CREATE EXTENSION citus as a superuser, and try "
                    + "again.")
        case .tooOld(let version):
            LocalizedText(
                vi: "Citus \(version) chưa chia theo schema: cần Citus 12 trở lên (ALTER EXTENSION citus UPDATE).",
                en: "Citus \(version) does not distribute schemas: Citus 12 or later is needed (ALTER EXTENSION citus "
                    + "UPDATE).")
        }
    }
}
