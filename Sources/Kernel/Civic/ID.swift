/// The key of a `Subject`: 63 bits, ordered by time of making, guessable, and therefore granting nothing.
///
/// Layout (decision record 0008): 41 bits of milliseconds since 2020-01-01T00:00Z, 10 bits of node, 12 bits of sequence.
/// JSON and HTML carry it as a decimal string, because JavaScript loses the last digits of a number this long.
package struct ID<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// Reads the decimal form; nil for anything that is not a positive 63-bit number.
    package init?(_ text: some StringProtocol) {
        guard let value = Int64(text), value > 0 else { return nil }
        self.rawValue = value
    }

    package var description: String { String(rawValue) }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The same key seen as the key of another thing, where two things share one identity (a dossier and its stream).
    package func retyped<Other>(as other: Other.Type = Other.self) -> ID<Other> { ID<Other>(rawValue) }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = ID(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath, debugDescription: "an id is a positive decimal number in a string"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
