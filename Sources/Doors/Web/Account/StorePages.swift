import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// The store of papers of whoever is spoken for: what was handed in and given, where it was used, and deleting it.
struct StorePages: Sendable {
    private static let pageLength = 100

    let house: House

    func register(on router: GuardedRouter) {
        router.get("/giay-to", for: .resident, door: .web, "my papers") { request, context in
            try await list(nil, request, context)
        }
        router.get("/giay-to/:upload/xoa", for: .resident, door: .web, "ask before deleting a paper") {
            request, context in
            try await ask(request, context)
        }
        router.post("/giay-to/:upload/xoa", for: .resident, door: .web, "delete a paper of mine") {
            _, request, context in
            do {
                try await house.uploads.delete(
                    try id(context), owner: context.actor.speaksFor, by: context.actor)
            } catch let problem as PapersProblem where problem == .held {
                return try await list(problem, request, context)
            }
            return house.pages.redirect(to: "/giay-to?da-xoa=1", context: context)
        }
    }

    private func id(_ context: HouseContext) throws -> ID<Upload> {
        guard let id = ID<Upload>(context.parameters.get("upload") ?? "") else { throw DoorProblem.notFound }
        return id
    }

    private func list(
        _ problem: PapersProblem?, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = house.pages.words(context)
        let query = FormReader.query(request)
        let uploads = try await house.uploads.papers(
            of: context.actor.speaksFor, before: ID<Upload>(query.text("truoc")), limit: Self.pageLength)
        let shelf = try await StoreShelf(house: house, context: context, uploads: uploads)
        var model: Model = ["none": uploads.isEmpty, "groups": shelf.groups]
        if uploads.count == Self.pageLength { model.say("next", uploads.last.map { "?truoc=\($0.id)" }) }
        if query.has("da-xoa") { model["done_note"] = words["store_deleted"] }
        if let problem {
            model["has_errors"] = true
            model["errors"] = [
                ["error_href": "#main", "error_text": problem.publicMessage[context.language]] as Model
            ]
        }
        return house.pages.page(
            "account/papers", title: try await title(context), isError: problem != nil,
            status: problem == nil ? 200 : 409, model, request: request, context: context)
    }

    private func title(_ context: HouseContext) async throws -> String {
        let words = house.pages.words(context)
        guard context.actor.speaksFor != context.actor.subject else { return words["store_title"] }
        let principals = try await house.directory.principals(of: context.actor.subject)
        let name = principals.first { $0.subject == context.actor.speaksFor }?.name
        return name.map { words["store_title_for", ["name": $0]] } ?? words["store_title"]
    }

    private func ask(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = house.pages.words(context)
        guard let upload = try await house.uploads.upload(try id(context)), upload.owner == context.actor.speaksFor,
            upload.erasedAt == nil
        else { throw DoorProblem.notFound }
        return house.pages.page(
            "account/paper_delete", title: words["store_delete_title"],
            [
                "upload": String(upload.id.rawValue),
                "delete_text": words["store_delete_text", ["name": upload.name]],
                "back": prefixed("/giay-to", context),
            ], request: request, context: context)
    }
}
