import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Addresses of what is beside the work: an officer's notices, the access log.
struct OversightPages: Sendable {
    let house: House

    static let readsLog: AccessRule = .officer([.dpo])

    func register(on router: GuardedRouter) {
        let notices = OfficerNotices(house: house)
        router.get("/can-bo/thong-bao", for: .anyOfficer, door: .officer, "notices of an officer") { request, context in
            try await notices.show(request, context)
        }
        router.post("/can-bo/thong-bao/:notice", for: .anyOfficer, door: .officer, "opens a notice's dossier") {
            _, _, context in
            try await notices.open(context)
        }
        router.post("/can-bo/thong-bao", for: .anyOfficer, door: .officer, "marks all notices as read") {
            form, _, context in
            try await notices.readAll(form, context)
        }
        router.get("/can-bo/nhat-ky-xem", for: Self.readsLog, door: .officer, "who looked at what") {
            request, context in
            try await AccessLogPage(house: house).show(request, context)
        }
        AuditPages(house: house).register(on: router)
    }
}
