import Crypto
import Directory
import Foundation

/// Ties a form to the browser it was shown in: an HMAC over the browser's secret cookie (the session's token, or an
/// anonymous nonce), so that another site can neither read nor make one.
///
/// Each page gets it under a mask of its own. Otherwise the same secret would stand in every answer beside words from the
/// address, and the lengths of compressed answers would spell it out (BREACH; see `AnswerCompression`).
package struct FormSeal: Sendable {
    private static let length = 16
    private let key: SymmetricKey

    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    /// A random mask and the code under it, in base64url: another text on every call.
    package func mark(binding: String) -> String {
        let mask = SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
        return Data(mask + zip(mask, code(binding)).map { $0 ^ $1 }).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    package func accepts(_ mark: String?, binding: String) -> Bool {
        guard let mark, !binding.isEmpty, mark.utf8.count == 43 else { return false }
        let text = mark.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        guard let given = Data(base64Encoded: text + "=").map({ Array($0) }), given.count == 2 * Self.length else {
            return false
        }
        let (mask, masked) = (given.prefix(Self.length), given.suffix(Self.length))
        return SecureBytes.areEqual(zip(mask, masked).map { $0 ^ $1 }, code(binding))
    }

    /// The time tells nothing but the length.
    static func isSame(_ left: String, _ right: String) -> Bool {
        SecureBytes.areEqual(Array(left.utf8), Array(right.utf8))
    }

    private func code(_ binding: String) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(for: Data("motcua/form/1\u{0}\(binding)".utf8), using: key).prefix(
                Self.length))
    }

    /// 128 random bits for a browser without a session.
    package static func nonce() -> String {
        SymmetricKey(size: .bits128).withUnsafeBytes { bytes in
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }
}
