import Crypto
import Foundation

/// Signs a request as Amazon's "Signature Version 4" says, for S3 and what speaks like it.
struct SignatureV4: Sendable {
    let keyID: String
    let secret: String
    /// Of credentials that end after some hours; nil for lasting ones.
    let sessionToken: String?
    let region: String

    /// The headers to send, `host`, the date, the body's hash and the authorization among them.
    /// - Parameters:
    ///   - path: percent-encoded, as it is sent.
    ///   - query: names and values, not yet encoded.
    ///   - headers: others to be signed; lower-case names.
    func headers(
        _ method: String, host: String, path: String, query: [(String, String)] = [], headers: [String: String] = [:],
        bodyHash: String, at date: Date
    ) -> [String: String] {
        let time = date.formatted(Self.stamp)
        let day = String(time.prefix(8))
        var signed = headers
        signed["host"] = host
        signed["x-amz-content-sha256"] = bodyHash
        signed["x-amz-date"] = time
        if let sessionToken { signed["x-amz-security-token"] = sessionToken }
        let names = signed.keys.sorted()
        let canonical = [
            method, path, Self.encoded(query),
            names.map { "\($0):\(signed[$0, default: ""].trimmingCharacters(in: .whitespaces))\n" }.joined(),
            names.joined(separator: ";"), bodyHash,
        ].joined(separator: "\n")
        let scope = "\(day)/\(region)/s3/aws4_request"
        let text = "AWS4-HMAC-SHA256\n\(time)\n\(scope)\n\(Self.hash(Array(canonical.utf8)))"
        var key = SymmetricKey(data: Data("AWS4\(secret)".utf8))
        for part in [day, region, "s3", "aws4_request"] { key = SymmetricKey(data: Self.code(part, key)) }
        let signature = Self.hexadecimal(Self.code(text, key))
        signed["authorization"] =
            "AWS4-HMAC-SHA256 Credential=\(keyID)/\(scope),SignedHeaders=\(names.joined(separator: ";")),"
            + "Signature=\(signature)"
        return signed
    }

    static func hash(_ bytes: [UInt8]) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// Pairs in order of their names, as the request's address and the signature both need them.
    static func encoded(_ query: [(String, String)]) -> String {
        query.map { (encoded($0.0), encoded($0.1)) }.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    /// Everything but RFC 3986's unreserved letters.
    static func encoded(_ text: String, keeping kept: String = "") -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let letter = Character(UnicodeScalar(byte))
            if byte < 0x80, letter.isLetter || letter.isNumber || "-._~".contains(letter) || kept.contains(letter) {
                encoded.append(letter)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }

    /// `20130524T000000Z`.
    private static let stamp = Date.ISO8601FormatStyle(
        dateSeparator: .omitted, dateTimeSeparator: .standard, timeSeparator: .omitted, timeZoneSeparator: .omitted,
        includingFractionalSeconds: false, timeZone: .gmt)

    private static func code(_ text: String, _ key: SymmetricKey) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key)
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
