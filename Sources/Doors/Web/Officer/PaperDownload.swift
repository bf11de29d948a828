import Civic
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore
import Papers

/// A paper of a dossier: shown to whom the case page would be shown, for a purpose stated and with the same line in the log.
struct PaperDownload {
    let house: House

    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let query = FormReader.query(request)
        let view: DossierView
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let opened, _): view = opened
        case .asked(let response): return response
        }
        guard let number = context.parameters.get("upload").flatMap({ Int64($0) }),
            view.papers.contains(where: { $0.upload == number })
        else { throw DossierProblem.notFound }
        let paper = try await house.uploads.serve(ID(number))
        var headers = HTTPFields()
        for (name, value) in paper.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: paper.bytes)))
    }
}
