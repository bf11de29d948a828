package import Rules

/// What an operation answers when it goes well.
package struct Answer: Sendable {
    package let status: Int
    package let body: JSONValue?
    /// The version after it, sent as `ETag` and named again in the next `If-Match`.
    package let version: Int64?
    /// Where what was made is found.
    package let location: String?
    /// A PDF document instead of JSON.
    package let document: [UInt8]?

    package init(
        status: Int = 200, body: JSONValue? = nil, version: Int64? = nil, location: String? = nil,
        document: [UInt8]? = nil
    ) {
        self.status = status
        self.body = body
        self.version = version
        self.location = location
        self.document = document
    }

    static func render<Value>(_ face: Face<Value>, _ value: Value, version: Int64? = nil) -> Answer {
        Answer(body: face.render(value), version: version)
    }

    /// A change that leaves nothing to tell but the version it made.
    static func changed(_ version: Int64) -> Answer {
        Answer(body: Faces.changed.render(version), version: version)
    }

    static let done = Answer(status: 204)
}
