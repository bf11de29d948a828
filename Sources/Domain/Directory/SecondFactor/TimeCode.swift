import Civic
import Crypto
import Foundation

/// Codes that a secret shared with somebody's phone makes of the time (RFC 6238: HMAC-SHA-1, six digits, 30 seconds; what
/// every such program understands).
struct TimeCode: Sendable {
    static let seconds: Int64 = 30
    private static let digits = 6
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    let secret: [UInt8]

    /// 160 bits, as RFC 4226 recommends.
    static func fresh() -> TimeCode { TimeCode(secret: SecureBytes.random(20)) }

    static func step(at now: Instant) -> Int64 { now.milliseconds / 1_000 / seconds }

    /// The six digits of a step.
    func code(at step: Int64) -> String {
        let message = withUnsafeBytes(of: UInt64(bitPattern: step).bigEndian) { Array($0) }
        let hash = Array(
            HMAC<Insecure.SHA1>.authenticationCode(for: message, using: SymmetricKey(data: secret)))
        let offset = Int(hash[hash.count - 1] & 0x0F)
        let number = hash[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// The step whose code this is, the one before and the one after now included: clocks differ, and people type slowly.
    func step(of code: String, at now: Instant) -> Int64? {
        let typed = Array(code.filter { !$0.isWhitespace }.utf8)
        let step = Self.step(at: now)
        return [step, step - 1, step + 1].first { SecureBytes.areEqual(Array(self.code(at: $0).utf8), typed) }
    }

    /// The secret as a person types it into a phone without a camera (RFC 4648, base 32).
    var text: String {
        var bits: UInt64 = 0
        var count = 0
        var text: [UInt8] = []
        for byte in secret {
            bits = bits << 8 | UInt64(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(Self.alphabet[Int(bits >> UInt64(count) & 31)])
            }
        }
        if count > 0 { text.append(Self.alphabet[Int(bits << UInt64(5 - count) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// What the code of squares says: `otpauth://totp/ISSUER:LOGIN?secret=…`.
    func address(issuer: String, login: String) -> String {
        func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        return "otpauth://totp/\(encoded(issuer)):\(encoded(login))?secret=\(text)&issuer=\(encoded(issuer))"
    }
}
