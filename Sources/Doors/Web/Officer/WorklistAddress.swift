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
        query.order = Self.order(form.text("sx"))
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

    /// Another list of the same unit, without any filter: what its badge counts.
    func list(_ kind: WorklistKind) -> String {
        WorklistAddress(WorklistQuery(list: kind, unit: query.unit)).path
    }

    /// All that match, as many as one press may take.
    func whole() -> WorklistQuery {
        var whole = query
        whole.after = nil
        whole.order = .standard
        whole.limit = Picked<WorkTask>.most
        return whole
    }

    var path: String {
        var parts = ["ds=\(query.list.rawValue)"]
        if let unit = query.unit { parts.append("dv=\(unit.text)") }
        if let procedure = query.procedure { parts.append("tt=\(Self.encode(procedure))") }
        if let heat = query.heat { parts.append("han=\(heat.rawValue)") }
        if let search = query.search { parts.append("q=\(Self.encode(search))") }
        if query.order != .standard {
            parts.append("sx=\(query.order.isDescending ? "-" : "")\(query.order.column.rawValue)")
        }
        if let after = query.after { parts.append("sau=\(after.due).\(after.task)") }
        return "/can-bo?" + parts.joined(separator: "&")
    }

    /// The list a form came from; the desk's first where it names none of ours.
    static func list(_ typed: String) -> String {
        typed == "/can-bo" || typed.hasPrefix("/can-bo?") ? typed : "/can-bo"
    }

    static func saying(_ what: String, on list: String) -> String { list + (list.contains("?") ? "&" : "?") + what }

    /// The filter in an address that came back in a form.
    init(path: String) {
        let query = path.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let fields = query.split(separator: "&").compactMap { pair -> FilledForm.Field? in
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            return FilledForm.Field(name: parts[0], value: parts[1].removingPercentEncoding ?? parts[1])
        }
        self.init(FilledForm(fields: fields), standard: .unit)
    }

    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "" }

    /// RFC 3986 2.3.
    private static let unreserved = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

    private static func some(_ text: String) -> String? { text.isEmpty ? nil : text }

    /// `name`, or `-name` for the other way round.
    private static func order(_ text: String) -> WorklistOrder {
        let isDescending = text.hasPrefix("-")
        let column = WorklistOrder.Column(rawValue: isDescending ? String(text.dropFirst()) : text)
        return column.map { WorklistOrder($0, isDescending: isDescending) } ?? .standard
    }

    private static func cursor(_ text: String) -> WorklistCursor? {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let due = Int64(parts[0]), let task = Int64(parts[1]) else { return nil }
        return WorklistCursor(due: due, task: task)
    }
}
