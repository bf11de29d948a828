import Catalogue
import City
import Civic
import Directory
import Foundation
import Journal
import TestEngines
import Testing

/// Two nodes of one city.
@Suite(.serialized) struct NodesTests {
    @Test func `two nodes make ids with different numbers, and a stopped node's number is free at once`() async throws {
        let fixture = try await CityFixture(on: .postgres)
        let first = try await fixture.open(city: "demo-town")
        let second = try await fixture.open(city: "demo-town")

        #expect(first.node != second.node)
        try await first.close()
        let third = try await fixture.open(city: "demo-town")
        #expect(third.node == first.node)
        try await second.close()
        try await third.close()
    }

    @Test(arguments: Engine.allCases)
    func `a clock set back makes no id twice, though no event tells of the last ones`(_ engine: Engine) async throws {
        let fixture = try await CityFixture(on: engine)
        let before = try await fixture.open(city: "demo-town")
        fixture.clock.advance(milliseconds: 3_600_000)
        let last = try await before.directory.createPerson(NewPerson(name: "Phạm Văn Trước"))
        try await before.close()
        fixture.clock.advance(milliseconds: -3_600_000)

        let after = try await fixture.open(city: "demo-town")
        let next = try await after.directory.createPerson(NewPerson(name: "Phạm Thị Sau"))
        #expect(next > last)
        try await after.close()
    }

    @Test func `what another process publishes is served without a restart`() async throws {
        let fixture = try await CityFixture(on: .postgres)
        let house = try await fixture.open(city: "demo-town")
        #expect(try await house.renewed() == nil, "nothing was published since")
        let edited = fixture.folder.path + "/edited"
        try FileManager.default.copyItem(atPath: CityFixture.root + "/cities/demo-town", toPath: edited)
        let city = try String(contentsOfFile: edited + "/city.yaml", encoding: .utf8)
        try city.replacingOccurrences(of: "000 000 000", with: "111 111 111")
            .write(toFile: edited + "/city.yaml", atomically: true, encoding: .utf8)
        let files = try fixture.files(city: "demo-town")

        let report = try await CityPublishing.run(
            try HouseFiles(
                address: files.database, keys: files.keys, papers: files.papers, city: edited, share: files.share))
        let renewed = try #require(try await house.renewed())

        #expect(report.names.count == 1)
        #expect(house.catalogue.city.supportPhone == "000 000 000", "requests under way keep what they began with")
        #expect(renewed.catalogue.city.supportPhone == "111 111 111")
        #expect(try await renewed.renewed() == nil)
        try await house.close()
    }

    @Test func `who signs out at one node is out at the other within two seconds`() async throws {
        let fixture = try await CityFixture(on: .postgres)
        let first = try await fixture.open(city: "demo-town")
        let second = try await fixture.open(city: "demo-town")
        let person = try await first.directory.createPerson(NewPerson(name: "Ada Elm", birthYear: 1980))
        try await first.directory.createAccount(
            login: "ada.elm", password: "a lantern in the harbour 7", subject: person, kind: .resident)
        let token = try await second.directory.signIn(
            login: "ada.elm", password: "a lantern in the harbour 7", address: "10.0.0.1")
        #expect(try await first.directory.resolve(token) != nil, "a session is every node's")
        #expect(try await second.directory.resolve(token) != nil)

        try await first.directory.signOut(token)
        fixture.clock.advance(milliseconds: 2_000)

        #expect(try await second.directory.resolve(token) == nil)
        try await first.close()
        try await second.close()
    }

    @Test func `wrong guesses at two nodes are counted together`() async throws {
        let fixture = try await CityFixture(on: .postgres)
        let nodes = [try await fixture.open(city: "demo-town"), try await fixture.open(city: "demo-town")]

        var refused = 0
        for guess in 0..<12 {
            do {
                _ = try await nodes[guess % 2].directory.signIn(
                    login: "nobody", password: "guess \(guess)", address: "10.0.0.2")
            } catch DirectoryProblem.tooManyAttempts {
                refused += 1
            } catch DirectoryProblem.wrongCredentials {}
        }

        #expect(refused == 2, "ten guesses in all, not ten a node")
        for node in nodes { try await node.close() }
    }
}
