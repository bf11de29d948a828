import Catalogue
import Civic
import Dossiers
import Testing

/// The draft shows what will be printed, not what was asked (ux.md C22).
@Suite struct ProofLinesTests {
    private func rows(_ change: [String: AnswerValue] = [:]) async throws -> [String: String] {
        let fixture = try await DeskFixture()
        let filing = fixture.birth()
        let procedure = try #require(try RealCity.hanoi.get().procedures.first { $0.code == "1.001193" })
        let journey = FormJourney(procedure, FormContext(channel: .online, today: day("2026-11-19")))
        var answers = filing.answers
        answers.values.merge(change) { $1 }
        return Dictionary(
            try journey.proof(of: answers).map { ($0.label.vi, $0.value.vi) }, uniquingKeysWith: { first, _ in first })
    }

    @Test func `choices stand with what they come to`() async throws {
        let mother = try await rows([
            "child.surname_after": .text("mother"), "child.ethnicity_after": .text("mother"),
            "mother.ethnicity": .text("Tày"), "mother.name": .text("Lò Thị Hoa"), "father.ethnicity": .text("Mường"),
            "father.name": .text("Bùi Văn Nam"),
        ])
        let father = try await rows([
            "child.surname_after": .text("father"), "child.ethnicity_after": .text("father"),
            "mother.ethnicity": .text("Tày"), "mother.name": .text("Lò Thị Hoa"), "father.ethnicity": .text("Mường"),
            "father.name": .text("Bùi Văn Nam"),
        ])

        #expect(mother["Dân tộc"] == "Tày" && mother["Mang họ của"] == "Lò Thị Hoa")
        #expect(father["Dân tộc"] == "Mường" && father["Mang họ của"] == "Bùi Văn Nam")
    }

    @Test func `questions about the filing are not on the paper`() async throws {
        let values = try await rows()

        #expect(values["Họ, chữ đệm, tên"] != nil && values["Ngày sinh"] != nil)
        #expect(values["Số điện thoại"] == nil && values["Bạn là"] == nil && values["Cách nhận"] == nil)
    }
}
