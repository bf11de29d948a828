import Catalogue
import City
import Civic
import Directory
import Dossiers
import Papers
import Testing

/// A leader's many signatures: one PIN, a paper of its own for each. How long a hundred take: docs/benchmarks.md.
@Suite struct BatchSigningTests {
    private let house: CityHouse
    private let fixture: CityFixture
    private let point: UnitCode
    private let ward: UnitCode
    private let session = String(repeating: "5e", count: 32)

    init() async throws {
        fixture = try await CityFixture()
        house = try await fixture.open(city: "hanoi")
        point = try UnitCode("H26.C01.PX04")
        ward = try UnitCode("H26.X04")
    }

    private func officer(_ name: String, _ role: Role, _ unit: UnitCode) -> Actor {
        let officer: ID<Officer> = house.ids.next()
        return Actor(
            subject: officer.retyped(), name: name,
            standing: .officer(
                OfficerStanding(officer: officer, unit: unit, posts: [Post(role: role, unit: unit)], mandates: [])))
    }

    /// Certificates of marital status that wait for their signature.
    private func drafted(_ count: Int) async throws -> [ID<Dossier>] {
        let person = try await house.directory.createPerson(NewPerson(name: "Nguyễn Thị Hương", birthYear: 1996))
        let counter = officer("Phạm Thu Hà", .counterOfficer, point)
        let civil = officer("Lê Thị Hòa", .civilStatusOfficer, ward)
        let answers: [String: AnswerValue] = [
            "for_whom": .text("self"), "person.name": .text("Nguyễn Thị Hương"), "person.born_on": .text("1996-03-02"),
            "person.nationality": .text("Việt Nam"), "residence.area": .text("00070"), "purpose": .text("other"),
            "purpose_text": .text("Bổ sung hồ sơ vay vốn"), "status": .text("single"), "earlier.has": .flag(false),
            "old.has": .flag(false), "copies": .int(1), "return_by": .text("point"), "phone": .text("0912345678"),
        ]
        var dossiers: [ID<Dossier>] = []
        for number in 0..<count {
            let filing = Filing(
                procedure: "1.004873", channel: .counter, answers: Answers(answers),
                applicant: PartyPerson(subject: person, name: "Nguyễn Thị Hương"), receiving: point,
                idempotencyKey: "batch-\(number)")
            let lodged = try await house.desk.lodge(filing, by: counter)
            _ = try await house.desk.accept(lodged.dossier, expecting: lodged.version, by: counter)
            try await act(lodged.dossier, "examine", "ready", by: civil)
            dossiers.append(lodged.dossier)
        }
        return dossiers
    }

    private func act(_ dossier: ID<Dossier>, _ step: String, _ action: String, by actor: Actor) async throws {
        let state = try await house.desk.state(of: dossier)
        let task = try #require(state.openTasks.first { $0.step == step })
        _ = try await house.desk.act(
            task.id, action: action, expecting: state.dossier.version, reason: "", by: actor, session: session)
    }

    @Test func `one PIN signs a whole list of results, each a paper of its own and valid by itself`() async throws {
        let dossiers = try await drafted(20)
        let leader = officer("Trần Văn Đức", .signer, ward)
        let authority = try TestAuthority(now: fixture.clock.now())
        let (key, chain) = try authority.issue(to: leader.name, of: "UBND phường")
        try await house.keystore.enrol(leader.subject, pin: "19-45-77", by: .system("test"))
        try await house.keystore.unlock(leader.subject, pin: "19-45-77", session: session)
        try await house.keystore.issue(key, chain: chain, to: leader.subject, session: session, by: leader)

        for dossier in dossiers { try await act(dossier, "sign", "sign", by: leader) }

        let verifier = PaperVerifier(trusting: TrustStore(roots: [authority.root.certificate]))
        var codes: Set<VerifyCode> = []
        for dossier in dossiers {
            let results = try await house.results.results(of: dossier.retyped())
            let result = try #require(results.first)
            codes.insert(result.code)
            let verdict = try await house.results.check(result, by: verifier)
            #expect(results.count == 1 && result.state == .signed)
            #expect(verdict.standing == .validWithWarnings && verdict.signatures.first?.coversWhole == true)
            #expect(verdict.signatures.map(\.signer) == [leader.name])
        }
        #expect(codes.count == dossiers.count)
    }
}
