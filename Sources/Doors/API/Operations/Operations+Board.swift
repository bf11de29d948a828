import Civic
import Directory
import Dossiers
import Rules

extension Operations {
    static let board: [Operation] = [
        .reading(
            "readBoard", "/board", .city, .anyone, vi: "Số liệu công khai theo đơn vị, lĩnh vực và kỳ",
            en: "The public board by unit, field and period",
            query: [
                Operation.Parameter("from", .day, isRequired: true, note: "First day."),
                Operation.Parameter("to", .day, isRequired: true, note: "Last day, at most five years later."),
                Operation.Parameter(
                    "asOf", .day, note: "What was recorded after this day is left out; everything counts without it."),
                Operation.Parameter("unit", .text(35), note: "A deciding body; all when left out."),
                Operation.Parameter("field", .text(60), note: "A field of government; all when left out."),
            ],
            answer: Faces.board.shape
        ) { house, call in
            guard let from = Day(call.parameter("from") ?? "") else { throw APIProblem.badParameter("from") }
            guard let to = Day(call.parameter("to") ?? ""), to >= from, to - from <= 5 * 366 else {
                throw APIProblem.badParameter("to")
            }
            let today = house.directory.today
            let asOf = call.parameter("asOf").flatMap { Day($0) }.flatMap { $0 < today ? $0 : nil }
            return .render(
                Faces.board,
                try await house.desk.publicBoard(
                    over: FigurePeriod(from: from, to: to, asOf: asOf),
                    unit: try call.parameter("unit").map { try call.unit($0, at: "unit") },
                    field: call.parameter("field")))
        }
    ]
}
