package import HTTPTypes

/// Header fields that HTTPTypes has no name for. Each is made once: reading and checking its text at every request cost
/// more than finding the field.
package enum DoorHeader {
    static let requestID = HTTPField.Name("X-Request-Id")
    static let origin = HTTPField.Name("Origin")
    static let fetchSite = HTTPField.Name("Sec-Fetch-Site")
    static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    package static let idempotencyKey = HTTPField.Name("Idempotency-Key")
    package static let formToken = HTTPField.Name("X-CSRF-Token")

    /// What a proxy leaves on a request it passes on.
    static let ofProxies = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "Via"].compactMap {
        HTTPField.Name($0)
    }
}

extension HTTPFields {
    /// The field's value; nil where there is none.
    package func value(of name: HTTPField.Name?) -> String? { name.flatMap { self[$0] } }
}
