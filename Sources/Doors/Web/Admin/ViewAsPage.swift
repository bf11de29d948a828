import Civic
import Directory
import Door
import Hummingbird

/// What a role sees: the menu, the lists' counts and the pages of it, to look at and no more.
struct ViewAsPage: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let settings = router.settings
        router.get("/can-bo/quan-tri/xem-nhu", for: AdminPages.manages, door: .officer, "form of a view as a role") {
            request, context in
            show(request, context)
        }
        router.post("/can-bo/quan-tri/xem-nhu", for: AdminPages.manages, door: .officer, "begins a view as a role") {
            form, request, context in
            guard let role = Role(rawValue: form.text("vai")), let unit = try? UnitCode(form.text("dv")) else {
                throw DirectoryProblem.unitUnknown(form.text("dv"))
            }
            try await house.directory.view(as: role, at: unit, in: try token(request, settings))
            return house.pages.redirect(to: "/can-bo", context: context)
        }
        router.post(DoorPath.endOfView, for: .anyOfficer, door: .officer, "ends a view as a role") {
            _, request, context in
            try await house.directory.endView(in: try token(request, settings))
            return house.pages.redirect(to: "/can-bo/quan-tri/xem-nhu", context: context)
        }
    }

    private func show(_ request: Request, _ context: HouseContext) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var model: Model = ["wants_officer_css": true]
        model["units"] = house.unitChoices(of: context.actor, selected: context.actor.officer?.unit, words)
        model["roles"] = house.roleChoices(of: context.actor, selected: nil, words)
        return house.pages.page(
            "admin/view_as", title: words.words["admin_view"], model, request: request, context: context)
    }

    private func token(_ request: Request, _ settings: DoorSettings) throws -> SessionToken {
        guard let token = request.cookies[settings.sessionCookie].flatMap({ SessionToken($0.value) }) else {
            throw DoorProblem.signInNeeded
        }
        return token
    }
}
