import Civic
import Papers

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

    static let paperVerdict = Face<PaperVerdict>(
        "PaperVerdict",
        [
            .text("standing") { $0.standing.rawValue },
            .text("sha256") { $0.sha256Text },
            .list("signatures", signatureVerdict) { $0.signatures },
            .list("findings", signatureFinding) { $0.findings },
        ])
}
