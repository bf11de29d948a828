import Civic
import Directory
package import Door
import HTTPTypes
import Hummingbird
import NIOCore
import Rules

/// The JSON API of the city: its operations, put on the router one by one.
package struct CityAPI: Sendable {
    package static let root = "/api/v1"
    /// The OpenAPI document, as it is served.
    package static var documentText: String { JSONText.write(OpenAPIDocument(operations: Operations.all).value) }

    package let operations: [Operation]
    private let house: APIHouse
    private let seal: FormSeal
    private let document: String

    package init(house: APIHouse, seal: FormSeal) {
        self.house = house
        self.seal = seal
        operations = Operations.all
        document = Self.documentText
    }

    package func register(on router: GuardedRouter) {
        for operation in operations {
            let reader = CallReader(operation: operation, seal: seal)
            let house = house
            router.on(
                operation.method.rawValue.uppercased(), Self.root + operation.routePath, for: operation.access,
                door: .api,
                operation.summary.en
            ) { request, context in
                let call = try await reader.read(request, context)
                return Self.response(try await operation.run(house, call))
            }
        }
        let document = document
        router.on("GET", "\(Self.root)/openapi.json", for: .anyone, door: .api, "This API's OpenAPI document") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/vnd.oai.openapi+json;version=3.1"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: document)))
        }
    }

    static func response(_ answer: Answer) -> Response {
        var headers = HTTPFields()
        if let version = answer.version { headers[.eTag] = "\"\(version)\"" }
        if let location = answer.location { headers[.location] = location }
        if let document = answer.document {
            headers[.contentType] = "application/pdf"
            headers[.cacheControl] = "private, no-store"
            return Response(
                status: .init(code: answer.status), headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: document)))
        }
        guard let body = answer.body else {
            return Response(status: .init(code: answer.status), headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: JSONText.bytes(body))))
    }
}

extension Operation {
    /// The path as the router writes parameters: `:name`.
    var routePath: String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("{") && $0.hasSuffix("}") ? ":\($0.dropFirst().dropLast())" : String($0) }
            .joined(separator: "/")
    }
}
