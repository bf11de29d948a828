import Catalogue
import CityFolder
import Civic
import Dossiers
import Papers
import Testing

@testable import City

/// The forms of results that the real city has.
@Suite struct ResultFormTests {
    @Test func `what is signed for a procedure of ours has a form with a place for the signer`() async throws {
        let folder = try CityFolder(city: CityFixture.root + "/cities/hanoi")
        let cabinet = PaperCabinet(folder, Findings())
        let content = try #require(CityContent(folder, Findings()))
        let day = try #require(Day("2026-11-22"))
        let press = PaperPress(threads: 1)
        let signing = content.procedures.filter { procedure in
            procedure.ownership == .city
                && procedure.steps.contains { $0.actions.contains { $0.event == EventName.signed.rawValue } }
        }

        for code in Set(signing.map(\.code)) {
            let template = try #require(cabinet.result(of: code, isRefusal: false, on: day), "\(code) has no form")
            let fields = try #require(CityHouse.paperFields(folder)(template))
            for values in [PaperSample.full(fields), PaperSample.empty(fields)] {
                let paper = try await press.render(template, with: values, dated: Instant(milliseconds: 0))
                #expect(paper.pages <= 2 && !paper.signatures.isEmpty, "\(code)")
            }
        }
        #expect(Set(signing.map(\.code)).isSuperset(of: ["2.000815", "1.013978", "1.012753"]))
    }
}
