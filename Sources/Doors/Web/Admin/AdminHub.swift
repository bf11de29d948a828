import Civic
import Directory
import Door
import Hummingbird

/// The one entry of the menu: what this administrator may do, each with a line that says what it is.
struct AdminHub {
    let house: House

    private struct Place {
        let path: String
        let key: String
        let rule: AccessRule
    }

    private static let places = [
        Place(path: "/can-bo/nhan-su", key: "staff", rule: AdminPages.manages),
        Place(path: "/can-bo/nhan-su/moi", key: "new_officer", rule: AdminPages.manages),
        Place(path: "/can-bo/khoi-phuc", key: "recoveries", rule: AdminPages.manages),
        Place(path: "/can-bo/quan-tri/nhap", key: "import", rule: AdminPages.manages),
        Place(path: "/can-bo/quan-tri/lich", key: "calendar", rule: AdminPages.managesCity),
        Place(path: "/can-bo/quan-tri/danh-muc", key: "codes", rule: AdminPages.managesCity),
        Place(path: "/can-bo/quan-tri/thu-tuc", key: "procedures", rule: ProcedurePages.looks),
        Place(path: "/can-bo/quan-tri/ban-dich", key: "translations", rule: ProcedurePages.looks),
        Place(path: "/can-bo/quan-tri/xem-nhu", key: "view", rule: AdminPages.manages),
        Place(path: "/can-bo/quan-tri/thong-bao", key: "announcements", rule: AdminPages.managesCity),
        Place(path: "/can-bo/quan-tri/cong-quoc-gia", key: "portal", rule: AdminPages.managesCity),
    ]

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        let base = context.language == .en ? "/en" : ""
        var model: Model = ["wants_officer_css": true]
        model["places"] = Self.places.filter { $0.rule.admits(context.actor) }.map { place -> Model in
            [
                "place_href": base + place.path, "place_name": words["admin_\(place.key)"],
                "place_text": words["admin_\(place.key)_text"],
            ]
        }
        return house.pages.page(
            "admin/hub", title: words["admin_title"], model, request: request, context: context)
    }
}

extension House {
    /// Who works in a unit or over it, and who administers it, reads its absences and mandates.
    func requireCare(of unit: UnitCode, by actor: Actor) throws {
        if directory.decide(.manageUnit, on: .unit(unit), by: actor).isAllowed { return }
        try directory.decide(.seeUnitStatistics, on: .unit(unit), by: actor).required()
    }

    /// The units the policy lets him manage today, by code.
    func managedUnits(of actor: Actor) -> [UnitCode] {
        directory.tree.units.filter { $0.isValid(on: today) }.map(\.code).filter {
            directory.decide(.manageUnit, on: .unit($0), by: actor).isAllowed
        }.sorted()
    }

    /// The same as choices of a list, by name.
    func unitChoices(of actor: Actor, selected: UnitCode?, _ words: OfficerWords) -> [Model] {
        managedUnits(of: actor).map { Choice.option($0.text, words.unit($0), selected: $0 == selected) }
    }

    /// The roles this administrator may give.
    func roleChoices(of actor: Actor, selected: String?, _ words: OfficerWords) -> [Model] {
        let isCity = directory.decide(.manageUnit, on: .house, by: actor).isAllowed
        return Role.allCases.filter { isCity || !$0.isOfWholeHouse }.map { role in
            Choice.option(
                role.rawValue, words.words["role_\(role.rawValue)"], selected: role.rawValue == selected)
        }
    }
}
