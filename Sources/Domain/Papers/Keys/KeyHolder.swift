package import Civic
import Crypto
import CryptoExtras
package import Directory
import Foundation
import Store

/// Somebody who may unlock keys with a PIN. The PIN opens the holder's secret; the secret opens the keys.
package struct KeyHolder: Sendable, Hashable {
    package let officer: ID<Subject>
    package let triesLeft: Int
    package var isLocked: Bool { triesLeft == 0 }

    /// Wrong PINs until the holder is locked.
    package static let tries = 5
}

/// A holder's secret, closed by the PIN (scrypt) and by the key ring that lies outside the database: a copy of the
/// database alone does not let anybody try PINs.
struct ClosedSecret {
    /// What new ones cost: as for passwords, 32 MiB and about 75 ms a try.
    static let rounds = 1 << 15

    let salt: [UInt8]
    let sealed: [UInt8]
    /// What this one costs, so that the cost can be raised and older ones still open.
    let rounds: Int

    /// Slow on purpose: runs only on a `PasswordQueue`.
    init(_ secret: SymmetricKey, pin: String, holder: ID<Subject>, ring: KeyRing, rounds: Int) throws {
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let plain = secret.withUnsafeBytes { Array($0) }
        let inner = try AES.GCM.seal(plain, using: Self.key(pin, salt, rounds)).combined ?? Data()
        sealed = try ring.seal(inner.base64EncodedString(), context: Self.context(holder))
        self.rounds = rounds
    }

    init(salt: [UInt8], sealed: [UInt8], rounds: Int) throws {
        // A row that somebody changed is not to cost a machine's memory.
        guard (2...1 << 20).contains(rounds), rounds.nonzeroBitCount == 1 else {
            throw StoreError.damaged("a PIN costs \(rounds) rounds")
        }
        self.salt = salt
        self.sealed = sealed
        self.rounds = rounds
    }

    /// Slow on purpose, as above.
    /// - Returns: nil when the PIN is another.
    func opened(_ pin: String, holder: ID<Subject>, ring: KeyRing) throws -> SymmetricKey? {
        guard let inner = Data(base64Encoded: try ring.open(sealed, context: Self.context(holder))) else { return nil }
        let box = try AES.GCM.SealedBox(combined: inner)
        return (try? AES.GCM.open(box, using: Self.key(pin, salt, rounds))).map { SymmetricKey(data: $0) }
    }

    private static func context(_ holder: ID<Subject>) -> String { "key_holder.sealed.\(holder)" }

    private static func key(_ pin: String, _ salt: [UInt8], _ rounds: Int) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(VietnameseText.nfc(pin).utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8,
            parallelism: 1)
    }
}
