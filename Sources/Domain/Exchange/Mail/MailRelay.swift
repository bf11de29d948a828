package import Civic
import Foundation
import Journal

/// A conversation with a relay, line by line (SMTP, RFC 5321). The root gives the socket; below the doors nobody knows one.
package protocol MailLine: Sendable {
    /// Sends lines, each ended by CR LF.
    func send(_ lines: [String]) async throws
    /// The next line without its end; nil when the other side has hung up.
    func next() async throws -> String?
    /// From here on under TLS.
    func startTLS() async throws
    /// Whether nobody can listen in: TLS, or a relay on this machine.
    var isPrivate: Bool { get async }
}

package protocol MailExchange: Sendable {
    /// Opens a connection for one conversation and closes it afterwards.
    /// - Throws: any error when nobody answers.
    func talking<Value: Sendable>(_ body: @Sendable (any MailLine) async throws -> Value) async throws -> Value
}

/// E-mail through a relay of the city: one conversation a message.
package struct MailRelay: MessageCarrier {
    package struct Login: Sendable {
        package let name: String
        package let password: String

        package init(name: String, password: String) {
            self.name = name
            self.password = password
        }
    }

    private let exchange: any MailExchange
    private let sender: MailSender
    private let login: Login?
    private let clock: any CityClock

    package init(_ exchange: any MailExchange, sender: MailSender, login: Login?, clock: any CityClock) {
        self.exchange = exchange
        self.sender = sender
        self.login = login
        self.clock = clock
    }

    package func carry(_ message: OutgoingMessage) async throws -> CarrierAnswer {
        let text = MailText.lines(of: message, from: sender, at: clock.now())
        do {
            return try await exchange.talking { line in
                try await MailConversation(line, sender: sender, login: login).hand(over: text, to: message.to)
            }
        } catch let refusal as MailRefusal {
            // 4xx: later. 5xx: never (RFC 5321, 4.2.1).
            guard refusal.code >= 500, refusal.isOfTheMessage else {
                throw OutsideUnreachable("SMTP \(refusal.code) \(refusal.text)")
            }
            return .refused(reason: "SMTP \(refusal.code) \(refusal.text)")
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw OutsideUnreachable("SMTP: \(error)")
        }
    }
}

/// What a relay said in place of yes.
struct MailRefusal: Error {
    let code: Int
    let text: String
    /// It is about this recipient or text; otherwise about the city, and every message waits until somebody mends that.
    let isOfTheMessage: Bool
}

private struct MailConversation {
    private let line: any MailLine
    private let sender: MailSender
    private let login: MailRelay.Login?

    init(_ line: any MailLine, sender: MailSender, login: MailRelay.Login?) {
        self.line = line
        self.sender = sender
        self.login = login
    }

    func hand(over text: [String], to: String) async throws -> CarrierAnswer {
        _ = try await answer()
        var offers = try await say("EHLO \(sender.domain)")
        if offers.contains(where: { $0.uppercased().hasPrefix("STARTTLS") }) {
            _ = try await say("STARTTLS")
            try await line.startTLS()
            offers = try await say("EHLO \(sender.domain)")
        }
        if let login {
            guard await line.isPrivate else {
                throw MailRefusal(code: 538, text: "no TLS, so no password is said", isOfTheMessage: false)
            }
            let secret = Data("\u{0}\(login.name)\u{0}\(login.password)".utf8)
            _ = try await say("AUTH PLAIN \(secret.base64EncodedString())")
        }
        _ = try await say("MAIL FROM:<\(sender.address.text)>")
        _ = try await say("RCPT TO:<\(to)>", isOfTheMessage: true)
        _ = try await say("DATA", isOfTheMessage: true)
        // A dot alone ends the text; one more is put before a line that begins with one (RFC 5321, 4.5.2).
        try await line.send(text.map { $0.hasPrefix(".") ? "." + $0 : $0 } + ["."])
        let taken = try await answer(isOfTheMessage: true).last ?? ""
        // Taken is taken, whatever the farewell comes to.
        try? await line.send(["QUIT"])
        return .taken(reference: String(taken.prefix(200)))
    }

    private func say(_ words: String, isOfTheMessage: Bool = false) async throws -> [String] {
        try await line.send([words])
        return try await answer(isOfTheMessage: isOfTheMessage)
    }

    /// The texts of an answer's lines.
    private func answer(isOfTheMessage: Bool = false) async throws -> [String] {
        var texts: [String] = []
        while let next = try await line.next() {
            guard next.utf8.count >= 3, let code = Int(next.prefix(3)) else {
                throw MailRefusal(code: 421, text: String(next.prefix(200)), isOfTheMessage: false)
            }
            texts.append(String(next.dropFirst(4)))
            if next.dropFirst(3).hasPrefix("-") { continue }
            guard code < 400 else {
                throw MailRefusal(
                    code: code, text: String(next.dropFirst(4).prefix(200)), isOfTheMessage: isOfTheMessage)
            }
            return texts
        }
        throw MailRefusal(code: 421, text: "the relay hung up", isOfTheMessage: false)
    }
}
