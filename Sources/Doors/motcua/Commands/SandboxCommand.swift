import ArgumentParser
import City
import Foundation
import Logging

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Stands for the systems of others, to try the city with.",
        subcommands: [Messages.self, Portal.self, Identity.self])

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

extension SandboxCommand {
    struct Portal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The national public service portal, as far as a city speaks with it.",
            discussion: """
                Give the city `--portal http://127.0.0.1:2530` with MOTCUA_PORTAL_USER and MOTCUA_PORTAL_PASSWORD (any), \
                then read http://127.0.0.1:2530/ or /dossiers and /deliveries as JSON. `POST /dossiers` files a dossier \
                there, in the fields of DongBoHoSoMC, with the answers by the ids of the questions as JSON in \
                ThongTinKhac; or says what became of one that another system decides (MaHoSo, TrangThaiHoSo, \
                ThoiDiemXuLy, NoiDungXuLy). `POST /behaviour` with {"down": true}, {"slow": 2000}, \
                {"losesAnswers": true}, {"filesFail": true}, {"repeats": true}, {"reorders": true}, \
                {"unknown": ["1.004873"]} or {"endSessions": true} makes it behave as portals do.
                """)

        @Option(name: .long, help: "The port; 0: a free one.")
        var port = 2_530

        @Option(name: .long, help: "A file that keeps everything between two runs. Default: memory alone.")
        var file: String?

        @Flag(name: .long, help: "Say the address as one JSON object.")
        var json = false

        func validate() throws {
            try Serve.requirePort(port)
        }

        func run() async throws {
            var logger = Logger(label: "motcua.sandbox")
            logger.logLevel = .error
            try await PortalSandbox(port: port, file: file, logger: logger).run { [json] port in
                let address = "http://127.0.0.1:\(port)"
                Terminal.answer(
                    json
                        ? "{\"portal\":\"\(address)\"}"
                        : "MOTCUA_PORTAL_USER=city MOTCUA_PORTAL_PASSWORD=city motcua serve … --portal \(address)")
            }
        }
    }
}

extension SandboxCommand {
    struct Identity: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A provider of electronic identities (OpenID Connect) that believes whatever one chooses.",
            discussion: """
                Give the city `--oidc http://127.0.0.1:2531 --oidc-client motcua` with MOTCUA_OIDC_SECRET=sandbox, then sign \
                in: its page offers the residents of the city's demonstration at both levels. `POST /behaviour` with \
                {"rotate": true}, {"down": true} or {"ahead": 600} changes its key, silences it, or puts its clock on.
                """)

        @Option(name: .long, help: "The port; 0: a free one.")
        var port = 2_531

        @Option(name: .long, help: "The city's folder. Default: cities/hanoi.")
        var city: String?

        @Flag(name: .long, help: "Say the address as one JSON object.")
        var json = false

        func validate() throws {
            try Serve.requirePort(port)
        }

        func run() async throws {
            var logger = Logger(label: "motcua.sandbox")
            logger.logLevel = .error
            let people = try IdentitySandbox.people(try HouseFiles(database: "var/none.sqlite", city: city))
            try await IdentitySandbox(port: port, people: people, logger: logger).run { [json] port in
                let address = "http://127.0.0.1:\(port)"
                Terminal.answer(
                    json
                        ? "{\"oidc\":\"\(address)\",\"secret\":\"sandbox\"}"
                        : "MOTCUA_OIDC_SECRET=sandbox motcua serve … --oidc \(address) --oidc-client motcua")
            }
        }
    }
}

/// By which electronic identity residents come.
struct IdentityArguments: ParsableArguments {
    @Option(
        name: .long,
        help: """
            The provider of residents' electronic identities (OpenID Connect issuer): https://… Default: MOTCUA_OIDC; \
            without it residents sign in by password.
            """)
    var oidc: String?

    @Option(
        name: .long,
        help: "Who the city is to it; its secret stands in MOTCUA_OIDC_SECRET. Default: MOTCUA_OIDC_CLIENT.")
    var oidcClient: String?

    @Option(name: .long, help: "A file with the secret instead. Default: MOTCUA_OIDC_SECRET_FILE.")
    var oidcSecretFile: String?

    @Option(
        name: .long, help: "The lowest level of identity that is taken: 1 or 2. Default: MOTCUA_OIDC_LEVEL, then 2.")
    var oidcLevel: Int?

    var settings: IdentitySettings {
        get throws {
            try IdentitySettings(
                issuer: oidc, client: oidcClient, secretFile: oidcSecretFile, level: oidcLevel)
        }
    }
}

/// Who tells the country's portal.
struct PortalArguments: ParsableArguments {
    @Option(
        name: .long,
        help: """
            The national portal: https://…; name and password stand in MOTCUA_PORTAL_USER and MOTCUA_PORTAL_PASSWORD or in \
            a file (--portal-credentials). Default: MOTCUA_PORTAL.
            """)
    var portal: String?

    @Option(
        name: .long,
        help:
            "A file with the name on its first line and the password on its second. Default: MOTCUA_PORTAL_CREDENTIALS."
    )
    var portalCredentials: String?

    var settings: PortalSettings {
        get throws { try PortalSettings(address: portal, credentials: portalCredentials) }
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
