import CPostgres
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
            throw StoreError.cannotOpen(
                vi: "địa chỉ cơ sở dữ liệu PostgreSQL bắt đầu bằng postgres://",
                en: "the address of a PostgreSQL database begins with postgres://")
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
        try self.init(url: parts[0] + (others.isEmpty ? "" : "?" + others.joined(separator: "&")), schema: schema)
    }

    private init(url: String, schema: String) throws {
        guard Self.isName(schema) else {
            throw StoreError.cannotOpen(
                vi: "“\(schema)” không phải tên schema: một chữ thường, rồi chữ thường, chữ số và _, tối đa 63 ký tự",
                en: "\"\(schema)\" is no name of a schema: a lower-case letter, then letters, digits and _, at most 63")
        }
        if let complaint = Self.complaint(about: url) {
            throw StoreError.cannotOpen(
                vi: "không hiểu địa chỉ cơ sở dữ liệu PostgreSQL: \(complaint)",
                en: "the address of the PostgreSQL database cannot be read: \(complaint)")
        }
        self.schema = schema
        self.url = url
    }

    /// Another city's on the same server.
    package func with(schema: String) throws -> PostgresAddress {
        try PostgresAddress(url: url, schema: schema)
    }

    /// For messages: without user, password and parameters.
    package var place: String {
        let body = url.drop { $0 != "/" }.drop { $0 == "/" }.prefix { $0 != "?" }
        return "\(body.split(separator: "@").last ?? "") (schema \(schema))"
    }

    /// As it may be written on a command line: without the password.
    package var text: String {
        var open = url
        if let at = open.firstIndex(of: "@"), let scheme = open.range(of: "://"),
            let colon = open[scheme.upperBound..<at].firstIndex(of: ":")
        {
            open.removeSubrange(colon..<at)
        }
        return open + (open.contains("?") ? "&" : "?") + "schema=" + schema
    }

    /// What libpq finds wrong with a URL, without asking any server.
    private static func complaint(about url: String) -> String? {
        var message: UnsafeMutablePointer<CChar>?
        if let options = PQconninfoParse(url, &message) {
            PQconninfoFree(options)
            return nil
        }
        defer { PQfreemem(message) }
        return PostgresFailure.line(message.map { String(cString: $0) } ?? "it is no URL")
    }

    private static func isName(_ name: String) -> Bool {
        let letters = "abcdefghijklmnopqrstuvwxyz_"
        return name.utf8.count <= 63 && name.first.map { letters.contains($0) } == true && !name.hasPrefix("pg_")
            && name.allSatisfy { letters.contains($0) || "0123456789".contains($0) }
    }
}
