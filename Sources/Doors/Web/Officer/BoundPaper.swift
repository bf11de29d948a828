import Catalogue
import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore
import Papers

/// The files of one document as one PDF, in the order they were put: shown to whom the case page would be shown, for a
/// purpose stated and with the same line in the log.
struct BoundPaper {
    let house: House

    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let query = FormReader.query(request)
        let view: DossierView
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let opened, _): view = opened
        case .asked(let response): return response
        }
        let document = context.parameters.get("document") ?? ""
        let papers = view.papers.filter { $0.document == document }
        guard !papers.isEmpty else { throw DossierProblem.notFound }
        let name = house.procedure(of: view.dossier)?.document(document)?.name[.vi] ?? document
        let bound = try await house.binder.bound(
            papers.map { ID($0.upload) }, title: "\(name) · \(view.dossier.label)")
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "private, no-store",
                .contentDisposition: "attachment; filename=\"\(view.dossier.label)-\(document).pdf\"",
                .contentSecurityPolicy: "sandbox; default-src 'none'", .xContentTypeOptions: "nosniff",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bound.bytes)))
    }
}
