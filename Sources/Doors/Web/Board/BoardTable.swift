import Civic
import Dossiers

/// Lines of the board as cells: the page's tables, and the CSV that equals them.
enum BoardTable {
    /// The columns of the tables by field and by unit.
    enum Column: String, CaseIterable {
        case received, own, ownShare, ownShareBefore, assisted, counter, posted, onTime, late, onTimeShare
    }

    static let columns = Column.allCases

    static func cells(_ line: BoardView.Compared, _ words: BoardWords) -> [String] {
        columns.map { column in
            switch column {
            case .ownShare: words.share(line.line.onlineShare)
            case .ownShareBefore: words.share(line.yearBefore.onlineShare)
            case .onTimeShare: words.share(line.line.onTimeShare)
            default: words.count(PublicMeasure(rawValue: column.rawValue).flatMap { line.line[$0] })
            }
        }
    }

    /// Everything that is said of the whole, one thing a row.
    static func total(_ view: BoardView, _ words: BoardWords) -> [Model] {
        let line = view.total.line
        func row(_ key: String, _ value: String) -> Model {
            ["total_key": key, "total_name": words["board_m_\(key)"], "total_value": value]
        }
        func counts(_ measures: [PublicMeasure]) -> [Model] {
            measures.map { row($0.rawValue, words.count(line[$0])) }
        }
        return counts([.received, .own, .assisted, .counter, .posted])
            + [
                row("onlineShare", words.share(line.onlineShare)),
                row("onlineShareBefore", words.share(view.total.yearBefore.onlineShare)),
            ] + counts([.full, .partial, .informed, .accepted, .acceptedLate, .onTime, .late])
            + [
                row("onTimeShare", words.share(line.onTimeShare)), row("median", words.duration(view.median)),
                row("ninth", words.duration(view.ninth)),
            ] + counts([.supplements, .refused, .withdrawn, .stopped, .returned, .satisfied, .dissatisfied])
            + [row("satisfaction", words.share(line.satisfaction))]
    }

    static func csv(_ view: BoardView, _ words: BoardWords) -> String {
        let measures = PublicMeasure.allCases
        let shares = ["own_percent", "own_percent_year_before", "on_time_percent", "satisfied_percent"]
        let header =
            ["line", "code", "name", "from", "to", "as_of"] + measures.map(\.rawValue) + shares
            + ["median_minutes", "p90_minutes"]
        func share(_ share: PublicLine.Share) -> String {
            switch share {
            case .percent(let percent): String(percent)
            case .heldBack: BoardWords.heldBack
            case .none: ""
            }
        }
        func line(_ kind: String, _ name: String, _ row: BoardView.Compared, _ times: [String]) -> String {
            let days = [view.period.from.iso, view.period.to.iso, view.period.asOf?.iso ?? ""]
            let counts = measures.map { row.line[$0].map(String.init) ?? BoardWords.heldBack }
            let shares = [
                row.line.onlineShare, row.yearBefore.onlineShare, row.line.onTimeShare, row.line.satisfaction,
            ].map(share)
            return ([kind, row.line.key, name] + days + counts + shares + times)
                .map(FiguresPage.quoted).joined(separator: ",")
        }
        let times = [view.median, view.ninth].map { $0.map(String.init) ?? "" }
        let lines =
            [header.joined(separator: ","), line("total", words.about(view), view.total, times)]
            + view.fields.map { line("field", words.field($0.line.key), $0, ["", ""]) }
            + view.units.map { line("unit", words.unit($0.line.key), $0, ["", ""]) }
        return lines.map { $0 + "\r\n" }.joined()
    }
}
