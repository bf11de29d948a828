package import Civic
package import Directory

/// One operation of the API as a value: the routes and the OpenAPI document are both made from the list of these.
package struct Operation: Sendable {
    package enum Method: String, Sendable {
        case get, post, put, delete

        var changes: Bool { self != .get }
    }

    /// What a call must carry besides its body.
    package enum Carries: Sendable, Hashable {
        /// `If-Match` with the version seen: 428 without it, 409 when another has changed it since.
        case version
        /// `Idempotency-Key`: the same key makes one thing once.
        case key
    }

    package struct Parameter: Sendable {
        package let name: String
        package let shape: Shape
        package let isRequired: Bool
        package let note: String

        package init(_ name: String, _ shape: Shape, isRequired: Bool = false, note: String) {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
            self.note = note
        }
    }

    package enum Tag: String, Sendable, CaseIterable {
        case session, catalogue, filing, tracking, papers, desk, work, city
    }

    /// `operationId` of the document.
    package let name: String
    package let method: Method
    /// Below `/api/v1`, with `{names}` of its parameters.
    package let path: String
    package let tag: Tag
    package let access: AccessRule
    package let summary: LocalizedText
    package var query: [Parameter] = []
    package var carries: Set<Carries> = []
    package var body: Shape?
    package var success: Int = 200
    package var answer: Shape?
    package var answersVersion = false
    /// The body is a PDF document, not JSON.
    package var takesDocument = false
    /// The answer is a PDF document, not JSON.
    package var answersDocument = false
    package let run: @Sendable (APIHouse, Call) async throws -> Answer

    /// Names in the path's braces, in order.
    package var pathNames: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }.map {
            String($0.dropFirst().dropLast())
        }
    }
}
