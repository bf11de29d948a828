package import Civic
import Directory
import Store

/// What every unit decided, by field of government, over a period: each dossier in one cell.
package struct UnmaskedBoard: Sendable {
    /// By unit, then by field.
    package var tallies: [String: [String: Tally]] = [:]
}

/// What anybody may read of a unit and a field (nil: of all) over a period, beside the same days a year before.
package struct BoardView: Sendable {
    package let period: FigurePeriod
    package let unit: UnitCode?
    package let field: String?
    package let total: Compared
    /// Of the unit, where no field is chosen.
    package let fields: [Compared]
    /// Of the field, where no unit is chosen.
    package let units: [Compared]
    /// All that can be chosen.
    package let allUnits: [String]
    package let allFields: [String]
    /// Minutes from acceptance to the result, within a tenth; nil where fewer than five are counted.
    package let median: Int?
    package let ninth: Int?
    package let reasons: [PublicReason]
    /// Where a replica answered: everything committed before this moment is in it.
    package let readAt: Instant?

    package struct Compared: Sendable {
        package let line: PublicLine
        package let yearBefore: PublicLine
    }

    /// How often a ready reason was given; nil where the count is held back.
    package struct PublicReason: Sendable {
        package let code: String
        package let supplements: Int?
        package let refusals: Int?

        init(_ count: ReasonCount) {
            func said(_ value: Int) -> Int? { value == 0 || value >= PublicBoard.least ? value : nil }
            code = count.code
            supplements = said(count.supplements)
            refusals = said(count.refusals)
        }
    }
}

extension DossierDesk {
    /// The board as anybody may see it, from the replica where there is one.
    package func publicBoard(
        over period: FigurePeriod, unit: UnitCode? = nil, field: String? = nil
    ) async throws -> BoardView {
        let now = try await shelved(period)
        let then = try await shelved(period.yearBefore(today: directory.zone.day(clock.now()))).board
        let beside = try await database.readPublic(seeing: nil) { transaction in
            (
                durations: try Self.durations(unit: unit, field: field, over: period, in: transaction),
                reasons: try Self.reasons(unit: unit, field: field, over: period, in: transaction)
            )
        }.value
        func compared(_ unit: String?, _ field: String?, _ key: String) -> BoardView.Compared {
            BoardView.Compared(
                line: now.board.line(unit: unit, field: field, key: key),
                yearBefore: then.line(unit: unit, field: field, key: key))
        }
        let isTold = beside.durations.count >= PublicBoard.least
        return BoardView(
            period: period, unit: unit, field: field, total: compared(unit?.text, field, ""),
            fields: field != nil
                ? [] : now.board.byField(unit: unit?.text).map { compared(unit?.text, $0.key, $0.key) },
            units: unit != nil ? [] : now.board.byUnit(field: field).map { compared($0.key, field, $0.key) },
            allUnits: now.board.units, allFields: now.board.fields, median: isTold ? beside.durations.median : nil,
            ninth: isTold ? beside.durations.ninth : nil,
            reasons: beside.reasons.map(BoardView.PublicReason.init), readAt: now.readAt)
    }

    private func shelved(_ period: FigurePeriod) async throws -> BoardShelf.Computed {
        try await boards.board(over: period) {
            let read = try await database.readPublic(seeing: nil) { try Self.board(over: period, in: $0) }
            return (PublicBoard(read.value), read.asOf)
        }
    }

    static func board(over period: FigurePeriod, in transaction: any Transaction) throws -> UnmaskedBoard {
        var board = UnmaskedBoard()
        for span in period.spans {
            try transaction.forEach(StatisticStore.cells, span.values + [period.known]) { row in
                board.tallies[row.text(0), default: [:]][row.text(1), default: .zero] += Tally(row, from: 2)
            }
        }
        return board
    }

    /// How long dossiers of a unit (nil: the whole city) took.
    static func durations(
        unit: UnitCode?, field: String?, over period: FigurePeriod, in transaction: any Transaction
    ) throws -> Durations {
        var durations = Durations()
        try parts(of: unit, over: period, FigurePart.times, in: transaction) { found, measure, value in
            guard field == nil || field == found, let place = FigurePart.place(measure) else { return }
            durations.add(value, at: place)
        }
        return durations
    }
}
