/// Pure steps that lead an old body to the shape read today. Stored bytes are never rewritten.
package struct Upcasters: Sendable {
    package typealias Step = @Sendable ([UInt8]) throws -> [UInt8]

    private struct Key: Hashable {
        let kind: String
        let version: Int
    }

    private var steps: [Key: Step] = [:]
    private var current: [String: Int] = [:]

    package init() {}

    /// Registers the step from `version` of a kind's body to the next one.
    package mutating func add(_ kind: String, from version: Int, _ step: @escaping Step) {
        steps[Key(kind: kind, version: version)] = step
        current[kind] = max(current[kind] ?? 1, version + 1)
    }

    /// The body in the newest shape of its kind.
    /// - Throws: `JournalError.unknownVersion` for a version newer than this program, or a gap between two steps.
    package func upcast(_ body: [UInt8], _ header: EventHeader) throws -> [UInt8] {
        let newest = current[header.kind] ?? 1
        guard header.kindVersion <= newest else {
            throw JournalError.unknownVersion(kind: header.kind, version: header.kindVersion)
        }
        return try (header.kindVersion..<newest).reduce(body) { body, version in
            guard let step = steps[Key(kind: header.kind, version: version)] else {
                throw JournalError.unknownVersion(kind: header.kind, version: version)
            }
            return try step(body)
        }
    }
}
