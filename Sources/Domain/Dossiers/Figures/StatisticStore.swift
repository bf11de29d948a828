package import Store

package enum StatisticStore {
    /// The line that counts each dossier once, whatever units it touches.
    package static let city = "*"

    private static let measures = FigureMeasure.allCases.map(\.rawValue)
    private static let names = measures.joined(separator: ", ")
    private static let sums = measures.map { "CAST(SUM(\($0)) AS BIGINT)" }.joined(separator: ", ")
    private static let within = "grain = ? AND span >= ? AND span <= ? AND known <= ?"

    private static func adding(to table: String, _ key: [String]) -> Statement {
        let columns = key + measures
        return Statement(
            """
            INSERT INTO \(table) (\(columns.joined(separator: ", ")))
            VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
            ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET
            \(measures.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", "))
            """)
    }

    package static let addFigure = adding(to: "figure", ["unit", "grain", "span", "known", "procedure"])
    package static let addBoard = adding(
        to: "board_figure", ["grain", "span", "known", "unit", "field", "decides"])
    package static let addPart = Statement(
        """
        INSERT INTO figure_part (unit, grain, span, known, field, measure, value) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (unit, grain, span, known, field, measure)
        DO UPDATE SET value = figure_part.value + excluded.value
        """)

    package static let byProcedure = Statement(
        "SELECT procedure, \(sums) FROM figure WHERE unit = ? AND \(within) GROUP BY procedure")
    package static let byDay = Statement(
        "SELECT span, \(sums) FROM figure WHERE unit = ? AND \(within) GROUP BY span")
    package static let byUnit = Statement(
        "SELECT unit, \(sums) FROM board_figure WHERE \(within) GROUP BY unit")
    /// What units decide, so that each dossier stands in one line.
    package static let cells = Statement(
        "SELECT unit, field, \(sums) FROM board_figure WHERE \(within) AND decides = 1 GROUP BY unit, field")
    package static let parts = Statement(
        """
        SELECT field, measure, CAST(SUM(value) AS BIGINT) FROM figure_part
        WHERE unit = ? AND \(within) AND measure >= ? AND measure < ? GROUP BY field, measure
        """)

    package static let statements: [Statement] = [
        addFigure, addBoard, addPart, byProcedure, byDay, byUnit, cells, parts,
    ]
}

extension Tally {
    /// Reads sums in the measures' order.
    init(_ row: any Row, from column: Int) {
        self.init(values: FigureMeasure.allCases.indices.map { row.int(column + $0) })
    }
}
