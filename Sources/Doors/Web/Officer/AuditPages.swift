import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore
import Papers

/// The whole of one dossier as the journal has it, with its proofs, as a file that `motcua journal verify --export` checks.
struct AuditPages: Sendable {
    let house: House

    static let examines: AccessRule = .officer([.dpo, .inspector])
    /// Why somebody examines a dossier; counters and clerks have others.
    private static let purposes: [AccessPurpose] = [.inspection, .complaint, .dataSubjectRequest]

    func register(on router: GuardedRouter) {
        router.get("/can-bo/kiem-toan", for: Self.examines, door: .officer, "asks which dossier is examined, and why") {
            request, context in
            form(FormReader.query(request), PageErrors(), request, context)
        }
        router.post("/can-bo/kiem-toan", for: Self.examines, door: .officer, "a dossier with its proofs, as a file") {
            typed, request, context in
            let words = OfficerWords(house, house.pages.words(context))
            var errors = PageErrors()
            let purpose = AccessPurpose(rawValue: typed.text("muc-dich"))
            if purpose == nil { errors.add("f-muc-dich", words["audit_no_purpose"]) }
            let id = try await house.desk.dossier(labelled: typed.text("q"))
            if id == nil { errors.add("f-q", words["audit_nothing"]) }
            guard let id, let purpose else { return form(typed, errors, request, context) }
            return try file(try await house.desk.audit(id, purpose: purpose, by: context.actor), try await digests(id))
        }
    }

    private func form(
        _ typed: FilledForm, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var model: Model = [
            "wants_officer_css": true, "q_value": typed.text("q"),
            "purposes": Self.purposes.map {
                Choice.option($0.rawValue, $0.label[words.language], selected: $0.rawValue == typed.text("muc-dich"))
            },
        ]
        errors.put(into: &model)
        return house.pages.page(
            "officer/audit", title: words["audit_title"], isError: !errors.isEmpty, status: errors.isEmpty ? 200 : 422,
            model, request: request, context: context)
    }

    /// What the store of papers knows of them.
    private func digests(_ id: ID<Dossier>) async throws -> [Int64: PaperDigest] {
        Dictionary(
            try await house.uploads.uploads(of: id.retyped()).map { upload in
                (upload.id.rawValue, PaperDigest(sha256: upload.sha256Text, bytes: upload.bytes))
            }, uniquingKeysWith: { $1 })
    }

    private func file(_ audit: DossierAudit, _ digests: [Int64: PaperDigest]) throws -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/json; charset=utf-8",
                .contentDisposition: "attachment; filename=\"kiem-toan-\(audit.dossier.label).json\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try audit.document(digests))))
    }
}
