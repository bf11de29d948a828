import Catalogue
import Civic
import Directory
import Foundation
import Journal
import Store
import StoreSQLite
import TestEngines

@testable import Dossiers

/// A seeded walk of many use cases over many dossiers, and what must hold after each of its steps.
struct Walk {
    let fixture: DeskFixture
    var random: Seeded
    var dossiers: [ID<Dossier>] = []
    /// What was tried and went through, by use case: a walk that does nothing proves nothing.
    var done: [String: Int] = [:]

    /// From within the time of undo to past a closing, in seconds.
    private static let pauses: [Int64] = [20, 20, 60, 600, 3_600, 3_600, 21_600, 86_400, 777_600]

    init(_ fixture: DeskFixture, seed: UInt64) {
        self.fixture = fixture
        random = Seeded(seed)
    }

    /// One step: lodges, lets time pass, or does something to some dossier.
    /// - Returns: the dossier it touched, nil when it touched none or many.
    mutating func step() async throws -> ID<Dossier>? {
        if dossiers.isEmpty || random.chance(6) { return try await lodge() }
        if random.chance(10) {
            fixture.pass(seconds: random.pick(Self.pauses))
            let fired = try await fixture.desk.fireTimers()
            done["timers", default: 0] += fired
            return nil
        }
        let dossier = random.pick(dossiers)
        do {
            try await act(on: dossier)
            // Second thoughts come at once or not at all.
            if random.chance(15) { try await undo(dossier) }
        } catch is DossierProblem {
            // The walk tries what may be refused: a refusal must change nothing, which the invariants see.
            done["refused", default: 0] += 1
        }
        return dossier
    }

    private mutating func lodge() async throws -> ID<Dossier> {
        let channel: Channel = random.pick([.online, .counter])
        let filing =
            switch random.int(0...3) {
            case 0: fixture.birth(channel)
            case 1: fixture.maritalStatus(channel, earlierHome: random.chance(50))
            case 2: fixture.permit(channel)
            default: fixture.copies(complex: random.chance(30))
            }
        let dossier = try await fixture.lodge(filing)
        dossiers.append(dossier)
        done["lodge", default: 0] += 1
        return dossier
    }

    private mutating func act(on id: ID<Dossier>) async throws {
        let cast = fixture.cast
        let desk = fixture.desk
        let state = try await fixture.state(id)
        let version = state.dossier.version
        let items = [SupplementItem(target: .field("phone"), reason: "Sai số")]
        let name: String
        switch random.int(0...39) {
        case 0:
            name = "withdraw"
            _ = try await desk.withdraw(id, expecting: version, reason: "Thôi", by: cast.resident(of: state.dossier))
        case 1, 2, 3, 4:
            name = "request"
            let asking = state.dossier.acceptedAt == nil ? cast.counter : random.pick([cast.civil, cast.specialist])
            _ = try await desk.requestSupplement(id, expecting: version, items: items, by: asking)
        case 5, 6, 7:
            name = "supplement"
            let answers = try await desk.view(id, by: cast.counter, purpose: .counter).answers
            _ = try await desk.supplement(id, expecting: version, answers: answers, papers: [], by: cast.counter)
        case 8: return try await undo(id)
        case 9:
            name = "note"
            try await desk.note(id, text: "Ghi chú", by: cast.counter)
        case 10:
            name = "apologise"
            let date = CityZone.hanoi.day(fixture.clock.now()) + random.int(-2...30)
            _ = try await desk.apologise(id, expecting: version, newDate: date, reason: "Xin lỗi", by: cast.counter)
        case 11, 12:
            name = "pay"
            if random.chance(40) {
                _ = try await desk.askPayment(id, expecting: version, by: cast.counter)
            } else {
                _ = try await desk.payAtCounter(id, expecting: version, receiptNumber: "BL", by: cast.counter)
            }
        default:
            guard !state.openTasks.isEmpty else { return }
            name = try await work(random.pick(state.openTasks), state)
        }
        done[name, default: 0] += 1
    }

    private mutating func undo(_ id: ID<Dossier>) async throws {
        let last = try await fixture.headers(of: id).last?.actor
        guard let actor = fixture.cast.everybody.first(where: { $0.subject.rawValue == last?.rawValue }) else { return }
        _ = try await fixture.desk.undo(id, expecting: try await fixture.version(id), by: actor)
        done["undo", default: 0] += 1
    }

    private mutating func work(_ task: WorkTask, _ state: CaseState) async throws -> String {
        let cast = fixture.cast
        let desk = fixture.desk
        let id = state.dossier.id
        let version = state.dossier.version
        let actor = cast.whoSits(at: task, state.dossier)
        switch task.kind {
        case .check:
            if random.chance(10) {
                _ = try await desk.proposeRefusal(id, expecting: version, reason: "Sai nơi", by: cast.counter)
                return "proposeRefusal"
            }
            _ = try await desk.accept(id, expecting: version, by: cast.counter)
            return "accept"
        case .refusalReview:
            _ = try await desk.decideRefusal(
                id, expecting: version, confirm: random.chance(50), reason: "Đã xem", by: cast.head)
            return "decideRefusal"
        case .supplementApproval:
            _ = try await desk.decideSupplement(
                id, expecting: version, approve: random.chance(60), reason: "Đã xem", by: cast.signer)
            return "decideSupplement"
        case .stopReview:
            _ = try await desk.decideStop(
                id, expecting: version, confirm: random.chance(40), reason: "Đã xem", by: cast.counter)
            return "decideStop"
        case .verification, .consultation:
            let rule = desk.askRules(of: task, in: state.dossier).first { $0.id == task.step }
            guard let answer = rule?.answers.map(\.value).first else { return "nothing" }
            _ = try await desk.answer(task.id, answer: answer, text: "", expecting: version, by: actor)
            return "answer"
        case .step:
            let rules = desk.askRules(of: task, in: state.dossier)
            if let rule = rules.first, random.chance(25) {
                let unit = rule.kind == .verification ? Offices.otherWard : Offices.construction
                _ = try await desk.ask(
                    task.id, rule: rule.id, units: [unit], question: "Xin ý kiến", expecting: version, by: actor)
                return "ask"
            }
            if actor.officer != nil, random.chance(10) {
                _ = try await desk.claim(task.id, expecting: version, by: actor)
                return "claim"
            }
            let procedure = try desk.procedure(of: state.dossier)
            guard let place = Place(text: task.place), let step = procedure.process.step(at: place) else {
                return "nothing"
            }
            let action =
                random.chance(75)
                ? step.actions.first(where: \.isPrimary) ?? step.actions[0] : random.pick(step.actions)
            _ = try await desk.act(task.id, action: action.id, expecting: version, reason: "Lý do", by: actor)
            return "act \(action.event)"
        }
    }
}

extension Cast {
    var everybody: [Actor] {
        [counter, head, civil, verifier, signer, clerk, divisionHead, specialist, consulted, resident, stranger]
    }

    func resident(of dossier: Dossier) -> Actor { dossier.applicant == stranger.subject ? stranger : resident }

    /// The one of the cast whose seat a task is.
    func whoSits(at task: WorkTask, _ dossier: Dossier) -> Actor {
        switch task.seat {
        case .applicant: resident(of: dossier)
        case .system: .system("outside")
        case .officer(.certifier): signer
        case .officer(let role):
            everybody.first { $0.officer?.holds(role, at: task.unit) == true } ?? inspector
        }
    }
}
