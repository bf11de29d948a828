package import Civic
import Crypto

/// A published definition: the compiled form of one file of the city, immutable under its version.
package struct Definition: Sendable, Hashable {
    /// `procedure`, `catalogue`, `city`, `text`, …
    package let kind: String
    package let code: String
    package let version: String
    package let validFrom: Day
    /// Canonical compiled JSON. Hashed bytes are stored as bytes, never encoded again.
    package let bytes: [UInt8]
    /// SHA-256 of `bytes`.
    package let hash: [UInt8]

    package init(kind: String, code: String, version: String, validFrom: Day, bytes: [UInt8]) {
        self.kind = kind
        self.code = code
        self.version = version
        self.validFrom = validFrom
        self.bytes = bytes
        hash = Array(SHA256.hash(data: bytes))
    }

    /// The first 16 hexadecimal digits: enough to tell two contents apart where no version is given.
    package var fingerprint: String { Self.hex(hash.prefix(8)) }

    package static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef")
        return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
