package import Civic
import Foundation

/// An e-mail as it goes over the wire (RFC 5322, MIME): plain text in UTF-8, its subject and sender's name as encoded
/// words (RFC 2047), marked as made by a machine (RFC 3834) so that nobody's absence answers it.
package enum MailText {
    /// - Parameter at: the time in `Date`.
    package static func lines(of message: OutgoingMessage, from sender: MailSender, at: Instant) -> [String] {
        [
            "Date: \(date(at))",
            "From: \(encoded(sender.name))\r\n <\(sender.address.text)>",
            "To: <\(message.to)>",
            "Subject: \(encoded(message.subject))",
            "Message-ID: <\(identifier(message.key))@\(sender.domain)>",
            "Content-Language: \(message.language.rawValue)",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64",
            "",
        ] + base64(message.body)
    }

    /// Words of at most 75 characters, each of whole letters; what needs no coding stays as it is.
    static func encoded(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !text.contains("=?")
        if plain, text.utf8.count <= 60, !text.contains(where: { "\"()<>@,;:\\[]".contains($0) }) { return text }
        var words: [String] = []
        var word = ""
        for letter in text where !letter.isNewline {
            // 45 bytes are 60 letters of base 64; beside the first stands the header's name (RFC 2047: 76 a line).
            if word.utf8.count + letter.utf8.count > (words.isEmpty ? 36 : 45) {
                words.append(word)
                word = ""
            }
            word.append(letter)
        }
        words.append(word)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func base64(_ body: String) -> [String] {
        let text = body.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
        let coded = Data(text.utf8).base64EncodedString()
        return stride(from: 0, to: coded.utf8.count, by: 76).map { start in
            let from = coded.utf8.index(coded.startIndex, offsetBy: start)
            let to = coded.utf8.index(from, offsetBy: 76, limitedBy: coded.endIndex) ?? coded.endIndex
            return String(coded[from..<to])
        }
    }

    /// A key's own signs that a message's name may hold (RFC 5322, `dot-atom`).
    private static func identifier(_ key: String) -> String {
        String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" })
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `22 Nov 2026 08:15:30 +0000`
    private static func date(_ at: Instant) -> String {
        let local = CityZone(fixedHours: 0).local(at)
        let (year, month, day) = local.day.components
        let second = (at.milliseconds / 1_000) % 60
        return
            "\(day) \(months[month - 1]) \(year) \(HouseDates.text(local.time)):\(second < 10 ? "0" : "")\(second) +0000"
    }
}

/// In whose name the city writes.
package struct MailSender: Sendable, Hashable {
    package let address: EmailAddress
    package let name: String

    package init(address: EmailAddress, name: String) {
        self.address = address
        self.name = name
    }

    var domain: Substring { address.text.split(separator: "@").last ?? "localhost" }
}
