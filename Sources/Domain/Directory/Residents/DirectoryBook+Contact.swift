package import Civic
import Store

/// How a person is reached outside the city's pages, and in which language.
package struct Contact: Sendable, Hashable {
    package let phone: PhoneNumber?
    package let email: EmailAddress?
    package let wantsTexts: Bool
    package let language: Language
}

extension DirectoryBook {
    private static let emailPreference = "messages.email"
    private static let textsPreference = "messages.texts"

    /// Nil for a subject that leads to no person: an organisation, or somebody who was cut.
    package func contact(of subject: ID<Subject>) async throws -> Contact? {
        try await database.read { transaction in
            try transaction.first(ResidentStore.contact, [.id(subject)]) { row in
                let account = row.optionalID(1, of: Account.self)
                let chosen = try account.map { account in
                    Dictionary(
                        try transaction.all(AccountStore.messagePreferences, [.id(account)]) {
                            ($0.text(0), $0.text(1))
                        }, uniquingKeysWith: { $1 })
                }
                return Contact(
                    phone: row.optionalText(0).flatMap { try? PhoneNumber($0) },
                    email: chosen?[Self.emailPreference].flatMap { try? EmailAddress($0) },
                    wantsTexts: chosen?[Self.textsPreference] != "no",
                    language: row.optionalText(2).flatMap(Language.init(rawValue:)) ?? .vi)
            }
        }
    }

    /// What a resident chooses on the account's page.
    /// - Parameter email: nil: none is sent.
    package func setContact(email: EmailAddress?, wantsTexts: Bool, of account: ID<Account>) async throws {
        try await database.write("Directory.setContact") { transaction in
            try transaction.execute(
                AccountStore.setPreference, [.id(account), .text(Self.emailPreference), .text(email?.text ?? "")])
            try transaction.execute(
                AccountStore.setPreference,
                [.id(account), .text(Self.textsPreference), .text(wantsTexts ? "yes" : "no")])
        }
    }
}
