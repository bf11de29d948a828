import Catalogue
import City
import Civic
import Directory
import Dossiers
import Journal
import TestEngines
import Testing

/// What holds for Hanoi holds for a made-up town with nothing of Vietnam in it.
@Suite(.serialized) struct SecondCityTests {
    @Test(arguments: ["hanoi", "demo-town"])
    func `a city passes its check`(city: String) async throws {
        let report = try await CityCheck.run(CityFixture(on: .sqlite).files(city: city))

        #expect(report.errors == 0, "\(report.text(.en))")
    }

    @Test(arguments: ["hanoi", "demo-town"], [Simulation.Door.useCases, .http])
    func `full lifecycles run, every consumer catches up, and the journal is whole`(
        city: String, door: Simulation.Door
    ) async throws {
        let fixture = try await CityFixture()
        let house = try await fixture.open(city: city)
        let day = house.catalogue.zone.day(fixture.clock.now())
        let plan = Simulation.Plan(dossiers: 24, inFlight: 8, seed: 11, startsOn: day, door: door)

        let report = try await Simulation(house, clock: fixture.clock, plan: plan).run()

        #expect(report.dossiers == 24)
        for step in ["lodge", "accept", "assign", "process", "approve", "release", "return"] {
            #expect((report.steps[step]?.count ?? 0) >= 24, "\(step)")
        }
        let lines = try await house.desk.statistics(unit: nil, from: day, to: day + 2, by: .procedure)
        #expect(lines.map(\.received).reduce(0, +) == 32, "24 finished and 8 open")
        #expect(lines.map(\.granted).reduce(0, +) == 24)
        try await house.close()
        let verified = try await JournalCheck.run(fixture.files(city: city))
        #expect(verified.ok)
        #expect(verified.treeSize == verified.events)
    }

    @Test(arguments: ["hanoi", "demo-town"])
    func `publishing the same folder again changes nothing`(city: String) async throws {
        let fixture = try await CityFixture()
        let house = try await fixture.open(city: city)
        try await house.close()

        let again = try await CityPublishing.run(fixture.files(city: city))

        #expect(again.names == [])
    }
}
