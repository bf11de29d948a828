import Civic
import TestEngines
import Testing

@testable import Directory

struct AccessPolicyTests {
    static let now = BookFixture.start
    static let me = ID<Officer>(500)
    static let colleague = ID<Officer>(501)
    static let applicant = ID<Subject>(900)

    static func officer(_ posts: [Post], mandates: [GrantedMandate] = []) -> Actor {
        let standing = OfficerStanding(
            officer: me, unit: posts.first?.unit ?? SmallCity.city, posts: posts, mandates: mandates)
        return Actor(subject: ID(700), name: "", standing: .officer(standing))
    }

    static func ask(
        _ actor: Actor, _ action: AccessAction, _ target: AccessTarget, _ purpose: AccessPurpose? = nil,
        at: Instant = now
    ) -> AccessDecision {
        AccessPolicy.decide(
            AccessQuestion(
                actor: actor, action: action, on: target, purpose: purpose, at: at, day: SmallCity.day,
                tree: SmallCity.tree))
    }

    static func dossier(_ tasks: [TaskFacts] = []) -> DossierFacts {
        DossierFacts(
            procedure: "1.001193", receiving: SmallCity.point, competent: SmallCity.ward, lead: SmallCity.justice,
            openTasks: tasks, parties: [applicant])
    }

    @Test func `the chairwoman sees the queue of the service point in her ward and another commune's does not`() {
        var facts = Self.dossier()
        facts.competent = SmallCity.other
        facts.lead = nil

        let hers = Self.ask(Self.officer([Post(role: .signer, unit: SmallCity.ward)]), .seeDossier, .dossier(facts))
        facts.competent = SmallCity.ward
        let others = Self.ask(Self.officer([Post(role: .signer, unit: SmallCity.other)]), .seeDossier, .dossier(facts))

        #expect(hers == .allow(.areaServed))
        #expect(others == .deny(.notTheirUnit))
    }

    @Test func `a tax officer sees one step while the task is open and nothing after it`() {
        let actor = Self.officer([Post(role: .taxOfficer, unit: SmallCity.tax)])
        let task = TaskFacts(role: .taxOfficer, unit: SmallCity.tax)

        let during = Self.ask(actor, .seeDossier, .dossier(Self.dossier([task])))

        #expect(during == .allow(.openTask))
        #expect(AccessGround.openTask.showsOneStepOnly)
        #expect(Self.ask(actor, .seeDossier, .dossier(Self.dossier())) == .deny(.notTheirUnit))
    }

    @Test func `who drafted may not sign, and a deputy who drafted may not either`() {
        let task = TaskFacts(role: .signer, unit: SmallCity.ward, isSigning: true, drafter: Self.me)
        let own = Self.officer([Post(role: .signer, unit: SmallCity.ward)])
        let deputy = Self.officer([Post(role: .signer, unit: SmallCity.ward, standingInFor: Self.colleague)])

        #expect(Self.ask(own, .act, .task(task, of: Self.dossier([task]))) == .deny(.drafterMayNotSign))
        #expect(Self.ask(deputy, .act, .task(task, of: Self.dossier([task]))) == .deny(.drafterMayNotSign))
    }

    @Test func `a colleague's task is done by a deputy and by nobody else`() {
        let task = TaskFacts(role: .specialist, unit: SmallCity.justice, assignee: Self.colleague)
        let own = Self.officer([Post(role: .specialist, unit: SmallCity.justice)])
        let deputy = Self.officer([
            Post(role: .specialist, unit: SmallCity.justice, standingInFor: Self.colleague)
        ])

        #expect(Self.ask(own, .act, .task(task, of: Self.dossier([task]))) == .deny(.assignedToColleague))
        #expect(Self.ask(deputy, .act, .task(task, of: Self.dossier([task]))) == .allow(.openTask))
    }

