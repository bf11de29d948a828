package import Civic
package import Directory
import Journal
import Store

/// A result as the city signed it: what it is, whose, under which number, and whether it still holds.
package struct SignedResult: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        /// Signed, and not the applicant's yet.
        case signed
        case released
        /// Taken back, with a reason.
        case revoked
        /// Another result stands in its place.
        case replaced
    }

    package let id: ID<SignedResult>
    /// Stands on the paper and opens its public page.
    package let code: VerifyCode
    package let dossier: ID<PaperLink>
    package let owner: ID<Subject>
    /// Template and version it was printed from.
    package let paper: String
    package let version: String
    package let name: LocalizedText
    /// In its register book; nil where it bears none.
    package let number: String?
    /// Code of the unit that issued it.
    package let unit: String
    /// Whom it is about, as the paper says it; empty once it was erased.
    package let holder: String
    /// Where its bytes lie.
    package let upload: ID<Upload>
    package let sha256: [UInt8]
    package let place: SignatureRectangle
    package let state: State
    package let signedAt: Instant
    package let sealedAt: Instant?
    package let releasedAt: Instant?
    /// When it was taken back or replaced.
    package let endedAt: Instant?
    /// Why.
    package let reason: String
    package let replacedBy: VerifyCode?
    /// Its last event in the journal, and how many it has.
    let event: ID<NewEvent>
    let events: Int64
    /// When the name and the reason were erased, because the law had the person or the dossier erased.
    package let erasedAt: Instant?

    package var sha256Text: String { sha256.hexadecimal }

    /// With the seal in the file.
    func sealed(_ upload: Upload, at now: Instant, _ event: ID<NewEvent>) -> SignedResult {
        SignedResult(
            id: id, code: code, dossier: dossier, owner: owner, paper: paper, version: version, name: name,
            number: number, unit: unit, holder: holder, upload: upload.id, sha256: upload.sha256, place: place,
            state: state, signedAt: signedAt, sealedAt: now, releasedAt: releasedAt, endedAt: endedAt, reason: reason,
            replacedBy: replacedBy, event: event, events: events + 1, erasedAt: erasedAt)
    }
}

/// Eighty random bits, as people type them: `7K3M-9QXT-2B4C-8HVW`, without letters that look like figures.
package struct VerifyCode: Sendable, Hashable, CustomStringConvertible {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let length = 16

    package let text: String

    package static func fresh() -> VerifyCode {
        var source = SystemRandomNumberGenerator()
        return VerifyCode(
            stored: String((0..<length).map { _ in alphabet[Int.random(in: 0..<32, using: &source)] }))
    }

    init(stored text: String) { self.text = text }

    /// However it was typed: groups parted or not, small letters, O for 0.
    package init?(_ typed: String) {
        let plain = typed.uppercased().compactMap { character -> Character? in
            switch character {
            case "-", " ": nil
            case "O": "0"
            case "I", "L": "1"
            default: character
            }
        }
        guard plain.count == Self.length, plain.allSatisfy(Self.alphabet.contains) else { return nil }
        text = String(plain)
    }

    package var description: String {
        stride(from: 0, to: text.count, by: 4).map { start in
            String(text.dropFirst(start).prefix(4))
        }.joined(separator: "-")
    }
}

/// What is to be printed, and whose it becomes.
package struct ResultOrder: Sendable {
    package let dossier: ID<PaperLink>
    package let owner: ID<Subject>
    package let name: LocalizedText
    package let number: String?
    package let unit: String
    /// Code of the result; it stands on the paper before anything is signed.
    package let code = VerifyCode.fresh()

    package init(
        dossier: ID<PaperLink>, owner: ID<Subject>, name: LocalizedText, number: String?, unit: String
    ) {
        self.dossier = dossier
        self.owner = owner
        self.name = name
        self.number = number
        self.unit = unit
    }
}

/// That the last event of a result stands in the journal, for whoever wants to compute it again (RFC 6962, 2.1.1).
package struct ResultProof: Sendable {
    package let event: String
    /// The event's header, whose hash is the leaf.
    package let header: [UInt8]
    package let position: Int64
    package let path: [[UInt8]]
    package let size: Int64
    package let root: [UInt8]
    /// When the head was signed; the signature covers it.
    package let headAt: Instant
    package let keyID: String
    package let signature: [UInt8]
}
