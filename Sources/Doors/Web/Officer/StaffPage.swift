import Civic
import Directory
import Door
import Hummingbird

/// The officers of a unit with their posts and accounts, for who administers it. Read-only: posts are given by the
/// command line, where the decision stands beside them.
struct StaffPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let units = units(of: context.actor)
        let asked = try? UnitCode(FormReader.query(request).text("dv"))
        guard let unit = asked ?? context.actor.officer?.unit ?? units.first else {
            throw DirectoryProblem.unitUnknown("")
        }
        let staff = try await house.directory.staff(of: unit, by: context.actor)
        var model: Model = ["wants_officer_css": true, "unit_name": words.unit(unit)]
        model["f_units"] = units.map { Choice.option($0.text, words.unit($0), selected: $0 == unit) }
        model["staff"] = staff.map { entry -> Model in
            var line: Model = ["staff_name": entry.name, "staff_title": entry.title[words.language]]
            line.say("staff_login", entry.login)
            if entry.isClosed { line["is_closed"] = true }
            line["posts"] = entry.posts.map { post -> Model in
                [
                    "post_role": words.words["role_\(post.role.rawValue)"], "post_unit": words.unit(post.unit),
                    "post_days": HouseDates.text(post.from) + " – " + (post.to.map { HouseDates.text($0) } ?? ""),
                ]
            }
            return line
        }
        if staff.isEmpty { model["is_empty"] = true }
        return house.pages.page(
            "officer/staff", title: words["staff_title"], model, request: request, context: context)
    }

    /// The units the policy lets him manage.
    private func units(of actor: Actor) -> [UnitCode] {
        house.directory.tree.units.filter { $0.isValid(on: house.today) }.map(\.code).filter {
            house.directory.decide(.manageUnit, on: .unit($0), by: actor).isAllowed
        }.sorted()
    }
}
