/// What keeps a short body (a date, a yes or no) from being guessed from its commitment. Drawn before the write
/// closure, because the closure may run more than once.
package struct Salt: Hashable, Sendable {
    package let value: Hash256

    package init(_ value: Hash256) {
        self.value = value
    }

    /// From the system's secure source.
    package static func random() -> Salt {
        var source = SystemRandomNumberGenerator()
        return Salt(Hash256(words: SIMD4(source.next(), source.next(), source.next(), source.next())))
    }
}

/// The binding of a header to its body: SHA-256("motcua/body/1" ‖ salt ‖ body).
package enum Commitment {
    private static let prefix = Array("motcua/body/1".utf8)

    package static func of(_ body: [UInt8], _ salt: Salt) -> Hash256 {
        Hash256.digest(prefix, salt.value.bytes, body)
    }
}
