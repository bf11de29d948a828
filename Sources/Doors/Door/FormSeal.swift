import Crypto
import Foundation

/// Ties a form to the browser it was shown in: an HMAC over the browser's secret cookie (the session's token, or an
/// anonymous nonce), so that another site can neither read nor make one.
package struct FormSeal: Sendable {
    private let key: SymmetricKey

    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    package func mark(binding: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("motcua/form/1\u{0}\(binding)".utf8), using: key)
        return Data(code.prefix(16)).base64EncodedString()
            .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }

    package func accepts(_ mark: String?, binding: String) -> Bool {
        guard let mark, !binding.isEmpty else { return false }
        let expected = Array(self.mark(binding: binding).utf8)
        let given = Array(mark.utf8)
        guard expected.count == given.count else { return false }
        // Every byte is looked at, so that the time tells nothing.
        return zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// 128 random bits for a browser without a session.
    package static func nonce() -> String {
        SymmetricKey(size: .bits128).withUnsafeBytes { bytes in
            bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }
}
