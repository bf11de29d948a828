package import Civic

/// A way to a person's own devices, beside the notices on the city's pages.
package enum MessageChannel: String, Sendable, CaseIterable {
    case email
    case sms
}

/// A message as its carrier takes it.
package struct OutgoingMessage: Sendable, Hashable {
    /// The same at every attempt, so that a carrier can tell a second one.
    package let key: String
    package let channel: MessageChannel
    /// An e-mail address, or a telephone number as `+84…`.
    package let to: String
    /// Of an e-mail; empty for a text message.
    package let subject: String
    package let body: String
    package let language: Language

    package init(
        key: String, channel: MessageChannel, to: String, subject: String, body: String, language: Language
    ) {
        self.key = key
        self.channel = channel
        self.to = to
        self.subject = subject
        self.body = body
        self.language = language
    }
}

/// What a carrier said to a message.
package enum CarrierAnswer: Sendable, Hashable {
    /// It will carry it, under its own reference.
    case taken(reference: String)
    /// It never will: the address is none, or it does not let this city send.
    case refused(reason: String)
}

/// A relay of e-mail or a gateway of text messages.
package protocol MessageCarrier: Sendable {
    /// - Throws: `OutsideUnreachable` while nobody answers; then the message is carried later.
    func carry(_ message: OutgoingMessage) async throws -> CarrierAnswer
}
