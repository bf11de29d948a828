import Directory
import Door
import Hummingbird

/// Addresses of the lists and of what is done to several dossiers at once.
struct DeskPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/can-bo", for: .anyOfficer, door: .officer, "worklists") { request, context in
            try await DeskListPage(house: house).show(request, context)
        }
        router.post("/can-bo/hang-loat", for: .anyOfficer, door: .officer, "one act on several dossiers") {
            form, request, context in
            try await BulkPage(house: house).run(form, request, context)
        }
        router.post("/can-bo/hoan-tac", for: .anyOfficer, door: .officer, "takes back what was just done in a list") {
            form, request, context in
            try await UndoPage(house: house).run(form, request, context)
        }
        router.get("/can-bo/tim", for: .anyOfficer, door: .officer, "find a dossier by code or name") {
            request, context in
            try await FindPage(house: house).show(request, context)
        }
    }
}
