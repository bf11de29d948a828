import Civic
import Exchange
import Foundation
import Journal
import Synchronization
import Testing

/// A relay that says what it is told to, and hears what it is told.
private final class ScriptedRelay: MailExchange, MailLine {
    private let answers: Mutex<[String]>
    private let heardLines = Mutex<[String]>([])
    private let isTLS = Mutex(false)

    init(_ answers: [String]) { self.answers = Mutex(answers) }

    var heard: [String] { heardLines.withLock { $0 } }
    var isPrivate: Bool { isTLS.withLock { $0 } }

    func talking<Value: Sendable>(_ body: @Sendable (any MailLine) async throws -> Value) async throws -> Value {
        try await body(self)
    }

    func send(_ lines: [String]) async throws { heardLines.withLock { $0 += lines } }
    func next() async throws -> String? { answers.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
    func startTLS() async throws { isTLS.withLock { $0 = true } }
}

@Suite struct MailTests {
    private let message = OutgoingMessage(
        key: "exchange.messages:17.5.email", channel: .email, to: "an@example.vn",
        subject: "Hồ sơ H26.01-261122-0001: Thành phố Hà Nội, một cửa cho mọi thủ tục hành chính của người dân",
        body: "Kính gửi ông/bà,\n\n.dòng có dấu chấm\n", language: .vi)

    private func relay(_ script: ScriptedRelay, login: MailRelay.Login? = nil) throws -> MailRelay {
        MailRelay(
            script, sender: MailSender(address: try EmailAddress("mot-cua@hanoi.example.vn"), name: "Thành phố Hà Nội"),
            login: login, clock: ManualClock(Instant(milliseconds: 1_795_311_600_000)))
    }

    private let yes = ["220 relay", "250-relay", "250 SIZE 1000", "250 ok", "250 ok", "354 go", "250 queued as 4711"]

    @Test func `a letter is handed over under its key, and the relay's reference is kept`() async throws {
        let script = ScriptedRelay(yes)

        let answer = try await relay(script).carry(message)

        #expect(answer == .taken(reference: "queued as 4711"))
        #expect(
            script.heard.prefix(4) == [
                "EHLO hanoi.example.vn", "MAIL FROM:<mot-cua@hanoi.example.vn>", "RCPT TO:<an@example.vn>", "DATA",
            ])
        #expect(script.heard.contains("Message-ID: <exchange.messages-17.5.email@hanoi.example.vn>"))
        #expect(script.heard.contains("Auto-Submitted: auto-generated"))
        #expect(script.heard.suffix(2) == [".", "QUIT"])
    }

    @Test func `letters of every language arrive as they were written, in lines that every relay takes`() throws {
        let sender = MailSender(address: try EmailAddress("a@b.vn"), name: "Hà Nội")

        let lines = MailText.lines(of: message, from: sender, at: Instant(milliseconds: 1_795_311_600_000))

        #expect(lines.allSatisfy { $0.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 76 } })
        #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 < 128 } })
        let body = try #require(lines.firstIndex(of: "").map { lines[($0 + 1)...].joined() })
        let text = String(decoding: try #require(Data(base64Encoded: body)), as: UTF8.self)
        #expect(text == message.body.replacing("\n", with: "\r\n"))
        let subject = try #require(lines.first { $0.hasPrefix("Subject: ") }).dropFirst("Subject: ".count)
        let words = try subject.split(separator: "\r\n ").map { word in
            #expect(word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?=") && word.utf8.count <= 75)
            return String(
                decoding: try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))), as: UTF8.self)
        }
        #expect(words.joined() == message.subject)
    }

    @Test func `nothing in a subject begins a header of its own`() throws {
        var bad = message
        bad = OutgoingMessage(
            key: bad.key, channel: .email, to: bad.to, subject: "Xin chào\r\nBcc: all@example.vn", body: "",
            language: .vi)

        let lines = MailText.lines(
            of: bad, from: MailSender(address: try EmailAddress("a@b.vn"), name: "x"), at: .init(milliseconds: 0))

        #expect(!lines.joined(separator: "\r\n").contains("\r\nBcc"))
    }

    @Test(arguments: [
        (["220 r", "250 r", "250 ok", "550 no such person"], "SMTP 550 no such person"),
        (["220 r", "250 r", "250 ok", "250 ok", "354 go", "554 not that text"], "SMTP 554 not that text"),
    ])
    func `an address that is none is refused for good`(script: [String], reason: String) async throws {
        #expect(try await relay(ScriptedRelay(script)).carry(message) == .refused(reason: reason))
    }

    @Test(arguments: [
        ["421 busy"], ["220 r", "250 r", "550 we do not relay for you"],
        ["220 r", "250 r", "250 ok", "451 greylisted"],
        ["220 r"], ["nonsense"],
    ])
    func `whatever is not about this letter is waited out`(script: [String]) async throws {
        await #expect(throws: OutsideUnreachable.self) { try await relay(ScriptedRelay(script)).carry(message) }
    }

    @Test func `a password is said under TLS alone`() async throws {
        let login = MailRelay.Login(name: "city", password: "secret")
        let open = ScriptedRelay(["220 r", "250 AUTH PLAIN"])
        await #expect(throws: OutsideUnreachable.self) { try await relay(open, login: login).carry(message) }
        #expect(!open.heard.contains { $0.hasPrefix("AUTH") })

        let script = ScriptedRelay(
            [
                "220 r", "250-r", "250 STARTTLS", "220 go", "250 AUTH PLAIN", "235 ok", "250 ok", "250 ok", "354 go",
                "250 ok",
            ])
        _ = try await relay(script, login: login).carry(message)
        let said = Data("\u{0}city\u{0}secret".utf8).base64EncodedString()
        #expect(script.heard.contains("AUTH PLAIN \(said)"))
    }
}
