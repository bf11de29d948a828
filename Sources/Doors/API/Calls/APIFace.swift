package import Civic
package import Door
import Dossiers
import HTTPTypes
package import Hummingbird
import NIOCore
import Rules

/// Problems as programs read them: `application/problem+json` (RFC 9457).
package struct APIFace: DoorFace {
    package init() {}

    package func show(
        _ problem: any Problem, status: Int, form: FilledForm?, request: Request, context: HouseContext
    ) async -> Response {
        let document = ProblemDocument(problem, status: status, language: Self.language(of: request))
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if document.status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        // The version the caller must look at before it tries again.
        if case .versionChanged(_, let actual)? = problem as? DossierProblem { headers[.eTag] = "\"\(actual)\"" }
        return Response(
            status: .init(code: document.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONText.bytes(document.body))))
    }

    /// Vietnamese unless English is asked for first.
    private static func language(of request: Request) -> Language {
        (request.headers[.acceptLanguage] ?? "").lowercased().hasPrefix("en") ? .en : .vi
    }
}
