import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import NIOCore

/// Addresses of heads and leaders: the day, their team, figures, mandates, absences.
struct LeaderPages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/can-bo/don-vi", for: .anyOfficer, door: .officer, "who of the unit holds what") {
            request, context in
            try await TeamPage(house: house).show(request, context)
        }
        router.get("/can-bo/ngay", for: .anyOfficer, door: .officer, "the day of a service point") { request, context in
            try await DayPage(house: house).show(request, context)
        }
        router.get("/can-bo/so-lieu", for: .anyOfficer, door: .officer, "figures of a unit or the city") {
            request, context in
            try await FiguresPage(house: house).show(request, context)
        }
        router.get("/can-bo/so-lieu.csv", for: .anyOfficer, door: .officer, "the same figures as CSV") {
            request, context in
            try await FiguresPage(house: house).csv(request, context)
        }
        router.get("/can-bo/uy-quyen", for: .anyOfficer, door: .officer, "mandates of the unit") { request, context in
            try await MandatePage(house: house).show(nil, PageErrors(), request, context)
        }
        router.post("/can-bo/uy-quyen", for: .officer([.signer]), door: .officer, "grants a mandate") {
            form, request, context in
            try await MandatePage(house: house).grant(form, request, context)
        }
        router.post("/can-bo/uy-quyen/thu-hoi", for: .officer([.signer]), door: .officer, "revokes a mandate") {
            form, _, context in
            try await MandatePage(house: house).revoke(form, context)
        }
        router.get("/can-bo/vang-mat", for: .anyOfficer, door: .officer, "absences of the unit") { request, context in
            try await AbsencePage(house: house).show(nil, PageErrors(), request, context)
        }
        router.post("/can-bo/vang-mat", for: .anyOfficer, door: .officer, "says that somebody is away") {
            form, request, context in
            try await AbsencePage(house: house).set(form, request, context)
        }
        router.post("/can-bo/vang-mat/xoa", for: .anyOfficer, door: .officer, "says that somebody is back") {
            form, _, context in
            try await AbsencePage(house: house).clear(form, context)
        }
    }
}

extension House {
    /// The unit an officer's page is about: the one asked for, else the officer's own post.
    func unit(asked: String, by actor: Actor) -> UnitCode? {
        (try? UnitCode(asked)) ?? actor.officer?.posts.first?.unit ?? actor.officer?.unit
    }

    /// Units an officer may choose among on such a page: where he holds posts, and what stands under them for heads.
    func choosableUnits(of actor: Actor) -> [UnitCode] {
        guard let officer = actor.officer else { return [] }
        var units: [UnitCode] = []
        for post in officer.posts {
            if !units.contains(post.unit) { units.append(post.unit) }
            guard [.deskHead, .divisionHead, .signer, .inspector].contains(post.role) else { continue }
            for below in directory.tree.descendants(of: post.unit, on: today) where !units.contains(below.code) {
                units.append(below.code)
            }
        }
        return units.lazy.filter { directory.decide(.seeUnitStatistics, on: .unit($0), by: actor).isAllowed }.prefix(
            300
        )
        .map { $0 }
    }
}
