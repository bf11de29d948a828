import Civic
import Crypto
import Foundation

/// The keys of secret columns, kept in a file outside the database that only the house's user may read.
///
/// Lines of the file: `index <64 hex>` (the key of blind indexes, never rotated) and `key <number> <64 hex>`; the
/// highest number seals, all of them open. A new line is a rotation.
package struct KeyRing: Sendable {
    private let indexKey: SymmetricKey
    private let keys: [UInt32: SymmetricKey]
    private let current: UInt32

    /// - Throws: `DirectoryProblem.keyRing` when the text is no key ring.
    package init(text: String) throws(DirectoryProblem) {
        var indexKey: SymmetricKey?
        var keys: [UInt32: SymmetricKey] = [:]
        for line in text.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 2, words[0] == "index", let bytes = Hex.bytes(words[1]), bytes.count == 32 {
                indexKey = SymmetricKey(data: bytes)
            } else if words.count == 3, words[0] == "key", let number = UInt32(words[1]), number > 0,
                let bytes = Hex.bytes(words[2]), bytes.count == 32, keys[number] == nil
            {
                keys[number] = SymmetricKey(data: bytes)
            } else {
                throw .keyRing("a line of the key ring cannot be read")
            }
        }
        guard let indexKey, let current = keys.keys.max() else { throw .keyRing("the key ring lacks a key") }
        self.indexKey = indexKey
        self.keys = keys
        self.current = current
    }

    /// A fresh ring, for a new city and for tests.
    package static func freshText() -> String {
        "index \(Hex.text(SecureBytes.random(32)))\nkey 1 \(Hex.text(SecureBytes.random(32)))\n"
    }

    /// Key number (4 bytes), nonce, text and tag. `context` (table, column, row) must be the same on opening, so that
    /// a sealed value moved to another row does not open.
    package func seal(_ text: String, context: String) throws -> [UInt8] {
        guard let key = keys[current] else { throw DirectoryProblem.keyRing("key \(current) is missing") }
        let box = try AES.GCM.seal(Array(text.utf8), using: key, authenticating: Array(context.utf8))
        var bytes = withUnsafeBytes(of: current.bigEndian) { Array($0) }
        bytes += Array(box.nonce)
        bytes += box.ciphertext
        bytes += box.tag
        return bytes
    }

    package func open(_ sealed: [UInt8], context: String) throws -> String {
        guard sealed.count >= 4 + 12 + 16 else { throw DirectoryProblem.keyRing("a sealed value is too short") }
        let number = sealed.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        guard let key = keys[number] else { throw DirectoryProblem.keyRing("key \(number) is missing") }
        guard let box = try? AES.GCM.SealedBox(combined: sealed.dropFirst(4)),
            let plain = try? AES.GCM.open(box, using: key, authenticating: Array(context.utf8))
        else { throw DirectoryProblem.keyRing("a sealed value was changed") }
        return String(decoding: plain, as: UTF8.self)
    }

    /// What a secret is found by without opening it: HMAC-SHA-256 under a key of its own.
    package func blindIndex(_ text: String, context: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("\(context)\u{0}\(text)".utf8), using: indexKey))
    }
}
