import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// A head's view of the team: who holds what, what is due today, what is late. Never a ranking.
struct TeamPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        guard let unit = house.unit(asked: query.text("dv"), by: context.actor) else {
            throw DirectoryProblem.unitUnknown(query.text("dv"))
        }
        try house.directory.decide(.seeUnitStatistics, on: .unit(unit), by: context.actor).required()
        let board = try await Workload(house: house).board(of: unit, by: context.actor)
        var model: Model = ["wants_officer_css": true, "unit_name": words.unit(unit)]
        model["f_units"] = house.choosableUnits(of: context.actor).map {
            Choice.option($0.text, words.unit($0), selected: $0 == unit)
        }
        model["shares"] = board.shares.map { share -> Model in
            var line = row(share.officer.name, share.load)
            line["share_title"] = share.officer.title[words.language]
            if share.officer.isAbsent { line["is_absent"] = true }
            return line
        }
        model["loose"] = row(words["nobody"], board.loose)
        model["loose_href"] = "\(words.base)/can-bo?ds=unassigned&dv=\(unit.text)"
        model["late_href"] = "\(words.base)/can-bo?ds=overdue&dv=\(unit.text)"
        return house.pages.page("officer/team", title: words["team_title"], model, request: request, context: context)
    }

    private func row(_ name: String, _ load: Workload.Load) -> Model {
        [
            "share_name": name, "share_open": String(load.open), "share_today": String(load.today),
            "share_late": String(load.late), "is_late": load.late > 0,
        ]
    }
}
