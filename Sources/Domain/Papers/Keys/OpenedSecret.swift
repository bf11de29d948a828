import Civic
import Crypto
import Directory
import Foundation

/// A holder's secret, open in one session for a quarter of an hour: closed again under what only that browser carries, so
/// that the row opens on every node that is handed the cookie, and a copy of the database opens nothing.
struct OpenedSecret {
    /// Without use; a batch of a hundred papers takes seconds.
    static let minutes: Int64 = 15
    /// Use is written down no more often than this.
    static let touchMinutes: Int64 = 1

    /// Finds the row, and does not tell the session.
    let place: [UInt8]
    private let key: SymmetricKey

    /// - Parameter session: what the browser carries: 32 random bytes, of which the database holds a hash of another kind.
    init(_ officer: ID<Subject>, session: String) {
        place = Self.place(of: session)
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(session.utf8)),
            info: Array("motcua/opened_secret/1/\(officer)".utf8), outputByteCount: 32)
    }

    /// Nothing shorter than what a browser carries closes anything.
    static func isSecret(_ session: String) -> Bool { session.utf8.count >= 32 }

    static func place(of session: String) -> [UInt8] {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Array(session.utf8)), info: Array("motcua/opened_secret/place".utf8),
            outputByteCount: 32
        ).withUnsafeBytes { Array($0) }
    }

    func closed(_ secret: SymmetricKey) throws -> [UInt8] {
        let plain = secret.withUnsafeBytes { Array($0) }
        return Array(try AES.GCM.seal(plain, using: key, authenticating: place).combined ?? Data())
    }

    /// - Returns: nil when it was closed for another session or holder.
    func opened(_ sealed: [UInt8]) -> SymmetricKey? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let plain = try? AES.GCM.open(box, using: key, authenticating: place)
        else { return nil }
        return SymmetricKey(data: plain)
    }
}
