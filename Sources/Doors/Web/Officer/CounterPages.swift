import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Addresses of the counter: who stands there, and what they bring.
struct CounterPages: Sendable {
    let house: House

    static let serving: AccessRule = .officer([.counterOfficer, .deskHead, .civilStatusOfficer, .certifier])

    func register(on router: GuardedRouter) {
        let rule = Self.serving
        router.get("/can-bo/quay", for: rule, door: .officer, "counter: who stands there") { request, context in
            CounterPage(house: house).show(request, context)
        }
        router.post("/can-bo/quay", for: rule, door: .officer, "counter: finds the person or the dossier") {
            form, request, context in
            try await CounterPage(house: house).find(form, request, context)
        }
        router.post("/can-bo/quay/nguoi", for: rule, door: .officer, "counter: enters a person") {
            form, request, context in
            try await CounterPage(house: house).enter(form, request, context)
        }
        router.get("/can-bo/quay/nguoi/:subject", for: rule, door: .officer, "counter: one person") {
            request, context in
            try await PersonPage(house: house).show(request, context)
        }
        router.get("/can-bo/quay/tiep-nhan", for: rule, door: .officer, "counter: the whole form on one screen") {
            request, context in
            try await CounterIntake(house: house).show(request, context)
        }
        router.post("/can-bo/quay/tiep-nhan", for: rule, door: .officer, "counter: takes in a dossier") {
            form, request, context in
            try await CounterIntake(house: house).take(form, request, context)
        }
        router.get("/can-bo/quay/chung-thuc", for: rule, door: .officer, "certified copies: one screen") {
            request, context in
            CopiesPage(house: house).show(nil, request, context)
        }
        router.post("/can-bo/quay/chung-thuc", for: rule, door: .officer, "certified copies: one press") {
            form, request, context in
            try await CopiesPage(house: house).press(form, request, context)
        }
    }
}
