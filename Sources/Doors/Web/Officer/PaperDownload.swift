import Civic
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore
import Papers

/// A paper of a dossier, or a page of it as a picture: shown to whom the case page would be shown, for a purpose stated
/// and with the same line in the log.
struct PaperDownload {
    let house: House

    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let number: Int64
        switch try await opened(dossier, request, context) {
        case .paper(let upload): number = upload
        case .asked(let response): return response
        }
        let paper = try await house.uploads.serve(ID(number))
        var headers = HTTPFields()
        for (name, value) in paper.headers {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: paper.bytes)))
    }

    func showPage(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let number: Int64
        switch try await opened(dossier, request, context) {
        case .paper(let upload): number = upload
        case .asked(let response): return response
        }
        guard let page = context.parameters.get("page").flatMap({ Int($0) }) else { throw PapersProblem.unknown }
        do {
            let picture = try await house.pagesOfPapers.picture(page, of: ID(number))
            // Turning and enlarging it need not fetch it again.
            var headers: HTTPFields = [.contentType: picture.contentType, .cacheControl: "private, max-age=300"]
            headers[.contentSecurityPolicy] = "sandbox; default-src 'none'"
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: picture.bytes)))
        } catch is PageFault {
            throw PapersProblem.unknown
        }
    }

    private enum Opened {
        case paper(Int64)
        case asked(Response)
    }

    private func opened(
        _ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext
    ) async throws -> Opened {
        let query = FormReader.query(request)
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let view, _):
            guard let number = context.parameters.get("upload").flatMap({ Int64($0) }),
                view.papers.contains(where: { $0.upload == number })
            else { throw DossierProblem.notFound }
            return .paper(number)
        case .asked(let response): return .asked(response)
        }
    }
}
