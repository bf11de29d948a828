import Civic
import Directory
import Dossiers
import Rules
import Testing

@testable import API

struct ProblemDocumentTests {
    @Test func `a stale version is a conflict that names both versions`() {
        let document = ProblemDocument(DossierProblem.versionChanged(expected: 3, actual: 5), language: .en)

        #expect(document.status == 409)
        #expect(document.body["code"] == "dossier.version_changed")
        #expect(document.body["expected"] == 3)
        #expect(document.body["current"] == 5)
    }

    @Test func `faults of answers are listed by field, in order`() {
        let words = LocalizedText(vi: "Thiếu", en: "Missing")
        let document = ProblemDocument(DossierProblem.answersIncomplete(["b": words, "a.name": words]), language: .vi)

        #expect(document.status == 422)
        #expect(document.body["errors"]?.items.map { $0["pointer"] } == ["/answers/a.name", "/answers/b"])
        #expect(document.body["errors"]?.items.first?["detail"] == "Thiếu")
    }

    @Test func `the title speaks the asked language and both stand in messages`() {
        let problem = DossierProblem.nothingToUndo

        #expect(ProblemDocument(problem, language: .en).body["title"] == .string(problem.publicMessage.en))
        #expect(ProblemDocument(problem, language: .vi).body["messages"]?["en"] == .string(problem.publicMessage.en))
    }

    @Test(arguments: [
        DossierProblem.notFound, .taskGone, .forbidden(LocalizedText(vi: "a", en: "b")), .reasonMissing, .keyReused,
        .tooManyTries, .mirrored, .unknownAction("x"), .undoTooLate, .versionChanged(expected: 1, actual: 2),
    ])
    func `every problem keeps the shape the document describes and a status it lists`(_ problem: DossierProblem) {
        let document = ProblemDocument(problem, language: .vi)

        #expect(ProblemDocument.shape.faults(of: document.body).isEmpty)
        #expect(OpenAPIDocument.refusals.map(\.status).contains(document.status))
    }
}
