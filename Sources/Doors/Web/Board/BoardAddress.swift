import Civic
import Door
import Dossiers

/// What the public board is asked for; the address is all of it, so it can be kept and passed on.
struct BoardAddress {
    /// `2026-11`, `2026-Q4`, `2026`, or empty where two days are named.
    let choice: String
    let period: FigurePeriod
    let unit: UnitCode?
    let field: String?

    /// What cannot be read is left out: the board of this month is better than a refusal.
    init(_ form: FilledForm, today: Day) {
        let typed = form.text("ky")
        let asOf = Day(form.text("tinh-den")).flatMap { $0 < today ? $0 : nil }
        let named = Self.days(of: typed)
        let ownDays = typed == Self.ownDays ? Self.ownDays(Day(form.text("tu")), Day(form.text("den")), today) : nil
        let month = Self.month(of: today)
        let days = named ?? ownDays ?? Self.days(of: month) ?? (today, today)
        choice = named != nil ? typed : ownDays != nil ? "" : month
        period = FigurePeriod(from: days.0, to: days.1, asOf: asOf)
        unit = try? UnitCode(form.text("dv"))
        field = form.text("lv").isEmpty ? nil : String(form.text("lv").prefix(60))
    }

    /// The value of the choice that lets two days be named.
    static let ownDays = "ngay"
    private static let most = 5 * 366

    private static func ownDays(_ from: Day?, _ to: Day?, _ today: Day) -> (Day, Day)? {
        guard let one = from ?? to else { return nil }
        let other = to ?? max(one, today)
        let (first, last) = (min(one, other), max(one, other))
        return (max(first, last + -most), last)
    }

    static func month(of day: Day) -> String { String(day.iso.prefix(7)) }

    static func quarter(of day: Day) -> String {
        "\(day.components.year)-Q\((day.components.month + 2) / 3)"
    }

    /// The days a choice stands for.
    static func days(of choice: String) -> (Day, Day)? {
        let parts = choice.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first.flatMap({ $0.count == 4 ? Int($0) : nil }), parts.count <= 2 else { return nil }
        var (first, last) = (1, 12)
        if parts.count == 2 {
            if parts[1].hasPrefix("Q"), let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) {
                (first, last) = (quarter * 3 - 2, quarter * 3)
            } else if parts[1].count == 2, let month = Int(parts[1]) {
                (first, last) = (month, month)
            } else {
                return nil
            }
        }
        guard let from = Day(year: year, month: first, day: 1),
            let to = Day(year: year, month: last, day: Day.length(ofMonth: last, year: year))
        else { return nil }
        return (from, to)
    }

    /// - Parameters: nil keeps what is chosen.
    func query(unit: String? = nil, field: String? = nil) -> String {
        var pairs = [("ky", choice.isEmpty ? Self.ownDays : choice)]
        if choice.isEmpty { pairs += [("tu", period.from.iso), ("den", period.to.iso)] }
        pairs.append(("dv", unit ?? self.unit?.text ?? ""))
        pairs.append(("lv", field ?? self.field ?? ""))
        pairs.append(("tinh-den", period.asOf?.iso ?? ""))
        return pairs.filter { !$0.1.isEmpty }.map { "\($0.0)=\(URLEncodedForm.encode($0.1))" }.joined(separator: "&")
    }
}
