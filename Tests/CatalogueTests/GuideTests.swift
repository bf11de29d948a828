import CityFolder
import Civic
import Testing

@testable import Catalogue

/// Guides to life events.
@Suite struct GuideTests {
    private func book() throws -> CatalogueBook {
        CatalogueBook(try #require(CityContent(LibraryTown.folder(), Findings())))
    }

    private func steps(_ given: [String: String]) throws -> [String] {
        let guide = try #require(try book().guide(to: "birth"))
        let answers = guide.answers { given[$0] }
        return guide.steps.filter { LifeGuide.mayApply($0.when, answers) }.map(\.id)
    }

    @Test func `nothing answered leaves every step, an answer takes away what it rules out`() throws {
        #expect(try steps([:]) == ["notice", "register", "recognise"])
        #expect(try steps(["parents": "married"]) == ["notice", "register"])
        #expect(try steps(["abroad": "yes"]) == ["notice"])
        #expect(try steps(["abroad": "no", "parents": "single"]) == ["notice", "register", "recognise"])
    }

    @Test func `what is no answer to a question of the guide counts as unanswered`() throws {
        #expect(try steps(["abroad": "<script>", "q": "yes"]) == ["notice", "register", "recognise"])
    }

    @Test func `a step is settled once all it depends on is answered`() throws {
        let guide = try #require(try book().guide(to: "birth"))
        let recognise = try #require(guide.steps.last)

        #expect(LifeGuide.isSettled(guide.steps[0].when, [:]))
        #expect(!LifeGuide.isSettled(recognise.when, ["abroad": "no"]))
        #expect(LifeGuide.isSettled(recognise.when, ["abroad": "no", "parents": "single"]))
    }

    @Test func `a published guide reads back as it was written`() throws {
        let content = try #require(CityContent(LibraryTown.folder(), Findings()))
        let bytes = try #require(try content.parts().first { $0.code == "guides" }?.bytes)
        let read = try CompiledJSON.value([LifeGuide].self, bytes)

        #expect(read.map(\.event) == ["birth"])
        #expect(read.first?.steps.map(\.when) == content.guides.first?.steps.map(\.when))
    }
}
