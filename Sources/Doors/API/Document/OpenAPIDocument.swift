package import Rules

/// The OpenAPI 3.1 document, made from the same list as the routes.
package struct OpenAPIDocument: Sendable {
    package let operations: [Operation]

    package init(operations: [Operation]) {
        self.operations = operations
    }

    /// JSON, in UTF-8.
    package func render() -> [UInt8] { JSONText.bytes(value) }

    package var value: JSONValue {
        [
            "openapi": "3.1.0",
            "info": [
                "title": "Một Cửa", "version": "1", "summary": "The city's one door, for programs.",
                "description": .string(Self.description),
                "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
            ],
            "servers": [["url": .string(CityAPI.root)]],
            "tags": .array(Operation.Tag.allCases.map { ["name": .string($0.rawValue)] }),
            "security": [["session": []], ["cookie": [], "formToken": []], [:]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas), "responses": .object(Self.responses),
                "headers": [
                    "ETag": ["description": "The dossier's version, in quotes.", "schema": ["type": "string"]]
                ],
                "securitySchemes": [
                    "session": ["type": "http", "scheme": "bearer"],
                    "cookie": ["type": "apiKey", "in": "cookie", "name": "phien"],
                    "formToken": ["type": "apiKey", "in": "header", "name": "X-CSRF-Token"],
                ],
            ],
        ]
    }

    private static let description = """
        Ids are decimal strings. Instants are RFC 3339 in UTC, dates ISO 8601. Amounts are whole đồng. Unknown members \
        and parameters are refused, so that a misspelt name is never lost. Errors are RFC 9457 documents with a stable \
        `code` and the message in both languages; `Accept-Language: en` chooses the language of `title`.

        A change of a dossier names the version it has seen in `If-Match` and gets the new one in `ETag`. Without it \
        the answer is 428. When somebody else changed the dossier since, the answer is 409 with the code \
        `dossier.version_changed`, the present version in `ETag` and `current` (not 412: it is the same refusal a page \
        gives, and nothing else answers with that code). `If-Match: *` is refused.

        Lodging takes an `Idempotency-Key`: the same key with the same body lodges once and answers the same dossier; \
        with another body it is a conflict (409).

        Lists are paged by an opaque `next`, given back as `after`. 429 and 503 carry `Retry-After`.
        """

    private var paths: JSONObject {
        var paths = JSONObject()
        for operation in operations {
            var item = if case .object(let object)? = paths[operation.path] { object } else { JSONObject() }
            item[operation.method.rawValue] = .object(Self.item(operation))
            paths[operation.path] = .object(item)
        }
        return paths
    }

    private var schemas: JSONObject {
        var found: [String: Shape] = [:]
        ProblemDocument.shape.named(into: &found)
        for operation in operations {
            operation.body?.named(into: &found)
            operation.answer?.named(into: &found)
            for parameter in operation.query { parameter.shape.named(into: &found) }
        }
        return JSONObject(found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.schema) })
    }
}
