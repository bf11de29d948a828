/// What is wrong with something a person typed, and how to mend it, in both languages. Each kind of input has one
/// closed enum of them; a form shows the message beside its field.
package protocol InputFault: Error, Hashable, Sendable {
    var message: LocalizedText { get }
}

/// A value with one written form, read strictly or tolerantly from text and stored as that form.
package protocol WrittenValue: Hashable, Sendable, Codable, CustomStringConvertible {
    associatedtype Fault: InputFault
    /// The normal form: what is stored and printed.
    var text: String { get }
    init(_ text: some StringProtocol) throws(Fault)
}

extension WrittenValue {
    package var description: String { text }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(Fault) {
            try self.init(text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.message.en)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
