import Civic
import Dossiers
import Papers

/// A paper of the store with the dossier it hangs on, as far as its owner may open it.
struct OwnPaper: Sendable {
    let upload: Upload
    let dossier: Dossier?
    let now: Instant

    var heldUntil: Instant? {
        guard let until = upload.heldUntil, until < Upload.forever else { return nil }
        return until
    }
}

extension Faces {
    static let ownPaper = Face<OwnPaper>(
        "Paper",
        [
            .id("id") { $0.upload.id },
            .text("document") { $0.upload.document },
            .text("name") { $0.upload.name },
            .text("mediaType") { $0.upload.kind.contentType },
            .integer("bytes") { Int64($0.upload.bytes) },
            .text("sha256") { $0.upload.sha256Text },
            .instant("handedInAt") { $0.upload.created },
            .optionalID("dossier") { $0.dossier?.id },
            .optionalText("procedure") { $0.dossier?.procedure },
            .boolean("held") { $0.upload.hold(at: $0.now) != nil },
            .optionalInstant("heldUntil") { $0.heldUntil },
            .optionalInstant("eraseAt") { $0.upload.eraseAt },
        ])
}
