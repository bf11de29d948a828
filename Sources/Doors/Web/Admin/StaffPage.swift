import Civic
import Directory
import Door
import Hummingbird

/// The officers of a unit with their posts and accounts, for who administers it; or those found by a word.
struct StaffPage {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        let units = house.managedUnits(of: context.actor)
        let asked = try? UnitCode(query.text("dv"))
        guard let unit = asked ?? context.actor.officer?.unit ?? units.first else {
            throw DirectoryProblem.unitUnknown("")
        }
        let sought = query.text("q")
        let staff =
            try await sought.isEmpty
            ? house.directory.staff(of: unit, by: context.actor)
            : house.directory.staff(named: sought, by: context.actor)
        var model: Model = [
            "wants_officer_css": true, "unit_name": words.unit(unit), "unit": unit.text, "sought": sought,
        ]
        if !sought.isEmpty { model["is_found"] = true }
        model["f_units"] = units.map { Choice.option($0.text, words.unit($0), selected: $0 == unit) }
        model["staff"] = staff.map { entry -> Model in
            var line: Model = [
                "staff_name": entry.name, "staff_title": entry.title[words.language],
                "staff_href": "\(words.base)/can-bo/nhan-su/\(entry.officer)", "staff_unit": words.unit(entry.unit),
            ]
            line.say("staff_login", entry.login)
            line.say("staff_phone", entry.phone)
            if entry.isClosed { line["is_closed"] = true }
            line["posts"] = entry.posts.map { PostLine(post: $0, words: words).model }
            return line
        }
        if staff.isEmpty { model["is_empty"] = true }
        return house.pages.page(
            "admin/staff", title: words["staff_title"], model, request: request, context: context)
    }
}

/// A post as a line: what, where, from when till when.
struct PostLine {
    let post: StaffEntry.HeldPost
    let words: OfficerWords

    var model: Model {
        [
            "post_role": words.words["role_\(post.role.rawValue)"], "post_unit": words.unit(post.unit),
            "post_days": HouseDates.text(post.from) + " – " + (post.to.map { HouseDates.text($0) } ?? ""),
        ]
    }
}
