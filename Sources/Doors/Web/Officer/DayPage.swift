import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The day of a service point: what waits, what is due, what must be said today, what goes to the deciding bodies, and
/// what is left at closing.
struct DayPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let points = house.points(of: context.actor)
        let asked = FormReader.query(request).text("dv")
        guard let unit = asked.isEmpty ? points.first : try? UnitCode(asked) else {
            throw asked.isEmpty ? DirectoryProblem.accessRefused(.notTheirUnit) : DirectoryProblem.unitUnknown(asked)
        }
        let board = try await house.desk.dayBoard(of: unit, by: context.actor)
        let left = board.waiting.count + board.dueToday.count + board.late.count
        let model: Model = [
            "wants_officer_css": true,
            "about": "\(words.unit(unit)) · \(words.when(house.clock.now()))",
            "f_units": points.map { Choice.option($0.text, words.unit($0), selected: $0 == unit) },
            "sections": [
                section("waiting", board.waiting, unit, words), section("late", board.late, unit, words),
                section("today", board.dueToday, unit, words), section("next", board.dueNext, unit, words),
                section("hand_over", board.handOver, unit, words),
                section("hand_over_next", board.handOverNext, unit, words),
            ],
            "closing": words["day_closing", ["left": String(left), "results": String(board.toCollect)]],
        ]
        return house.pages.page("officer/day", title: words["day_title"], model, request: request, context: context)
    }

    private func section(_ id: String, _ lines: [DayBoard.Line], _ unit: UnitCode, _ words: OfficerWords) -> Model {
        [
            "section_id": id, "section_title": words["day_\(id)"], "section_note": words["day_\(id)_note"],
            "section_count": String(lines.count), "has_lines": !lines.isEmpty,
            "lines": lines.map { line -> Model in
                var model = words.due(line.due, clock: line.clock, at: unit).model
                model["line_code"] = line.label
                model["line_href"] = words.base + CaseAddress.page(line.dossier)
                model["line_procedure"] = words.procedure(line.procedure)
                model["line_unit"] = line.competent.map(words.unit) ?? ""
                return model
            },
        ]
    }
}

extension House {
    /// The service points whose day an officer may see: his own, and those under a post that looks over them.
    func points(of actor: Actor) -> [UnitCode] {
        let tree = directory.tree
        let roots = Set(actor.officer?.posts.map(\.unit) ?? [])
        let under = roots.flatMap { [$0] + tree.descendants(of: $0, on: today).map(\.code) }
        return Set(under).filter {
            tree.unit($0, on: today)?.kind == .servicePoint
                && directory.decide(.seeUnitStatistics, on: .unit($0), by: actor).isAllowed
        }.sorted { $0.text < $1.text }
    }
}
