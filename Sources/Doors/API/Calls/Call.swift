import Civic
package import Directory
package import Rules

/// One request, read and checked against its operation: what the shapes promise is there.
package struct Call: Sendable {
    package let actor: Actor
    /// Decoded parts of the path by their name in its pattern.
    package let path: [String: String]
    package let query: [String: JSONValue]
    package let body: JSONValue
    /// The document sent, where the operation takes one.
    package let document: [UInt8]
    /// The version named in `If-Match`; 0 where the operation asks for none.
    package let expected: Int64
    /// The `Idempotency-Key`; empty where the operation asks for none.
    package let key: String
    /// The client's address, for limits; never stored with what it asks.
    package let address: String
    /// What the session is known by, for signing out; nil for a guest.
    package let session: String?
    /// What a cookie session sends back as `X-CSRF-Token`; nil for bearer sessions and guests.
    package let formToken: String?

    package init(
        actor: Actor, path: [String: String] = [:], query: [String: JSONValue] = [:], body: JSONValue = .null,
        document: [UInt8] = [], expected: Int64 = 0, key: String = "", address: String = "", session: String? = nil,
        formToken: String? = nil
    ) {
        self.actor = actor
        self.path = path
        self.query = query
        self.body = body
        self.document = document
        self.expected = expected
        self.key = key
        self.address = address
        self.session = session
        self.formToken = formToken
    }
}

extension Call {
    func id<Thing>(_ name: String, of thing: Thing.Type = Thing.self) throws(APIProblem) -> ID<Thing> {
        guard let id = ID<Thing>(path[name] ?? "") else { throw .badParameter(name) }
        return id
    }

    func unit(_ text: String, at place: String) throws(APIProblem) -> UnitCode {
        do {
            return try UnitCode(text)
        } catch {
            throw .body([BodyFault(place, message: error.message)])
        }
    }

    /// The member's text; empty when it is absent.
    func text(_ name: String) -> String { body[name]?.stringValue ?? "" }

    func flag(_ name: String) -> Bool { body[name]?.boolValue ?? false }

    func parameter(_ name: String) -> String? { query[name]?.stringValue }

    func day(_ name: String) throws(APIProblem) -> Day {
        guard let day = Day(body[name]?.stringValue ?? "") else { throw .badParameter(name) }
        return day
    }

    /// How many entries a page holds; the parameter's shape bounds it.
    var limit: Int { query["limit"]?.intValue.map { Int($0) } ?? 50 }
}
