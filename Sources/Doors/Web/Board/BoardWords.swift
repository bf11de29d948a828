import Catalogue
import Civic
import Dossiers

/// What the board calls things, and how it writes numbers.
struct BoardWords {
    let house: House
    let words: Words

    static let heldBack = "*"

    subscript(_ key: String) -> String { words[key] }
    subscript(_ key: String, _ values: KeyValuePairs<String, String>) -> String { words[key, values] }
    var language: Language { words.language }
    var base: String { language == .en ? "/en" : "" }

    func unit(_ code: String) -> String { (try? UnitCode(code)).map { house.unitName($0, language) } ?? code }
    func field(_ id: String) -> String { house.catalogue.field(id)?.name[language] ?? id }

    func about(_ view: BoardView) -> String {
        let parts = [view.unit.map { unit($0.text) } ?? words["board_city"], view.field.map(field)]
        return parts.compactMap(\.self).joined(separator: " – ")
    }

    func days(_ period: FigurePeriod) -> String {
        words[
            "board_days",
            ["from": HouseDates.text(period.from, language), "to": HouseDates.text(period.to, language)]]
    }

    /// `12.345` in Vietnamese, `12,345` in English; a star for what is held back.
    func count(_ value: Int?) -> String {
        guard let value else { return Self.heldBack }
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text.append(language == .vi ? "." : ",") }
            text.append(digit)
        }
        return text
    }

    func share(_ share: PublicLine.Share) -> String {
        switch share {
        case .percent(let percent): "\(percent) %"
        case .heldBack: Self.heldBack
        case .none: "–"
        }
    }

    /// Minutes, hours or days, as one would say them.
    func duration(_ minutes: Int?) -> String {
        guard let minutes else { return "–" }
        if minutes < 90 { return words["board_minutes", ["n": String(minutes)]] }
        if minutes < 48 * 60 { return words["board_hours", ["n": String((minutes + 30) / 60)]] }
        let tenths = (minutes * 10 + 720) / 1_440
        let point = language == .vi ? "," : "."
        return words[
            "board_day_count", ["n": tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10)\(point)\(tenths % 10)"]]
    }

    /// Months, quarters and years to choose from, newest first; what was asked for is among them.
    func choices(today: Day, chosen: String) -> [(value: String, text: String)] {
        let months = (0..<13).map { BoardAddress.month(of: today.adding(months: -$0)) }
        let quarters = (0..<5).map { BoardAddress.quarter(of: today.adding(months: -3 * $0)) }
        let years = (0..<3).map { String(today.components.year - $0) }
        var all = months + quarters + years
        if !chosen.isEmpty, !all.contains(chosen) { all.append(chosen) }
        return all.map { ($0, name(ofChoice: $0)) }
    }

    private func name(ofChoice choice: String) -> String {
        let parts = choice.split(separator: "-")
        guard parts.count == 2 else { return words["board_year", ["year": choice]] }
        if parts[1].hasPrefix("Q") {
            return words["board_quarter", ["n": String(parts[1].dropFirst()), "year": String(parts[0])]]
        }
        return words["board_month", ["n": String(Int(parts[1]) ?? 0), "year": String(parts[0])]]
    }
}
