import Civic
import Dossiers
import Rules

extension Faces {
    /// A count that is null is held back: it is from 1 to 4, or such a one would follow from it. A share that is null is
    /// held back too, or there is nothing to take it of.
    static let boardLine = Face<BoardView.Compared>(
        "BoardLine",
        [.text("key") { $0.line.key }]
            + PublicMeasure.allCases.map { measure in
                .optionalInteger(measure.rawValue) { $0.line[measure].map(Int64.init) }
            }
            + [
                .optionalInteger("ownPercent") { $0.line.onlineShare.percent },
                .optionalInteger("ownPercentYearBefore") { $0.yearBefore.onlineShare.percent },
                .optionalInteger("onTimePercent") { $0.line.onTimeShare.percent },
                .optionalInteger("satisfiedPercent") { $0.line.satisfaction.percent },
            ])

    private static let boardReason = Face<BoardView.PublicReason>(
        "BoardReason",
        [
            .text("code") { $0.code },
            .optionalInteger("supplements") { $0.supplements.map(Int64.init) },
            .optionalInteger("refusals") { $0.refusals.map(Int64.init) },
        ])

    static let board = Face<BoardView>(
        "Board",
        [
            .optionalDay("from") { $0.period.from },
            .optionalDay("to") { $0.period.to },
            .optionalDay("asOf") { $0.period.asOf },
            .optionalText("unit") { $0.unit?.text },
            .optionalText("field") { $0.field },
            .face("total", boardLine) { $0.total },
            .list("fields", boardLine) { $0.fields },
            .list("units", boardLine) { $0.units },
            .optionalInteger("medianMinutes") { $0.median.map(Int64.init) },
            .optionalInteger("ninthTenthMinutes") { $0.ninth.map(Int64.init) },
            .list("reasons", boardReason) { $0.reasons },
            .optionalInstant("readAt") { $0.readAt },
        ])
}

extension PublicLine.Share {
    fileprivate var percent: Int64? {
        if case .percent(let percent) = self { Int64(percent) } else { nil }
    }
}
