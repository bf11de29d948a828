import ArgumentParser
import City
import Foundation
import Logging

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Stands for the systems of others, to try the city with.",
        subcommands: [Messages.self])

    struct Messages: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A relay of e-mail and a gateway of text messages that deliver to nobody.",
            discussion: """
                Give the city `--smtp smtp://127.0.0.1:2525 --mail-from one-door@example.vn --sms \
                http://127.0.0.1:2526/messages`, then read http://127.0.0.1:2526/messages. Mail to nobody@… and numbers \
                that end in 000 are refused.
                """)

        @Option(name: .long, help: "The port of the relay; 0: a free one.")
        var smtpPort = 2_525

        @Option(name: .long, help: "The port of the gateway; 0: a free one.")
        var smsPort = 2_526

        @Flag(name: .long, help: "Say the ports as one JSON object.")
        var json = false

        func validate() throws {
            try Serve.requirePort(smtpPort)
            try Serve.requirePort(smsPort)
        }

        func run() async throws {
            var logger = Logger(label: "motcua.sandbox")
            logger.logLevel = .error
            try await MessageSandbox(mailPort: smtpPort, textPort: smsPort, logger: logger).run { [json] mail, texts in
                let smtp = "smtp://127.0.0.1:\(mail)"
                let sms = "http://127.0.0.1:\(texts)/messages"
                Terminal.answer(
                    json ? "{\"sms\":\"\(sms)\",\"smtp\":\"\(smtp)\"}" : "--smtp \(smtp) --sms \(sms)")
            }
        }
    }
}

/// Who carries messages to people's own devices.
struct MessageArguments: ParsableArguments {
    @Option(
        name: .long,
        help: """
            The relay of e-mail: smtp://host:port or smtps://host:port; what it asks for stands in MOTCUA_SMTP_USER and \
            MOTCUA_SMTP_PASSWORD. Default: MOTCUA_SMTP.
            """)
    var smtp: String?

    @Option(name: .long, help: "The address e-mail is sent from. Default: MOTCUA_MAIL_FROM.")
    var mailFrom: String?

    @Option(
        name: .long,
        help: "The gateway of text messages: https://…; its token stands in MOTCUA_SMS_TOKEN. Default: MOTCUA_SMS.")
    var sms: String?

    var settings: MessageSettings {
        get throws { try MessageSettings(smtp: smtp, from: mailFrom, sms: sms) }
    }
}
