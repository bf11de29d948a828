import Civic

/// A date of which only the year, or month and year, is known: `1960` or `1960-03`. Many who were born long ago have no
/// other; their papers print it so (Circular 04/2020/TT-BTP on civil status forms). Expressions read it as null.
package struct PartOfDate: Hashable, Sendable {
    package let year: Int
    package let month: Int?

    /// Reads the written form.
    package init?(_ written: String) {
        let parts = written.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }) else { return nil }
        self.init(month: parts.count == 2 ? parts[1] : "", year: parts[0])
    }

    /// Reads what was typed in the boxes of month and year; the month may be empty.
    init?(month: String, year: String) {
        guard year.utf8.count == 4, year.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(year) else {
            return nil
        }
        self.year = number
        guard !month.isEmpty else {
            self.month = nil
            return
        }
        guard month.utf8.count <= 2, let month = Int(month), (1...12).contains(month) else { return nil }
        self.month = month
    }

    var written: String { month.map { "\(year)-\($0 < 10 ? "0" : "")\($0)" } ?? String(year) }
    /// `03/1960`, `1960`.
    var text: String { month.map { "\($0 < 10 ? "0" : "")\($0)/\(year)" } ?? String(year) }
}
