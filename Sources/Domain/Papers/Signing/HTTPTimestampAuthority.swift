package import Crypto
import SwiftASN1

/// An authority asked over HTTP (RFC 3161, 3.4). What it answers is held against what was asked before it goes into a
/// signature; whom to believe is for who verifies.
package struct HTTPTimestampAuthority: TimestampAuthority {
    private static let longestAnswer = 64 << 10

    private let address: String
    private let web: any WebExchange
    private let patience: Duration

    /// - Parameter address: `https://…` or, as many authorities have it, `http://…`: the answer is signed.
    package init(_ address: String, _ web: any WebExchange, patience: Duration = .seconds(10)) throws(SigningProblem) {
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
            throw .noTimestamp("\(address) is no address of a timestamp server")
        }
        self.address = address
        self.web = web
        self.patience = patience
    }

    package func token(for digest: SHA256Digest) async throws(SigningProblem) -> [UInt8] {
        let nonce = UInt64.random(in: 1...UInt64(Int64.max))
        let request: [UInt8]
        let answer: WebAnswer
        do {
            request = try Self.request(digest, nonce: nonce)
            answer = try await web.send(
                WebRequest(
                    method: "POST", url: address,
                    headers: ["content-type": "application/timestamp-query", "accept": "application/timestamp-reply"],
                    body: request, timeout: patience))
        } catch {
            throw .noTimestamp("\(address): \(error)")
        }
        guard answer.status == 200, answer.body.count <= Self.longestAnswer else {
            throw .noTimestamp("\(address) answered \(answer.status) with \(answer.body.count) bytes")
        }
        guard let (node, rest) = DERFields.first(in: answer.body), rest.isEmpty,
            var fields = DERFields(node, .sequence), let info = fields.next(.sequence),
            var said = DERFields(info, .sequence), let status = said.next(.integer).flatMap(DERFields.bytes)
        else { throw .noTimestamp("\(address): the answer cannot be read") }
        // Granted, or granted with modifications.
        guard status == [0] || status == [1], let token = fields.next().map({ Array($0.encodedBytes) }) else {
            throw .noTimestamp("\(address) refused with status \(status.hexadecimal)")
        }
        guard let stamp = ReadTimestamp(token, imprint: { $0 == .sha256 ? Array(digest) : nil }), stamp.nonce == nonce
        else { throw .noTimestamp("\(address): the token is for something else or its signature does not hold") }
        return token
    }

    /// TimeStampReq, with the authority's certificate asked for.
    static func request(_ digest: SHA256Digest, nonce: UInt64) throws -> [UInt8] {
        try RawDER { coder in
            try coder.sequence { coder in
                try coder.serialize(1)
                try coder.sequence { coder in
                    try coder.algorithm(.Hash.sha256)
                    try coder.octets(Array(digest))
                }
                try coder.serialize(nonce)
                try coder.serialize(true)
            }
        }.bytes
    }
}
