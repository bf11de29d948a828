package import Civic
package import Directory

/// The receipt's secret: six characters without those that are taken for one another, derived from a key outside the
/// database, so that a reprint shows the same and nothing that is stored gives it away.
package struct ReceiptSecrets: Sendable {
    private static let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
    private let keys: KeyRing

    package init(keys: KeyRing) {
        self.keys = keys
    }

    package func secret(of dossier: ID<Dossier>) -> String {
        letters(keys.blindIndex(dossier.description, context: "dossier.secret"), 6)
    }

    /// Compared without regard to case and spaces, in constant time.
    package func matches(_ typed: String, _ dossier: ID<Dossier>) -> Bool {
        let given = Array(typed.uppercased().filter { !$0.isWhitespace && $0 != "-" }.utf8)
        let right = Array(secret(of: dossier).utf8)
        return SecureBytes.areEqual(given, right)
    }

    /// What the last four digits of the applicant's number are known by.
    package func fourHash(_ four: String, _ dossier: ID<Dossier>) -> [UInt8] {
        keys.blindIndex("\(dossier)/\(four)", context: "dossier.four")
    }

    /// Ten characters, shown until there is a code. Ids are guessable; this is not.
    package func reference(of dossier: ID<Dossier>) -> String {
        letters(keys.blindIndex(dossier.description, context: "dossier.reference"), 10)
    }

    /// What leads somebody to a filing they are asked to join in; 120 bits that nobody guesses.
    func link(of joining: ID<Joining>) -> String {
        "\(joining)-" + letters(keys.blindIndex(joining.description, context: "joining.link"), 24)
    }

    /// Nil for what was never such a link.
    func joining(of link: String) -> ID<Joining>? {
        let parts = link.split(separator: "-")
        guard parts.count == 2, let id = ID<Joining>(String(parts[0])) else { return nil }
        let (given, right) = (Array(link.utf8), Array(self.link(of: id).utf8))
        return SecureBytes.areEqual(given, right) ? id : nil
    }

    private func letters(_ digest: [UInt8], _ count: Int) -> String {
        String(decoding: digest.prefix(count).map { Self.alphabet[Int($0) % Self.alphabet.count] }, as: UTF8.self)
    }
}
