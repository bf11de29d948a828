package import Civic
import Store

/// How a person is reached outside the city's pages, and in which language.
package struct Contact: Sendable, Hashable {
    package let phone: PhoneNumber?
    package let email: EmailAddress?
    package let wantsTexts: Bool
    package let language: Language
    /// Where a code that was sent there came back: it is the person's own.
    package let confirmed: Set<ContactWay>

    package func address(_ way: ContactWay) -> String? {
        switch way {
        case .email: email?.text
        case .phone: phone.flatMap { $0.isMobile ? $0.text : nil }
        }
    }
}

package enum ContactWay: String, Sendable, CaseIterable {
    case email
    case phone
}

extension DirectoryBook {
    private static let emailPreference = "messages.email"
    private static let textsPreference = "messages.texts"
    private static func confirmedPreference(_ way: ContactWay) -> String { "messages.\(way.rawValue).confirmed" }

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
                let phone = row.optionalText(0).flatMap { try? PhoneNumber($0) }
                let email = chosen?[Self.emailPreference].flatMap { try? EmailAddress($0) }
                // Of the address that was confirmed: another one since then is not.
                let held: [ContactWay: String?] = [.email: email?.text, .phone: phone?.text]
                return Contact(
                    phone: phone, email: email, wantsTexts: chosen?[Self.textsPreference] != "no",
                    language: row.optionalText(2).flatMap(Language.init(rawValue:)) ?? .vi,
                    confirmed: Set(
                        ContactWay.allCases.filter { way in
                            guard let address = held[way] ?? nil else { return false }
                            return chosen?[Self.confirmedPreference(way)] == address
                        }))
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

    // MARK: Confirming

    /// The code that shows, sent back, that an address is its owner's own. It follows from account, address and quarter
    /// of an hour: nothing is kept, and whoever changes the address needs another.
    /// - Throws: `contactUnknown`, `tooManyAttempts`.
    package func contactCode(
        _ way: ContactWay, of account: ID<Account>, _ subject: ID<Subject>
    ) async throws -> (code: String, contact: Contact) {
        guard let contact = try await contact(of: subject), let address = contact.address(way) else {
            throw DirectoryProblem.contactUnknown
        }
        try await throttle.take([
            .init(.contactCodeByAccount, key: account.description), .init(.contactCodeByAddress, key: address),
        ])
        return (contactCode(account, address, quarter: quarter), contact)
    }

    /// - Throws: `contactUnknown`, `wrongContactCode`, `tooManyAttempts`.
    package func confirmContact(
        _ way: ContactWay, code: String, of account: ID<Account>, _ subject: ID<Subject>
    ) async throws {
        guard let address = try await contact(of: subject)?.address(way) else { throw DirectoryProblem.contactUnknown }
        try await throttle.take([.init(.contactTryByAccount, key: account.description)])
        let typed = Array(code.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        // A code of the quarter before is still on its way.
        let isRight = [quarter, quarter - 1].reduce(false) { found, quarter in
            SecureBytes.areEqual(typed, Array(contactCode(account, address, quarter: quarter).utf8)) || found
        }
        guard isRight else { throw DirectoryProblem.wrongContactCode }
        try await database.write("Directory.confirmContact") { transaction in
            try transaction.execute(
                AccountStore.setPreference,
                [.id(account), .text(Self.confirmedPreference(way)), .text(address)])
        }
    }

    private var quarter: Int64 { clock.now().milliseconds / 900_000 }

    private func contactCode(_ account: ID<Account>, _ address: String, quarter: Int64) -> String {
        let digest = keys.blindIndex("\(account) \(quarter) \(address)", context: "contact.code")
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % 1_000_000
        let digits = String(number)
        return String(repeating: "0", count: 6 - digits.count) + digits
    }
}
