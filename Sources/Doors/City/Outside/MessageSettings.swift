package import Civic
import Directory
import Exchange
import Foundation

/// By whom the city's messages to people's own devices are carried.
package struct MessageSettings: Sendable {
    /// The relay of e-mail; nil: no e-mail is sent.
    package var mail: MailAddress?
    /// In whose name it is sent.
    package var sender: EmailAddress?
    /// What the relay asks for: name and password.
    package var login: (name: String, password: String)?
    /// The gateway of text messages; nil: none are sent.
    package var texts: String?
    package var textsToken = ""

    package init() {}

    /// As the options or the environment say; secrets stand in the environment alone.
    ///
    /// - Throws: `HouseProblem.badSetting`.
    package init(
        smtp: String?, from: String?, sms: String?,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        mail = try (smtp ?? environment["MOTCUA_SMTP"]).map(MailAddress.init)
        sender = try (from ?? environment["MOTCUA_MAIL_FROM"]).map { text in
            guard let address = try? EmailAddress(text) else { throw HouseProblem.badSetting("--mail-from \(text)") }
            return address
        }
        guard mail == nil || sender != nil else { throw HouseProblem.badSetting("--smtp, --mail-from") }
        if let name = environment["MOTCUA_SMTP_USER"] {
            login = (name, environment["MOTCUA_SMTP_PASSWORD"] ?? "")
        }
        texts = sms ?? environment["MOTCUA_SMS"]
        if let texts, URL(string: texts)?.host() == nil || !texts.hasPrefix("http") {
            throw HouseProblem.badSetting("--sms \(texts)")
        }
        textsToken = environment["MOTCUA_SMS_TOKEN"] ?? ""
    }

    func carriers(of city: LocalizedText, clock: any CityClock) -> [MessageChannel: any MessageCarrier] {
        var carriers: [MessageChannel: any MessageCarrier] = [:]
        if let mail, let sender {
            carriers[.email] = MailRelay(
                MailWire(address: mail), sender: MailSender(address: sender, name: city.vi),
                login: login.map { MailRelay.Login(name: $0.name, password: $0.password) }, clock: clock)
        }
        if let texts { carriers[.sms] = TextGateway(texts, token: textsToken, HouseWebClient()) }
        return carriers
    }
}
