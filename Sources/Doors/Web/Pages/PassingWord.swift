import Door
import Foundation
import Hummingbird

/// What a refused form has to say on the page it is sent back to: post, redirect, get, so that Back and Reload never ask
/// whether to send the form again. It travels in a cookie of one page and one minute, is read once and gone.
struct PassingWord: Sendable {
    private static let cookie = "loi"

    /// What the word is about, `check-17`: a word for another page is not read.
    let page: String
    let isSecure: Bool

    /// The cookie that takes the text along.
    func send(_ text: String) -> String {
        cookie("\(page).\(Data(text.utf8).base64EncodedString().replacing("=", with: ""))", seconds: 60)
    }

    func read(_ request: Request) -> String? {
        let parts = request.cookies[Self.cookie]?.value.split(separator: ".") ?? []
        guard parts.count == 2, parts[0] == page[...] else { return nil }
        let padded = String(parts[1]) + String(repeating: "=", count: (4 - parts[1].utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The cookie that takes it away.
    var end: String { cookie("", seconds: 0) }

    private func cookie(_ value: String, seconds: Int) -> String {
        "\(Self.cookie)=\(value); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(seconds)" + (isSecure ? "; Secure" : "")
    }
}
