import Civic
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

    // MARK: Every role, every unit, every action

    static let units = SmallCity.units.map(\.code)
    static let changing: Set<AccessAction> = [
        .act, .assign, .decideRefusal, .withdraw, .answerProof, .supplement, .correct, .manageUnit, .grantMandate,
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
        var random = Seeded(state: UInt64(seed))
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
