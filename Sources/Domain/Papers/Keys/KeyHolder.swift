package import Civic
import Crypto
import CryptoExtras
package import Directory
import Foundation

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
    /// As for passwords: 32 MiB and about 75 ms a try.
    static let rounds = 1 << 15

    let salt: [UInt8]
    let sealed: [UInt8]

    /// Slow on purpose: runs only on a `PasswordQueue`.
    init(_ secret: SymmetricKey, pin: String, holder: ID<Subject>, ring: KeyRing, rounds: Int) throws {
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        let plain = secret.withUnsafeBytes { Array($0) }
        let inner = try AES.GCM.seal(plain, using: Self.key(pin, salt, rounds)).combined ?? Data()
        sealed = try ring.seal(inner.base64EncodedString(), context: Self.context(holder))
    }

    init(salt: [UInt8], sealed: [UInt8]) {
        self.salt = salt
        self.sealed = sealed
    }

    /// Slow on purpose, as above.
    /// - Returns: nil when the PIN is another.
    func opened(_ pin: String, holder: ID<Subject>, ring: KeyRing, rounds: Int) throws -> SymmetricKey? {
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

/// The secrets unlocked in sessions, in memory and nowhere else, for a while.
struct UnlockedSecrets {
    /// Without use; a batch of a hundred papers takes seconds.
    static let minutes: Int64 = 15

    private struct Place: Hashable {
        let officer: ID<Subject>
        let session: String
    }

    private var secrets: [Place: (secret: SymmetricKey, until: Instant)] = [:]

    mutating func put(_ secret: SymmetricKey, of officer: ID<Subject>, session: String, at now: Instant) {
        secrets = secrets.filter { $0.value.until > now }
        secrets[Place(officer: officer, session: session)] = (secret, now.adding(minutes: Self.minutes))
    }

    mutating func secret(of officer: ID<Subject>, session: String, at now: Instant) -> SymmetricKey? {
        let place = Place(officer: officer, session: session)
        guard let found = secrets[place], found.until > now else {
            secrets[place] = nil
            return nil
        }
        secrets[place]?.until = now.adding(minutes: Self.minutes)
        return found.secret
    }

    mutating func lock(_ session: String) { secrets = secrets.filter { $0.key.session != session } }
    mutating func lock(_ officer: ID<Subject>) { secrets = secrets.filter { $0.key.officer != officer } }
}
