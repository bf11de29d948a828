import Civic
import Door
import Dossiers
import Foundation

/// The address of a worklist: it is the filter, so it can be kept, shared and gone back to.
struct WorklistAddress {
    var query: WorklistQuery

    /// What is no filter of ours is left out rather than refused: an old link still opens.
    init(_ form: FilledForm, standard: WorklistKind) {
        query = WorklistQuery(list: WorklistKind(rawValue: form.text("ds")) ?? standard, limit: 50)
        query.unit = try? UnitCode(form.text("dv"))
        query.procedure = Self.some(form.text("tt"))
        query.heat = Heat(rawValue: form.text("han"))
        query.search = Self.some(String(form.text("q").prefix(100)))
        query.after = Self.cursor(form.text("sau"))
    }

    private init(_ query: WorklistQuery) { self.query = query }

    /// The address with one thing changed, from its first page.
    func with(_ change: (inout WorklistQuery) -> Void) -> String {
        var other = query
        other.after = nil
        change(&other)
        return WorklistAddress(other).path
    }

    var path: String {
        var parts = ["ds=\(query.list.rawValue)"]
        if let unit = query.unit { parts.append("dv=\(unit.text)") }
        if let procedure = query.procedure { parts.append("tt=\(Self.encode(procedure))") }
        if let heat = query.heat { parts.append("han=\(heat.rawValue)") }
        if let search = query.search { parts.append("q=\(Self.encode(search))") }
        if let after = query.after { parts.append("sau=\(after.due).\(after.task)") }
        return "/can-bo?" + parts.joined(separator: "&")
    }

    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }

    /// RFC 3986 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func cursor(_ text: String) -> WorklistCursor? {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let due = Int64(parts[0]), let task = Int64(parts[1]) else { return nil }
        return WorklistCursor(due: due, task: task)
    }
}