    @Test func `a mandate ends at the instant it names`() {
        let task = TaskFacts(role: .certifier, unit: SmallCity.ward, power: "certify_copies", isSigning: true)
        let mandate = GrantedMandate(
            id: ID(1), power: "certify_copies", unit: SmallCity.ward, from: Self.now, to: Self.now.adding(minutes: 1),
            decision: "12/UQ", procedures: ["1.001193"])
        let actor = Self.officer([Post(role: .certifier, unit: SmallCity.ward)], mandates: [mandate])
        let target = AccessTarget.task(task, of: Self.dossier([task]))

        #expect(Self.ask(actor, .act, target) == .allow(.mandate))
        #expect(Self.ask(actor, .act, target, at: Self.now.adding(minutes: 1)) == .deny(.mandateMissing))
    }

    @Test func `personal data need a purpose from officers and none from the party`() {
        let counter = Self.officer([Post(role: .counterOfficer, unit: SmallCity.point)])
        let resident = Actor(
            subject: Self.applicant, name: "", standing: .resident(account: ID(1), onBehalfOf: nil))
        let target = AccessTarget.dossier(Self.dossier())

        #expect(Self.ask(counter, .seePersonalData, target) == .deny(.purposeMissing))
        #expect(Self.ask(counter, .seePersonalData, target, .handling) == .allow(.unitOfDossier))
        #expect(Self.ask(resident, .seePersonalData, target) == .allow(.party))
    }

    @Test func `a mirrored dossier is seen and never decided`() {
        var facts = Self.dossier([TaskFacts(role: .specialist, unit: SmallCity.justice)])
        facts.ownership = .mirror
        let actor = Self.officer([Post(role: .specialist, unit: SmallCity.justice)])

        #expect(Self.ask(actor, .seeDossier, .dossier(facts)).isAllowed)
        #expect(Self.ask(actor, .act, .task(facts.openTasks[0], of: facts)) == .deny(.ownedElsewhere))
        #expect(Self.ask(actor, .correct, .dossier(facts)) == .deny(.ownedElsewhere))
    }

    @Test func `only a signer in person grants mandates`() {
        let own = Self.officer([Post(role: .signer, unit: SmallCity.ward)])
        let deputy = Self.officer([Post(role: .signer, unit: SmallCity.ward, standingInFor: Self.colleague)])

        #expect(Self.ask(own, .grantMandate, .unit(SmallCity.ward)) == .allow(.signer))
        #expect(!Self.ask(deputy, .grantMandate, .unit(SmallCity.ward)).isAllowed)
        #expect(!Self.ask(own, .grantMandate, .unit(SmallCity.other)).isAllowed)
    }

    // MARK: One dossier and its process

    /// A birth of the ward: the civil-status officer examines, the clerk seals, the counter hands over.
    static var birth: DossierFacts {
        var facts = dossier()
        facts.lead = nil
        facts.seats = [
            DossierFacts.Seat(.counterOfficer, at: SmallCity.point),
            DossierFacts.Seat(.civilStatusOfficer, at: SmallCity.ward), DossierFacts.Seat(.clerk, at: SmallCity.ward),
            DossierFacts.Seat(.signer, at: SmallCity.ward),
        ]
        facts.powers = ["sign:1.001193"]
        return facts
    }

    static func purposes(_ actor: Actor, _ facts: DossierFacts) -> [AccessPurpose] {
        AccessPolicy.purposes(
            AccessQuestion(
                actor: actor, action: .seePersonalData, on: .dossier(facts), at: now, day: SmallCity.day,
                tree: SmallCity.tree))
    }

    @Test(arguments: [Role.specialist, .divisionHead, .certifier, .verifier, .unitAdmin])
    func `a colleague of the unit whose work it is not is refused`(role: Role) {
        let actor = Self.officer([Post(role: role, unit: SmallCity.ward)])

        #expect(!Self.ask(actor, .seeDossier, .dossier(Self.birth)).isAllowed)
        #expect(Self.purposes(actor, Self.birth).isEmpty)
    }

