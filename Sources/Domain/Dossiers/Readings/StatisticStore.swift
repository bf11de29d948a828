package import Store

package enum StatisticStore {
    /// The line that counts each dossier once, whatever units it touches.
    package static let city = "*"

    package static let add = Statement(
        """
        INSERT INTO statistic (unit, day, procedure, measure, value) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (unit, day, procedure, measure) DO UPDATE SET value = statistic.value + excluded.value
        """)
    package static let ofUnit = Statement(
        """
        SELECT day, procedure, measure, CAST(SUM(value) AS BIGINT) FROM statistic
        WHERE unit = ? AND day >= ? AND day <= ? GROUP BY day, procedure, measure
        """)
    package static let units = Statement(
        """
        SELECT unit, measure, CAST(SUM(value) AS BIGINT) FROM statistic
        WHERE unit <> '*' AND day >= ? AND day <= ? GROUP BY unit, measure
        """)

    package static let statements: [Statement] = [add, ofUnit, units]
}
