import Civic
import Directory
import Papers

extension Operations {
    static let results: [Operation] = [
        Operation(
            name: "readResult", method: .get, path: "/papers/results/{code}", tag: .papers, access: .anyone,
            summary: LocalizedText(
                vi: "Một kết quả còn hiệu lực hay không, ai đã ký, bằng chứng trong nhật ký",
                en: "Whether a result holds, who signed it, its evidence in the journal"),
            answer: Faces.checkedResult.shape
        ) { house, call in
            guard let code = VerifyCode(call.path["code"] ?? ""),
                let result = try await house.results.result(code), result.state != .signed
            else { throw PapersProblem.unknown }
            let verdict = try await house.results.check(result, by: house.verifier)
            return .render(
                Faces.checkedResult,
                CheckedResult(result: result, verdict: verdict, proof: try await house.results.proof(of: result)))
        },
        Operation(
            name: "unlockKey", method: .post, path: "/keys/unlock", tag: .work, access: .anyOfficer,
            summary: LocalizedText(
                vi: "Mở khóa ký của mình trong phiên này bằng mã PIN",
                en: "Open one's signing key in this session with the PIN"),
            body: .object([Shape.Member("pin", .text(64))]), success: 204
        ) { house, call in
            try await house.keystore.unlock(call.actor.subject, pin: call.text("pin"), session: call.session ?? "")
            return .done
        },
    ]
}
