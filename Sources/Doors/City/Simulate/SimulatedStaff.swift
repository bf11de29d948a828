import Catalogue
import Civic
import Directory

/// The officers of one area: its service point and its deciding body, as many people as the law keeps apart.
struct SimulatedStaff: Sendable {
    let area: String
    let point: UnitCode
    let body: UnitCode
    let counter: Actor
    let worker: Actor
    let signer: Actor
    let clerk: Actor

    var everybody: [Actor] { [counter, worker, signer, clerk] }

    /// Who sits in a seat.
    func actor(for role: Role) -> Actor {
        switch role {
        case .counterOfficer, .deskHead: counter
        case .signer, .certifier: signer
        case .clerk: clerk
        default: worker
        }
    }

    /// Hires the staff of an area through the Directory's own use cases.
    static func hire(
        area: String, point: UnitCode, body: UnitCode, names: NameTable, house: CityHouse, _ random: inout SeededRandom
    ) async throws -> SimulatedStaff {
        func officer(_ title: LocalizedText, _ unit: UnitCode, _ roles: [Role]) async throws -> Actor {
            let name = names.fullName(isFemale: Bool.random(using: &random), &random)
            let house = house
            let by = Actor.system("simulate")
            let (officer, subject) = try await house.directory.createOfficer(
                name: name, title: title, unit: unit, by: by)
            for role in roles {
                try await house.directory.givePost(role, at: unit, to: officer, from: house.directory.today, by: by)
            }
            return Actor(
                subject: subject, name: name, standing: .officer(try await house.directory.standing(of: officer)))
        }
        return SimulatedStaff(
            area: area, point: point, body: body,
            counter: try await officer(
                LocalizedText(vi: "Cán bộ tiếp nhận", en: "Counter officer"), point, [.counterOfficer, .deskHead]),
            worker: try await officer(
                LocalizedText(vi: "Công chức chuyên môn", en: "Case officer"), body,
                [.civilStatusOfficer, .specialist, .divisionHead, .verifier]),
            signer: try await officer(LocalizedText(vi: "Lãnh đạo", en: "Leader"), body, [.signer]),
            clerk: try await officer(
                LocalizedText(vi: "Văn thư", en: "Clerk"), body, [.clerk, .counterOfficer]))
    }
}
