/// A strict reader and writer of JSON (RFC 8259): no comments, no trailing commas, no repeated names, no lone
/// surrogates, ints exact to 64 bits, depth bounded.
package enum JSONText {
    /// Levels of arrays and objects.
    package static let deepest = 128

    package static func read(_ text: String) throws(JSONFault) -> JSONValue { try read(Array(text.utf8)) }

    package static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSONValue {
        var reader = JSONReader(bytes: bytes)
        return try reader.document()
    }

    /// On one line, without spaces. A double always has a fraction or an exponent; one that is not finite, for which
    /// JSON has no form, is written as null.
    package static func write(_ value: JSONValue) -> String { String(decoding: bytes(value), as: UTF8.self) }

    /// The same in UTF-8.
    package static func bytes(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(value)
        return writer.bytes
    }
}
