import Foundation
import Store

/// The URL of a city's database: libpq's own, with `schema` beside libpq's parameters.
///
/// `postgres://motcua@db1,db2/nation?schema=hanoi&sslmode=verify-full&target_session_attrs=read-write`
package struct PostgresAddress: Sendable {
    /// What libpq is given, as it was written but for the schema.
    let url: String
    package let schema: String

    /// - Throws: `StoreError.cannotOpen` when it is no such URL, or the schema's name is none.
    package init(_ text: String) throws {
        guard text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") else {
            throw StoreError.cannotOpen("the address of a PostgreSQL database begins with postgres://")
        }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var schema = "public"
        var others: [Substring] = []
        for parameter in parts.dropFirst().first?.split(separator: "&") ?? [] {
            guard parameter.hasPrefix("schema=") else {
                others.append(parameter)
                continue
            }
            schema = String(parameter.dropFirst("schema=".count))
        }
        guard Self.isName(schema) else {
            throw StoreError.cannotOpen(
                "\"\(schema)\" is no name of a schema: a lower-case letter, then letters, digits and _, at most 63")
        }
        self.schema = schema
        url = parts[0] + (others.isEmpty ? "" : "?" + others.joined(separator: "&"))
    }

    /// For messages: without user, password and parameters.
    package var place: String {
        let body = url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "?" }
        return "\(body.split(separator: "@").last ?? "") (schema \(schema))"
    }

    private static func isName(_ name: String) -> Bool {
        let letters = "abcdefghijklmnopqrstuvwxyz_"
        return name.utf8.count <= 63 && name.first.map { letters.contains($0) } == true && !name.hasPrefix("pg_")
            && name.allSatisfy { letters.contains($0) || "0123456789".contains($0) }
    }
}
