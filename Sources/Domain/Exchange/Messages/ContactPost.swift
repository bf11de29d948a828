package import Civic
package import Directory
import Journal

/// Sends the code that shows that an address or a number is the person's own. At once and once: who does not get it asks
/// again, and nothing waits in a queue with a code in it.
package struct ContactPost: Sendable {
    private let directory: DirectoryBook
    private let carriers: [MessageChannel: any MessageCarrier]
    private let texts: [Language: [String: String]]
    private let city: LocalizedText

    package init(
        directory: DirectoryBook, carriers: [MessageChannel: any MessageCarrier], texts: [Language: [String: String]],
        city: LocalizedText
    ) {
        self.directory = directory
        self.carriers = carriers
        self.texts = texts
        self.city = city
    }

    /// The ways that somebody carries messages by.
    package var ways: Set<ContactWay> { Set(ContactWay.allCases.filter { carriers[$0.channel] != nil }) }

    /// - Throws: `ContactProblem`, and what `DirectoryBook.contactCode` throws.
    package func send(_ way: ContactWay, of account: ID<Account>, _ subject: ID<Subject>) async throws {
        guard let carrier = carriers[way.channel] else { throw ContactProblem.notCarried }
        let (code, contact) = try await directory.contactCode(way, of: account, subject)
        let to: String? =
            switch way {
            case .email: contact.email?.text
            case .phone: contact.phone?.international
            }
        guard let to else { throw DirectoryProblem.contactUnknown }
        func text(_ key: String) -> String {
            (texts[contact.language]?[key] ?? "").replacing("{city}", with: city[contact.language])
                .replacing("{code}", with: code)
        }
        let body = text("message_code")
        // Another each time, and never the code: relays write down what letters are called.
        let key = "contact.\(account).\(way.rawValue).\(UInt64.random(in: .min ... .max))"
        let answer: CarrierAnswer
        do {
            answer = try await carrier.carry(
                OutgoingMessage(
                    key: key, channel: way.channel, to: to,
                    subject: way == .email ? text("message_code_subject") : "",
                    body: way == .email ? body + "\n" : VietnameseText.withoutMarks(body),
                    language: contact.language))
        } catch is OutsideUnreachable {
            throw ContactProblem.away
        }
        if case .refused = answer { throw ContactProblem.refused }
    }
}

extension ContactWay {
    var channel: MessageChannel {
        switch self {
        case .email: .email
        case .phone: .sms
        }
    }
}

/// Why a code was not sent.
package enum ContactProblem: Problem, Hashable {
    /// The city sends nothing by that way.
    case notCarried
    /// Nobody who carries it answers now.
    case away
    /// The carrier will not take it: the address is none.
    case refused

    package var code: String {
        switch self {
        case .notCarried: "contact.not_carried"
        case .away: "contact.away"
        case .refused: "contact.refused"
        }
    }

    package var severity: ProblemSeverity { self == .away ? .warning : .notice }
    package var status: ProblemStatus { self == .away ? .busy : .refused }

    package var publicMessage: LocalizedText {
        switch self {
        case .notCarried:
            LocalizedText(
                vi: "Thành phố chưa gửi tin theo cách này. Hãy xem tin ở mục Thông báo.",
                en: "The city sends nothing by this way yet. Your news stand under Notices.")
        case .away:
            LocalizedText(
                vi: "Hiện chưa gửi được mã. Hãy thử lại sau ít phút.",
                en: "The code cannot be sent just now. Try again in a few minutes.")
        case .refused:
            LocalizedText(
                vi: "Nơi nhận không nhận tin: địa chỉ hoặc số có thể sai. Hãy sửa ở trang Tài khoản.",
                en: "The message was not taken: the address or number may be wrong. Correct it on your account's page.")
        }
    }
}
