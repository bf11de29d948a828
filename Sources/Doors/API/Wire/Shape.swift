import Rules

/// What a JSON value must look like. One description serves the reader of bodies, the writer of answers and the OpenAPI
/// document, so that the three cannot differ.
package indirect enum Shape: Sendable {
    /// A decimal string of a positive 63-bit number (JavaScript loses the last digits of such a number).
    case id
    case text(least: Int, most: Int)
    case oneOf([String])
    case integer(ClosedRange<Int64>)
    case boolean
    /// `yyyy-MM-dd`
    case day
    /// RFC 3339, UTC.
    case instant
    case list(Shape, most: Int)
    case object([Member])
    /// Field ids of a form with their answers: text, number, yes/no, or a list of these.
    case answers(most: Int)
    /// A shape with a name of its own in the document.
    case named(String, Shape)
    case nullable(Shape)

    package struct Member: Sendable {
        package let name: String
        package let shape: Shape
        package let isRequired: Bool
        /// One English sentence for the document; empty where the name says it.
        package let note: String

        package init(_ name: String, _ shape: Shape, isRequired: Bool = true, note: String = "") {
            self.name = name
            self.shape = shape
            self.isRequired = isRequired
            self.note = note
        }
    }

    package static let reason = Shape.text(least: 0, most: 2_000)
    package static let anyInteger = Shape.integer(Int64.min...Int64.max)
    package static func text(_ most: Int) -> Shape { .text(least: 1, most: most) }

    /// `{"vi": …, "en": …}`
    package static let words = Shape.named(
        "LocalizedText",
        .object([Member("vi", .text(least: 0, most: 20_000)), Member("en", .text(least: 0, most: 20_000))]))
}
