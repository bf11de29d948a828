import Civic
import Directory
import Door
import Hummingbird

/// The end of a one-time link: its holder chooses a password. Looking at the page uses nothing up.
struct EntryLinkPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/mat-khau-moi/:link", for: .anyone, door: .web, "choose a password by a one-time link") {
            request, context in
            try await show(nil, request, context)
        }
        router.post("/mat-khau-moi/:link", for: .anyone, door: .web, "sets a password by a one-time link") {
            form, request, context in
            do {
                guard form["new"] == form["again"] else {
                    let text = house.pages.words(context)["entry_again_differs"]
                    return try await show(("again", text), request, context)
                }
                try await house.directory.setPassword(form["new"] ?? "", byLink: try link(context))
                return house.pages.redirect(to: "/dang-nhap?mat-khau=moi", context: context)
            } catch let problem as DirectoryProblem where problem == .weakPassword {
                return try await show(("new", problem.publicMessage[context.language]), request, context)
            }
        }
    }

    private func show(
        _ error: (field: String, text: String)?, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let link = try link(context)
        guard let login = try await house.directory.login(ofLink: link) else { throw DirectoryProblem.linkOver }
        var model: Model = ["login": login, "link": link]
        if let error {
            var errors = PageErrors()
            errors.add("f-\(error.field)", error.text)
            errors.put(into: &model)
        }
        return house.pages.page(
            "account/entry", title: house.pages.words(context)["entry_title"], isError: error != nil,
            status: error == nil ? 200 : 422, model, request: request, context: context)
    }

    private func link(_ context: HouseContext) throws -> String {
        guard let link = context.parameters.get("link"), link.utf8.count == 64 else { throw DirectoryProblem.linkOver }
        return link
    }
}
