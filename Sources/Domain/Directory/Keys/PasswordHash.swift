import Civic
import Crypto
import CryptoExtras
import Foundation

/// A scrypt hash with its parameters and salt: `scrypt:15:8:1:<salt hex>:<hash hex>`.
package struct PasswordHash: Sendable, Hashable {
    /// N = 2^15, r = 8, p = 1 takes 32 MiB and about 75 ms (docs/decisions: three sign-ins at 2^17 would break the
    /// memory budget).
    package struct Cost: Sendable, Hashable {
        package let log2N: Int
        package let blockSize: Int
        package let parallelism: Int

        package init(log2N: Int, blockSize: Int = 8, parallelism: Int = 1) {
            self.log2N = log2N
            self.blockSize = blockSize
            self.parallelism = parallelism
        }

        package static let house = Cost(log2N: 15)
    }

    package let cost: Cost
    let salt: [UInt8]
    let hash: [UInt8]

    /// Slow on purpose: runs only on `PasswordQueue`.
    init(_ password: String, cost: Cost, salt: [UInt8] = SecureBytes.random(16)) throws {
        self.cost = cost
        self.salt = salt
        hash = try Self.derive(password, salt, cost)
    }

    /// Nil when the text is no hash of ours, or of a cost that would stop the house.
    init?(text: String) {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let log2N = Int(parts[1]), (1...20).contains(log2N),
            let blockSize = Int(parts[2]), (1...32).contains(blockSize), let parallelism = Int(parts[3]),
            (1...16).contains(parallelism), let salt = Hex.bytes(parts[4]), let hash = Hex.bytes(parts[5])
        else { return nil }
        cost = Cost(log2N: log2N, blockSize: blockSize, parallelism: parallelism)
        self.salt = salt
        self.hash = hash
    }

    var text: String {
        "scrypt:\(cost.log2N):\(cost.blockSize):\(cost.parallelism):\(Hex.text(salt)):\(Hex.text(hash))"
    }

    /// Slow on purpose; compares in constant time.
    func matches(_ password: String) throws -> Bool {
        SecureBytes.areEqual(try Self.derive(password, salt, cost), hash)
    }

    private static func derive(_ password: String, _ salt: [UInt8], _ cost: Cost) throws -> [UInt8] {
        // One spelling of a password, however the keyboard composed its accents.
        let key = try KDF.Scrypt.deriveKey(
            from: Array(VietnameseText.nfc(password).utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost.log2N,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }
}
