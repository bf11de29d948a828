import Civic
import Papers

/// A result with what was found out about it.
struct CheckedResult: Sendable {
    let result: SignedResult
    let verdict: PaperVerdict
    let proof: ResultProof?
}

extension Faces {
    static let signatureFinding = Face<SignatureFinding>(
        "SignatureFinding",
        [
            .text("code") { $0.code },
            .text("standing") { $0.standing.rawValue },
            .words("message") { $0.message },
        ])

    static let signatureVerdict = Face<SignatureVerdict>(
        "SignatureVerdict",
        [
            .text("field") { $0.field },
            .text("standing") { $0.standing.rawValue },
            .text("signer") { $0.signer },
            .optionalText("organisation") { $0.organisation },
            .text("serial") { $0.serial },
            .texts("authorities") { $0.authorities },
            .optionalInstant("claimedAt") { $0.claimed },
            .optionalInstant("stampedAt") { $0.stamped },
            .boolean("coversWholeDocument") { $0.coversWhole },
            .list("findings", signatureFinding) { $0.findings },
        ])

    static let resultProof = Face<ResultProof>(
        "ResultProof",
        [
            .text("event") { $0.event },
            .text("header") { $0.header.hexadecimal },
            .integer("position") { $0.position },
            .texts("path") { $0.path.map(\.hexadecimal) },
            .integer("treeSize") { $0.size },
            .text("root") { $0.root.hexadecimal },
            .integer("headAt") { $0.headAt.milliseconds },
            .text("key") { $0.keyID },
            .text("signature") { $0.signature.hexadecimal },
        ])

    static let checkedResult = Face<CheckedResult>(
        "Result",
        [
            .text("code") { $0.result.code.description },
            .text("state") { $0.result.state.rawValue },
            .words("name") { $0.result.name },
            .optionalText("number") { $0.result.number },
            .text("holder") { $0.result.holder },
            .optionalInstant("erasedAt") { $0.result.erasedAt },
            .text("unit") { $0.result.unit },
            .instant("signedAt") { $0.result.signedAt },
            .optionalInstant("endedAt") { $0.result.endedAt },
            .text("reason") { $0.result.reason },
            .optionalText("replacedBy") { $0.result.replacedBy?.description },
            .text("sha256") { $0.result.sha256Text },
            .face("signatures", paperVerdict) { $0.verdict },
            .optionalFace("proof", resultProof) { $0.proof },
        ])

    static let paperVerdict = Face<PaperVerdict>(
        "PaperVerdict",
        [
            .text("standing") { $0.standing.rawValue },
            .text("sha256") { $0.sha256Text },
            .list("signatures", signatureVerdict) { $0.signatures },
            .list("findings", signatureFinding) { $0.findings },
        ])
}
