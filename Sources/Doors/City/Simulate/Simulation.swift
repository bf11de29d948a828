import Catalogue
import CityFolder
package import Civic
import Directory
import Dossiers
import Foundation
import Store
import Synchronization

/// A load of synthetic residents and officers that goes through the real use cases, never through SQL.
package struct Simulation: Sendable {
    /// How the load comes in.
    package enum Door: String, Sendable {
        /// The use cases, in process.
        case useCases
        /// The JSON API of a server.
        case http

        /// Each who signs in costs as much time as a password is safe.
        var areas: Int {
            switch self {
            case .useCases: 200
            case .http: 16
            }
        }
    }

    package struct Plan: Sendable {
        package var dossiers: Int
        package var inFlight: Int
        package var seed: UInt64
        /// The procedure of every dossier; nil: the city's plainest full lifecycle.
        package var procedure: String?
        package var startsOn: Day
        package var door: Door

        package init(
            dossiers: Int, inFlight: Int = 64, seed: UInt64 = 1, procedure: String? = nil, startsOn: Day,
            door: Door = .useCases
        ) {
            self.dossiers = dossiers
            self.inFlight = inFlight
            self.seed = seed
            self.procedure = procedure
            self.startsOn = startsOn
            self.door = door
        }
    }

    let house: CityHouse
    let clock: ManualClock
    let plan: Plan
    let names: NameTable
    let streets: [String]
    let times = StepTimes()

    package init(_ house: CityHouse, clock: ManualClock, plan: Plan) throws {
        self.house = house
        self.clock = clock
        self.plan = plan
        let folder = try CityHouse.cityFolder(house.files)
        names = NameTable(folder)
        let findings = Findings()
        streets = folder.everyFile("streets.csv").flatMap { file in
            (CSVSource.records(file, findings) ?? []).dropFirst().compactMap { $0.fields.last }
        }
    }

    // MARK: - The cast

    /// The procedure simulated: the marital-status certificate where the city has it.
    func procedure() throws -> Procedure {
        let today = plan.startsOn
        let codes = plan.procedure.map { [$0] } ?? ["1.004873"] + house.catalogue.modelled
        for code in codes {
            if let procedure = house.catalogue.procedure(code, on: today), procedure.ownership == .city {
                return procedure
            }
        }
        throw DossierProblem.unknownProcedure(plan.procedure ?? "")
    }

    /// Staff for as many areas as the load needs, at most every one the city has.
    func staff(for procedure: Procedure, _ random: inout SeededRandom) async throws -> [SimulatedStaff] {
        let day = plan.startsOn
        let tree = house.directory.tree
        let kinds = Set(procedure.competence.map(\.kind))
        let wanted = max(1, min(plan.door.areas, plan.dossiers / 40))
        var hired: [SimulatedStaff] = []
        for body in tree.units where body.isValid(on: day) && kinds.contains(body.kind.rawValue) {
            guard hired.count < wanted else { break }
            guard let area = body.areas.first else { continue }
            let anyPoint = tree.units.first { $0.kind == .servicePoint && $0.isValid(on: day) }
            guard let point = (tree.servicePoints(serving: area, on: day).first ?? anyPoint)?.code else { continue }
            hired.append(
                try await SimulatedStaff.hire(
                    area: area, point: point, body: body.code, names: names, house: house, &random))
        }
        return hired
    }

    func residents(_ count: Int, _ random: inout SeededRandom) async throws -> [(subject: ID<Subject>, name: String)] {
        let people = (0..<count).map { _ in names.fullName(isFemale: Bool.random(using: &random), &random) }
        var found: [(subject: ID<Subject>, name: String)] = []
        // Fewer at a time than the engine lets wait.
        for start in stride(from: 0, to: count, by: 256) {
            let some = people[start..<min(start + 256, count)]
            let year = Int.random(in: 1950...2006, using: &random)
            let subjects = try await withThrowingTaskGroup(of: (Int, ID<Subject>).self) { group in
                for (index, name) in some.enumerated() {
                    group.addTask {
                        (index, try await house.directory.createPerson(NewPerson(name: name, birthYear: year)))
                    }
                }
                var made: [(Int, ID<Subject>)] = []
                for try await one in group { made.append(one) }
                return made.sorted { $0.0 < $1.0 }
            }
            found += zip(subjects, some).map { (subject: $0.1, name: $1) }
        }
        return found
    }
}
