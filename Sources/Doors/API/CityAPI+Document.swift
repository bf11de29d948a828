import Rules

extension CityAPI {
    /// The OpenAPI 3.1 document, made from the same list as the routes.
    package static var documentText: String {
        JSONText.write(OpenAPIDocument(operations: Operations.all).value)
    }
}
