import Civic
import Dossiers

/// Plain bars, drawn by the server. Every number of a chart stands in a table of the same page too.
enum BoardChart {
    private struct Bar {
        let name: String
        /// Nil: held back, no bar.
        let size: Int?
        let text: String
    }

    private static let width = 320
    private static let row = 44
    private static let most = 20

    static func all(_ view: BoardView, _ words: BoardWords) -> [Model] {
        guard view.total.line[.received] != 0 else { return [] }
        // Help with filing is no take-up, so the ways stand apart.
        let ways = [PublicMeasure.own, .assisted, .counter, .posted].map { measure in
            let value = view.total.line[measure]
            return Bar(name: words["board_m_\(measure.rawValue)"], size: value, text: words.count(value))
        }
        var charts = [chart("ways", ways, full: ways.compactMap(\.size).max() ?? 0, words)]
        let isByUnit = view.fields.isEmpty
        let lines = (isByUnit ? view.units : view.fields).sorted {
            ($1.line[.received] ?? 0, $0.line.key) < ($0.line[.received] ?? 0, $1.line.key)
        }.prefix(most)
        let shares = lines.map { line in
            let share = line.line.onlineShare
            let size: Int? = if case .percent(let percent) = share { percent } else { nil }
            return Bar(
                name: isByUnit ? words.unit(line.line.key) : words.field(line.line.key), size: size,
                text: words.share(share))
        }
        if !shares.isEmpty { charts.append(chart(isByUnit ? "units" : "fields", shares, full: 100, words)) }
        return charts
    }

    private static func chart(_ id: String, _ bars: [Bar], full: Int, _ words: BoardWords) -> Model {
        [
            "chart_id": id, "chart_title": words["board_chart_\(id)"],
            "chart_desc": words["board_chart_desc", ["n": String(bars.count)]],
            "chart_box": "0 0 \(width) \(bars.count * row)", "chart_height": String(bars.count * row),
            "bars": bars.enumerated().map { index, bar -> Model in
                [
                    "bar_name": bar.name.count > 42 ? bar.name.prefix(41) + "…" : bar.name, "bar_text": bar.text,
                    "bar_name_y": String(index * row + 14), "bar_y": String(index * row + 20),
                    // Room for the number behind the longest bar.
                    "bar_width": String(full == 0 ? 0 : (bar.size ?? 0) * (width - 70) / full),
                    "bar_text_x": String((full == 0 ? 0 : (bar.size ?? 0) * (width - 70) / full) + 6),
                    "bar_text_y": String(index * row + 33),
                ]
            },
        ]
    }
}