    @Test(arguments: [Role.civilStatusOfficer, .clerk, .signer, .deskHead])
    func `who sits in the process and who heads the unit read it`(role: Role) {
        let actor = Self.officer([Post(role: role, unit: SmallCity.ward)])

        #expect(Self.ask(actor, .seePersonalData, .dossier(Self.birth), .handling) == .allow(.unitOfDossier))
    }

    @Test func `a task that was held keeps the dossier open, in the dossier's own unit`() {
        var facts = Self.birth
        facts.seats?.insert(DossierFacts.Seat(.specialist, at: SmallCity.ward))
        facts.seats?.insert(DossierFacts.Seat(.taxOfficer, at: SmallCity.tax))

        #expect(
            Self.ask(Self.officer([Post(role: .specialist, unit: SmallCity.ward)]), .seeDossier, .dossier(facts))
                .isAllowed)
        #expect(
            !Self.ask(Self.officer([Post(role: .taxOfficer, unit: SmallCity.tax)]), .seeDossier, .dossier(facts))
                .isAllowed)
    }

    @Test func `the head of a division reads and assigns what falls to the division`() {
        let head = Self.officer([Post(role: .divisionHead, unit: SmallCity.ward)])
        let task = TaskFacts(role: .civilStatusOfficer, unit: SmallCity.ward)
        var permit = Self.birth
        permit.seats?.insert(DossierFacts.Seat(.specialist, at: SmallCity.ward))

        #expect(!Self.ask(head, .assign, .task(task, of: Self.birth)).isAllowed)
        #expect(Self.ask(head, .assign, .task(task, of: permit)).isAllowed)
        #expect(Self.purposes(head, permit) == [.handling, .supervision, .complaint])
    }

    @Test func `a mandate for a step of the process opens it until it ends`() {
        let mandate = GrantedMandate(
            id: ID(1), power: "sign:1.001193", unit: SmallCity.ward, from: Self.now, to: Self.now.adding(minutes: 1),
            decision: "12/UQ", procedures: ["1.001193"])
        let deputy = Self.officer([], mandates: [mandate])

        #expect(Self.ask(deputy, .seePersonalData, .dossier(Self.birth), .handling) == .allow(.mandate))
        #expect(
            !Self.ask(deputy, .seePersonalData, .dossier(Self.birth), .handling, at: Self.now.adding(minutes: 1))
                .isAllowed)
    }

    @Test func `each role may state its own purposes and no others`() {
        let counter = Self.officer([Post(role: .counterOfficer, unit: SmallCity.point)])
        let inspector = Self.officer([Post(role: .inspector, unit: SmallCity.city)])
        let director = Self.officer([Post(role: .deskHead, unit: SmallCity.centre)])

        #expect(Self.purposes(counter, Self.birth) == [.handling, .counter, .dataSubjectRequest])
        #expect(Self.purposes(inspector, Self.birth) == [.inspection, .complaint])
        #expect(Self.purposes(director, Self.birth) == [.supervision, .complaint])
        let task = TaskFacts(role: .verifier, unit: SmallCity.other)
        var asked = Self.birth
        asked.openTasks = [task]
        let verifier = Self.officer([Post(role: .verifier, unit: SmallCity.other)])
        #expect(Self.purposes(verifier, asked) == [.verification])
    }

    @Test func `the slip is printed by the counter that took the dossier in`() {
        let target = AccessTarget.dossier(Self.birth)
        for (role, unit) in [(Role.counterOfficer, SmallCity.point), (.deskHead, SmallCity.point)] {
            #expect(Self.ask(Self.officer([Post(role: role, unit: unit)]), .printSlip, target) == .allow(.atTheCounter))
        }
        let others = Role.allCases.flatMap { role in Self.units.map { Post(role: role, unit: $0) } }.filter {
            $0.unit != SmallCity.point || ![.counterOfficer, .deskHead].contains($0.role)
        }
        for post in others { #expect(!Self.ask(Self.officer([post]), .printSlip, target).isAllowed) }
    }

    // MARK: Every role, every unit, every action

    static let units = SmallCity.units.map(\.code)
    static let changing: Set<AccessAction> = [
        .act, .assign, .decideRefusal, .withdraw, .answerProof, .supplement, .correct, .endResult, .steer, .takePayment,
        .manageUnit, .grantMandate,
        .publishCatalogue,
    ]

    static func targets(_ facts: DossierFacts) -> [AccessTarget] {
        facts.openTasks.map { .task($0, of: facts) }
            + [.dossier(facts), .unit(SmallCity.ward), .subject(Self.applicant), .house]
    }

    @Test func `inspectors and data-protection officers change nothing anywhere`() {
        let tasks = Role.allCases.flatMap { role in Self.units.map { TaskFacts(role: role, unit: $0) } }
            .filter { $0.role != .inspector && $0.role != .dpo }
        for unit in Self.units {
            let actor = Self.officer([Post(role: .inspector, unit: unit), Post(role: .dpo, unit: unit)])
            for action in Self.changing {
                for target in Self.targets(Self.dossier(tasks)) {
                    #expect(!Self.ask(actor, action, target, .inspection).isAllowed)
                }
            }
        }
    }

    @Test func `the data-protection officer and administrators see no dossier`() {
        for role in [Role.dpo, .unitAdmin, .cityAdmin, .catalogueOwner] {
            for unit in Self.units {
                let actor = Self.officer([Post(role: role, unit: unit)])
                #expect(!Self.ask(actor, .seeDossier, .dossier(Self.dossier())).isAllowed)
                #expect(!Self.ask(actor, .seePersonalData, .dossier(Self.dossier()), .supervision).isAllowed)
            }
        }
    }

    @Test func `nobody outside is allowed anything, and an officer without posts nothing`() {
        let facts = Self.dossier([TaskFacts(role: .signer, unit: SmallCity.ward)])
        for actor in [Actor.anyone, Self.officer([])] {
            for action in AccessAction.allCases {
                for target in Self.targets(facts) { #expect(!Self.ask(actor, action, target, .handling).isAllowed) }
            }
        }
    }

    @Test(arguments: 0..<20)
    func `over random standings no sight of data without a purpose, no protected sight without cause`(seed: Int) {
        var random = Seeded(UInt64(seed))
        for _ in 0..<200 {
            let posts = (0..<Int.random(in: 1...3, using: &random)).compactMap { _ -> Post? in
                guard let role = Role.allCases.randomElement(using: &random),
                    let unit = Self.units.randomElement(using: &random)
                else { return nil }
                return Post(role: role, unit: unit, standingInFor: Bool.random(using: &random) ? Self.colleague : nil)
            }
            let actor = Self.officer(posts)
            var facts = Self.dossier()
            facts.receiving = Self.units.randomElement(using: &random)
            facts.competent = Self.units.randomElement(using: &random)
            facts.lead = nil

            #expect(!Self.ask(actor, .seePersonalData, .dossier(facts)).isAllowed)
            if Self.ask(actor, .seePersonalData, .dossier(facts), .handling).isAllowed {
                #expect(Self.ask(actor, .seeDossier, .dossier(facts)).isAllowed)
            }
            facts.secrecy = .protected
            let deciding = [facts.receiving, facts.competent].compactMap { $0 }
            let heads = posts.contains {
                [.deskHead, .divisionHead, .signer].contains($0.role) && deciding.contains($0.unit)
            }
            #expect(Self.ask(actor, .seeDossier, .dossier(facts)).isAllowed == heads)
        }
    }

    @Test func `every refusal says why in both languages`() {
        for refusal in AccessRefusal.allCases {
            #expect(!refusal.reason.vi.isEmpty && !refusal.reason.en.isEmpty)
        }
    }
}
