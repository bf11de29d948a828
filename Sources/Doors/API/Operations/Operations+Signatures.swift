import Civic
import Directory
import Papers

extension Operations {
    static let signatures: [Operation] = [
        Operation(
            name: "verifyPaper", method: .post, path: "/papers/verify", tag: .papers, access: .anyone,
            summary: LocalizedText(
                vi: "Kiểm tra chữ ký số của một tệp PDF, đến 512 KB", en: "What holds of a signed PDF, up to 512 KB"),
            answer: Faces.paperVerdict.shape, takesDocument: true
        ) { house, call in
            let verdict = await house.verifier.verdict(on: call.document, at: house.clock.now())
            return .render(Faces.paperVerdict, verdict)
        }
    ]
}
