import Catalogue
import Civic
import Directory
import Dossiers
import Foundation
import Store
import Synchronization

/// How far a simulation is, for the progress bar.
package struct SimulationProgress: Sendable {
    package let done: Int
    package let of: Int
    package let perSecond: Double
}

/// Hands out numbers to workers, each once, until it is closed.
package final class Turnstile: Sendable {
    private let state: Mutex<Range<Int>>

    package init(_ numbers: Range<Int>) {
        state = Mutex(numbers)
    }

    /// Who is through goes on; nobody else comes in.
    package func close() {
        state.withLock { $0 = $0.upperBound..<$0.upperBound }
    }

    func next() -> Int? {
        state.withLock { numbers in numbers.popFirst() }
    }
}

extension Simulation {
    /// Everything a load needs, made before the clock of the measurement starts.
    struct Stage: Sendable {
        let procedure: Procedure
        let staff: [SimulatedStaff]
        let residents: [(subject: ID<Subject>, name: String)]
        /// Filled forms by area: residents fill theirs on their own machines, before the city's clock runs.
        let answers: [[Answers]]
        let channel: Channel
    }

    private static let variants = 8

    func stage() async throws -> Stage {
        var random = SeededRandom(seed: plan.seed)
        let procedure = try procedure()
        let staff = try await staff(for: procedure, &random)
        guard !staff.isEmpty else { throw DossierProblem.noReceivingUnit }
        let channel: Channel = procedure.intake.channels.contains(.counter) ? .counter : .online
        let maker = AnswerMaker(
            names: names, streets: streets, areas: staff.map(\.area), today: plan.startsOn)
        let preferred: [String: AnswerValue] = ["earlier.has": .flag(false), "complex": .flag(false)]
        var answers: [[Answers]] = []
        for one in staff {
            var forms: [Answers] = []
            for _ in 0..<Self.variants {
                guard
                    let form = try maker.answers(
                        for: procedure, channel: channel, area: one.area, preferred: preferred, &random)
                else { throw DossierProblem.answersIncomplete([:]) }
                forms.append(form)
            }
            answers.append(forms)
        }
        return Stage(
            procedure: procedure, staff: staff,
            residents: try await residents(max(64, min(100 * plan.door.areas, plan.dossiers / 20)), &random),
            answers: answers,
            channel: channel)
    }

    func filing(_ number: Int, _ stage: Stage) -> (Filing, SimulatedStaff) {
        var random = SeededRandom(seed: plan.seed).part(UInt64(number))
        let place = number % stage.staff.count
        let staff = stage.staff[place]
        let resident = stage.residents[Int.random(in: 0..<stage.residents.count, using: &random)]
        let answers = stage.answers[place][Int.random(in: 0..<Self.variants, using: &random)]
        return (
            Filing(
                procedure: stage.procedure.code, channel: stage.channel, answers: answers,
                applicant: PartyPerson(subject: resident.subject, name: resident.name), receiving: staff.point,
                idempotencyKey: "simulate-\(plan.seed)-\(number)", lastFour: "0000"),
            staff
        )
    }

    /// Runs lifecycles with `inFlight` at a time.
    func load(
        _ numbers: Range<Int>, _ stage: Stage, at desk: any SimulatedDesk, stopsAfter: Int? = nil, pace: Int64,
        _ progress: (@Sendable (Int) -> Void)?
    ) async throws {
        try await load(through: Turnstile(numbers), stage, at: desk, stopsAfter: stopsAfter, pace: pace, progress)
    }

    func load(
        through turnstile: Turnstile, _ stage: Stage, at desk: any SimulatedDesk, stopsAfter: Int? = nil, pace: Int64,
        _ progress: (@Sendable (Int) -> Void)?
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<plan.inFlight {
                group.addTask {
                    while let number = turnstile.next() {
                        let (filing, staff) = filing(number, stage)
                        clock.advance(milliseconds: pace)
                        try await lifecycle(filing, staff, at: desk, stopsAfter: stopsAfter)
                        progress?(number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// The queries of a desk and of a resident, on the database as the load left it.
    func queries(_ stage: Stage, sample: [ID<Dossier>]) async throws -> [String: Distribution] {
        let found = StepTimes()
        var random = SeededRandom(seed: plan.seed &+ 7)
        for number in 0..<300 {
            let staff = stage.staff[number % stage.staff.count]
            _ = try await found.time("worklist") {
                try await house.desk.worklist(
                    WorklistQuery(list: .unit), by: number % 2 == 0 ? staff.worker : staff.counter)
            }
            let resident = stage.residents[Int.random(in: 0..<stage.residents.count, using: &random)]
            let prefix = VietnameseText.fold(resident.name)
            _ = try await found.time("search") { try await house.desk.search(name: prefix, by: staff.counter) }
            if let id = sample.randomElement(using: &random) {
                _ = try await found.time("track") { try await house.desk.tracking(id, by: .system("simulate")) }
            }
        }
        return found.distributions
    }
}
