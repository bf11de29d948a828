import Crypto

/// 32 bytes: a SHA-256 digest or a salt. Four words, so that no array is made for each.
package struct Hash256: Hashable, Sendable, CustomStringConvertible {
    /// Big-endian words, first bytes first.
    private let words: SIMD4<UInt64>

    package init(words: SIMD4<UInt64>) {
        self.words = words
    }

    /// Nil unless there are exactly 32 bytes.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words = SIMD4<UInt64>()
        for (index, byte) in bytes.enumerated() {
            words[index >> 3] = words[index >> 3] << 8 | UInt64(byte)
        }
        self.words = words
    }

    init(_ digest: SHA256Digest) {
        var words = SIMD4<UInt64>()
        digest.withUnsafeBytes { bytes in
            for index in 0..<4 {
                words[index] = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
        }
        self.words = words
    }

    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    package func append(to bytes: inout [UInt8]) {
        for index in 0..<4 {
            withUnsafeBytes(of: words[index].bigEndian) { bytes.append(contentsOf: $0) }
        }
    }

    /// Lower-case hexadecimal.
    package var description: String {
        (0..<4).map { index in
            let hex = String(words[index], radix: 16)
            return String(repeating: "0", count: 16 - hex.count) + hex
        }.joined()
    }

    /// SHA-256 of the parts, one after another.
    static func digest(_ parts: [UInt8]...) -> Hash256 {
        var hasher = SHA256()
        for part in parts {
            part.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        }
        return Hash256(hasher.finalize())
    }
}
