import Crypto
import Foundation

/// The key that signs tree heads. It lives in a file outside the database, readable by its owner alone, so that who
/// holds the database cannot sign a past of his own.
///
/// Rotation: a new file, and an event `journal.keyRotated` whose facts name both key ids; `journal verify` is given the
/// public keys of both.
package struct HeadKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    package init() {
        key = Curve25519.Signing.PrivateKey()
    }

    /// Reads the key file, or makes it (mode 0600) with its public half beside it as `.pub`.
    /// - Throws: `JournalError.key`.
    package init(file path: String) throws {
        if FileManager.default.fileExists(atPath: path) {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            guard let bytes = Self.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines)),
                let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
            else {
                throw JournalError.key("\(path) holds no tree-head key: restore it, or move it away to have a new one")
            }
            self.key = key
            return
        }
        key = Curve25519.Signing.PrivateKey()
        try Self.write(Self.hexadecimal(Array(key.rawRepresentation)) + "\n", to: path, mode: 0o600)
        try Self.write(publicKey.text + "\n", to: path + ".pub", mode: 0o644)
    }

    package var publicKey: HeadPublicKey { HeadPublicKey(key.publicKey) }

    func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: bytes))
    }

    /// Never overwrites: a lost key cannot be had back.
    private static func write(_ text: String, to path: String, mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            throw JournalError.key("\(path) cannot be made: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        guard Foundation.write(descriptor, text, text.utf8.count) == text.utf8.count, fsync(descriptor) == 0 else {
            throw JournalError.key("\(path) cannot be written: \(String(cString: strerror(errno)))")
        }
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func bytes(_ hexadecimal: String) -> [UInt8]? {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        guard digits.count == hexadecimal.count, digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}

/// What anybody may have: it checks heads.
package struct HeadPublicKey: Sendable {
    private let key: Curve25519.Signing.PublicKey

    init(_ key: Curve25519.Signing.PublicKey) {
        self.key = key
    }

    /// Reads the text of a `.pub` file; nil for anything else.
    package init?(text: String) {
        guard let bytes = HeadKey.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines)),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return nil }
        self.key = key
    }

    package var text: String { HeadKey.hexadecimal(Array(key.rawRepresentation)) }

    /// The first 16 hexadecimal digits of the SHA-256 of the key.
    package var keyID: String { String(Hash256.digest(Array(key.rawRepresentation)).description.prefix(16)) }

    func verifies(_ signature: [UInt8], _ bytes: [UInt8]) -> Bool {
        key.isValidSignature(signature, for: bytes)
    }
}
