package import Civic
import Journal
import Store

extension DirectoryBook {
    /// Enters an organisation; one with this tax code that is known already is answered as it stands.
    package func createOrganisation(name: String, taxCode: TaxCode?) async throws -> ID<Subject> {
        let name = try Self.checked(name: name)
        let organisation = ids.next(Organisation.self)
        let subject = ids.next(Subject.self)
        let values: [SQLValue] = [
            .id(organisation), .text(name), .text(VietnameseText.fold(name)), .optional(taxCode?.text),
            .instant(clock.now()),
        ]
        return try await database.write("Directory.createOrganisation") { transaction in
            if try transaction.executeCounting(ResidentStore.insertOrganisation, values) == 1 {
                try transaction.execute(
                    ResidentStore.insertSubject, [.id(subject), .text("organisation"), .null, .id(organisation)])
                return subject
            }
            let known = try transaction.first(
                ResidentStore.organisationByTaxCode, [.optional(taxCode?.text)]
            ) { $0.id(0, of: Subject.self) }
            guard let known else { throw DirectoryProblem.personUnknown }
            return known
        }
    }

    /// From now on `agent` may act for `principal`. Who may say so is asked by the use case that has seen the paper.
    package func represent(
        _ principal: ID<Subject>, by agent: ID<Subject>, ground: RepresentationGround, from: Day, until: Day? = nil,
        recordedBy actor: Actor
    ) async throws {
        if let until, until < from { throw DirectoryProblem.badPeriod }
        guard agent != principal else { throw DirectoryProblem.notARepresentative }
        let id = ids.next(Representation.self)
        let event = event(
            "representationRecorded", on: principal, by: actor,
            facts: ["agent": .int(agent.rawValue), "ground": .text(ground.rawValue), "from": .text(from.iso)])
        try await database.write("Directory.represent") { transaction in
            try transaction.execute(
                ResidentStore.insertRepresentation,
                [.id(id), .id(agent), .id(principal), .text(ground.rawValue), .day(from), .day(until)])
            try Journal.appendNext(event, in: transaction)
        }
    }

    /// Ends every representation of `principal` by `agent` with this day.
    package func endRepresentation(
        of principal: ID<Subject>, by agent: ID<Subject>, after day: Day, recordedBy actor: Actor
    ) async throws {
        let event = event(
            "representationEnded", on: principal, by: actor,
            facts: ["agent": .int(agent.rawValue), "to": .text(day.iso)])
        try await database.write("Directory.endRepresentation") { transaction in
            let ended = try transaction.executeCounting(
                ResidentStore.endRepresentation, [.day(day), .id(agent), .id(principal), .day(day)])
            guard ended > 0 else { throw DirectoryProblem.notARepresentative }
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// Whom this subject may act for today.
    package func principals(of agent: ID<Subject>) async throws -> [Principal] {
        let day = today
        return try await database.read { transaction in
            try transaction.all(ResidentStore.principals, [.id(agent), .day(day), .day(day)]) { row in
                Principal(
                    subject: row.id(0), name: row.optionalText(3) ?? row.optionalText(4) ?? "",
                    isOrganisation: row.text(2) == "organisation",
                    ground: RepresentationGround(rawValue: row.text(1)) ?? .authorised)
            }
        }
    }

    static func represents(
        _ agent: ID<Subject>, _ principal: ID<Subject>, on day: Day, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.first(
            ResidentStore.represents, [.id(agent), .id(principal), .day(day), .day(day)]
        ) { _ in true } ?? false
    }
}
