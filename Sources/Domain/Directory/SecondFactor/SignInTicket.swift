import Civic
import Foundation

/// That a password was right, for the five minutes in which the code is asked for. Sealed by the house: it opens nothing
/// without the code, and nothing of it is stored.
package struct SignInTicket: Sendable, Hashable {
    package let text: String

    package init(_ text: String) { self.text = text }

    private static let context = "directory.sign_in_ticket"
    private static let minutes: Int64 = 5

    init(account: ID<Account>, login: String, at now: Instant, keys: KeyRing) throws {
        let plain = "\(account) \(now.adding(minutes: Self.minutes).milliseconds) \(login)"
        text = Hex.text(try keys.seal(plain, context: Self.context))
    }

    /// Nil for one that is over, or was never ours.
    func opened(at now: Instant, keys: KeyRing) -> (account: ID<Account>, login: String)? {
        guard text.utf8.count < 1_024, let bytes = Hex.bytes(text),
            let plain = try? keys.open(bytes, context: Self.context)
        else { return nil }
        let parts = plain.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, let account = ID<Account>(parts[0]), let end = Int64(parts[1]), now.milliseconds < end
        else { return nil }
        return (account, parts[2])
    }
}
