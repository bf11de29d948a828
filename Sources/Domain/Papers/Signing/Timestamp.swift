package import Civic
package import Crypto
import SwiftASN1
import X509

/// Who says when something was there (RFC 3161).
package protocol TimestampAuthority: Sendable {
    /// - Returns: a timestamp token over the digest, in DER.
    func token(for digest: SHA256Digest) async throws(SigningProblem) -> [UInt8]
}

/// An authority inside this program: for demonstrations and tests, whose clock it takes. A city that signs in earnest
/// asks one that others trust.
package struct LocalTimestampAuthority: TimestampAuthority {
    private let signer: any Signer
    private let clock: any CityClock
    private let ids: IDGenerator

    /// - Parameter signer: a key whose certificate is for timestamps and for nothing else.
    package init(signer: any Signer, clock: any CityClock, ids: IDGenerator) {
        self.signer = signer
        self.clock = clock
        self.ids = ids
    }

    /// - Parameter file: PEM, certificates first, then their ECDSA key.
    package init(file: [UInt8], clock: any CityClock, ids: IDGenerator) throws(SigningProblem) {
        var parts = PEMParts.read(file)
        guard let key = parts.popLast(), !parts.isEmpty else { throw .wrongKey }
        do {
            let chain = try parts.map { try Certificate(derEncoded: $0) }
            self.init(
                signer: try LocalSigner(SigningKey(pkcs8: key, algorithm: .ecdsaP256), chain: chain), clock: clock,
                ids: ids)
        } catch {
            throw .wrongKey
        }
    }

    package func token(for digest: SHA256Digest) async throws(SigningProblem) -> [UInt8] {
        try await token(for: digest, nonce: nil)
    }

    /// - Parameter nonce: as whoever asks over the net wants it back.
    func token(for digest: SHA256Digest, nonce: UInt64?) async throws(SigningProblem) -> [UInt8] {
        let content: [UInt8]
        do {
            content = try info(digest, serial: ids.next(), nonce, at: clock.now())
        } catch {
            throw .noTimestamp(String(describing: error))
        }
        return try await SignedMessage(.CMS.timestampInfo, embedding: content).signed(by: signer)
    }

    /// TSTInfo.
    private func info(
        _ digest: SHA256Digest, serial: ID<LocalTimestampAuthority>, _ nonce: UInt64?, at now: Instant
    ) throws -> [UInt8] {
        try RawDER { coder in
            try coder.sequence { coder in
                try coder.serialize(1)
                // A policy of our own making under the arc for examples (2.999).
                try coder.serialize(try ASN1ObjectIdentifier(elements: [2, 999, 1, 1]))
                try coder.sequence { coder in
                    try coder.algorithm(.Hash.sha256)
                    try coder.octets(Array(digest))
                }
                try coder.serialize(serial.rawValue)
                try coder.serialize(try GeneralizedTime(now))
                if let nonce { try coder.serialize(nonce) }
            }
        }.bytes
    }
}

extension GeneralizedTime {
    /// Whole seconds, in UTC.
    init(_ instant: Instant) throws {
        let seconds = instant.milliseconds / 1_000
        let (day, left) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = Day(number: Int32(day)).components
        try self.init(
            year: date.year, month: date.month, day: date.day, hours: Int(left / 3_600),
            minutes: Int(left % 3_600 / 60), seconds: Int(left % 60), fractionalSeconds: 0)
    }
}
