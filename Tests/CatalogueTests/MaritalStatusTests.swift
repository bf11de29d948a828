import Catalogue
import CityFolder
import Civic
import Rules
import Testing

/// The certificate of marital status as a resident meets it (procedures reference 3.4).
@Suite struct MaritalStatusTests {
    private let journey: FormJourney

    init() throws {
        let folder = try RealCities.folder("hanoi")
        let file = try #require(folder.file("procedures/1.004873.yaml"))
        let source = try #require(ProcedureSource(file, in: folder, Findings()))
        let today = try #require(Day("2026-03-02"))
        journey = FormJourney(source.procedure, FormContext(channel: .online, today: today))
    }

    private func answers(_ purpose: String, copies: String, sameSex: String = "no") throws -> Answers {
        let pages: [(String, [String: [String]])] = [
            ("for-whom", ["for_whom": ["self"]]),
            (
                "person",
                [
                    "person.name": ["Nguyễn Văn An"], "person.born_on": ["1/1/1995"],
                    "person.nationality": ["Việt Nam"], "residence.area": ["00004"],
                ]
            ),
            (
                "purpose",
                [
                    "purpose": [purpose], "purpose_text": ["Bán nhà"], "partner.name": ["Trần Thị B"],
                    "partner.same_sex": [sameSex], "partner.office": ["Phường Một"],
                ]
            ),
            ("status", ["status": ["single"]]), ("earlier-homes", ["earlier.has": ["no"]]),
            ("old-certificate", ["old.has": ["no"]]),
            ("receive", ["copies": [copies], "return_by": ["point"], "phone": ["0912345678"]]),
        ]
        var answers = Answers()
        for (page, input) in pages { answers = try journey.fill(page, input, into: answers) }
        return answers
    }

    @Test func `one copy to marry, and two are refused at the page`() throws {
        let one = try journey.state(of: answers("marry", copies: "1"))
        let two = try journey.state(of: answers("marry", copies: "2"))

        #expect(one.isComplete)
        #expect(two.problems.map(\.fieldID) == ["copies"])
        #expect(two.firstIncomplete?.id == "receive")
    }

    @Test func `another purpose may have two copies and asks for no partner`() throws {
        let state = try journey.state(of: answers("other", copies: "2"))

        #expect(state.isComplete)
        #expect(state.answers["partner.name"] == nil)
        #expect(state.answers.shadow["partner.name"] != nil)
        #expect(state.answers["purpose_text"] == .text("Bán nhà"))
    }

    @Test func `a marriage the law does not register leaves by the explained exit`() throws {
        let state = try journey.state(of: answers("marry", copies: "1", sameSex: "yes"))

        #expect(state.exit?.page.id == "purpose")
        #expect(!state.canVisit("status"))
    }

    @Test func `the limit is three working days and online nothing is to pay`() throws {
        let answers = try answers("other", copies: "1")

        #expect(try journey.limit(answers).limit == .workingDays(3))
        #expect(try journey.fees(answers).toPay == .zero)
        #expect(try journey.facts(answers)["earlier_home"] == "no")
        #expect(!(try journey.neededDocuments(answers).contains { $0.id == "cs.authorisation" }))
    }
}
