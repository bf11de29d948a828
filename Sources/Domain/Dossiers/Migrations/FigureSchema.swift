import Store

/// The rows of figures (`StatisticKeeper`). `grain` is 0 for a day and 1 for a month, `span` its first day, `known` the day
/// of recording where that lies after the span, else empty.
enum FigureSchema {
    static let tables = [figure, board, part]

    private static let measures = FigureMeasure.allCases.map { Column($0.rawValue, .int, .open) }
    private static let span = [
        Column("grain", .int, .open), Column("span", .date, .open), Column("known", .text, .open),
    ]

    /// Each unit's, and the city's own under `*`.
    private static let figure = Table(
        "figure", primaryKey: ["unit", "grain", "span", "known", "procedure"], clustered: true,
        columns: [Column("unit", .text, .open)] + span + [Column("procedure", .text, .open)] + measures)

    /// All units of a span side by side, by field of government; `decides`: it was the competent one.
    private static let board = Table(
        "board_figure", primaryKey: ["grain", "span", "known", "unit", "field", "decides"], clustered: true,
        columns: span
            + [Column("unit", .text, .open), Column("field", .text, .open), Column("decides", .bool, .open)]
            + measures)

    private static let part = Table(
        "figure_part", primaryKey: ["unit", "grain", "span", "known", "field", "measure"], clustered: true,
        columns: [Column("unit", .text, .open)] + span
            + [Column("field", .text, .open), Column("measure", .text, .open), Column("value", .int, .open)])
}
