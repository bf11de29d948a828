import Catalogue
import Civic
import Directory
import Dossiers

/// What happens on a plain day in any city, whatever it offers: for a demo of a city that has no stories of its own.
extension DemoCity {
    /// Of each procedure that is filed online one dossier was accepted on the eve and one has just come in; what is done
    /// at once was done once.
    func tellPlainDay(_ cast: Cast, _ people: [DemoPerson]) async throws {
        let serves = { (person: DemoPerson) in person.posts.contains { $0.role == .counterOfficer } }
        guard let resident = people.first(where: { $0.home == nil }), let counter = people.first(where: serves),
            let area = house.catalogue.areas.last(where: { $0.parent != nil && $0.isValid(on: today) })
        else { return }
        let applicant = cast.resident(resident.login)
        let officer = cast.officer(counter.login)
        var seed: UInt64 = 1
        for code in house.catalogue.modelled {
            guard let procedure = house.catalogue.procedure(code, on: today), procedure.ownership == .city else {
                continue
            }
            seed += 10
            if procedure.immediate != nil {
                set(eve, "10:00")
                let filing = try await filing(
                    code, .counter, for: try await passer(seed), area: area.code, seed: seed, at: officer.officer?.unit)
                _ = try await house.desk.completeAtOnce(filing, by: officer)
            } else if procedure.intake.channels.contains(.online) {
                set(eve, "14:30")
                let taken = try await house.desk.lodge(
                    try await filing(code, .online, for: applicant, area: area.code, seed: seed), by: applicant)
                set(eve, "15:30")
                try await accept(taken.dossier, by: officer)
                ago(workingMinutes: 40)
                _ = try await house.desk.lodge(
                    try await filing(code, .online, for: applicant, area: area.code, seed: seed + 1), by: applicant)
            }
        }
    }
}
