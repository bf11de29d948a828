package import Civic
package import Directory

/// Tag for the draft or dossier a paper belongs to, as an opaque stream id: `dossier.retyped()`.
package enum PaperLink {}

/// A paper as it was handed in.
package struct Upload: Sendable, Hashable {
    package let id: ID<Upload>
    package let owner: ID<Subject>
    package let link: ID<PaperLink>
    /// Code of the document it stands for.
    package let document: String
    /// As typed by the person's device, cleaned.
    package let name: String
    package let kind: PaperKind
    package let bytes: Int
    /// SHA-256 of the stored bytes.
    package let sha256: [UInt8]
    package let created: Instant
    package let erasedAt: Instant?
    /// Until then nobody deletes it; nil while its draft or dossier is open.
    package var heldUntil: Instant?
    /// Then the house erases it by the city's rule.
    package var eraseAt: Instant?
    /// Its own, which names nothing where the bytes were brought before.
    let ownKey: String
    /// Where an earlier upload of the owner brought the same bytes.
    var sharedKey: String?

    /// Where the bytes lie.
    var key: String { sharedKey ?? ownKey }

    /// Stands for the document where the house made it: a signed result.
    package static let result = "result"
    /// Of what is held without an end.
    package static let forever = Instant(milliseconds: 253_402_300_799_000)

    /// Why its owner may not delete it now; nil: he may.
    package func hold(at now: Instant) -> PaperHold? {
        guard let heldUntil else { return .open }
        if heldUntil >= Self.forever { return .forever }
        return heldUntil > now ? .until(heldUntil) : nil
    }
    package var sha256Text: String { sha256.hexadecimal }
}

/// What holds a paper.
package enum PaperHold: Sendable, Hashable {
    /// Its draft or dossier is open.
    case open
    /// Its dossier has ended and is kept.
    case until(Instant)
    /// Kept without an end: a result, or no rule of the city ends it.
    case forever
}

extension [UInt8] {
    /// In hexadecimal digits.
    package var hexadecimal: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}

/// A paper on its way out: its bytes and the headers every answer with them carries.
package struct ServedPaper: Sendable {
    package let upload: Upload
    package let bytes: [UInt8]

    /// The type is fixed by the bytes; nothing is shown in place and nothing in it runs.
    package var headers: [(name: String, value: String)] {
        [
            ("Content-Type", upload.kind.contentType),
            ("Content-Disposition", "attachment; filename=\"\(plainName)\"; filename*=UTF-8''\(encodedName)"),
            ("X-Content-Type-Options", "nosniff"),
            ("Content-Security-Policy", "sandbox; default-src 'none'"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "private, no-store"),
        ]
    }

    /// ASCII without quotes and backslashes, for old browsers.
    private var plainName: String {
        let plain = VietnameseText.withoutMarks(upload.name).unicodeScalars.map { scalar in
            scalar.isASCII && scalar.value >= 0x20 && scalar != "\"" && scalar != "\\" && scalar.value < 0x7F
                ? Character(scalar) : "_"
        }
        return String(plain)
    }

    /// RFC 8187.
    private var encodedName: String {
        let hex = Array("0123456789ABCDEF")
        return upload.name.utf8.reduce(into: "") { text, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                text += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
            }
        }
    }
}

/// Names as people's devices give them.
package enum PaperName {
    /// One line of clean text without folders, at most 120 characters, ending as its kind does.
    package static func cleaned(_ typed: String, kind: PaperKind) -> String {
        let last = typed.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let visible = VietnameseText.nfc(last).unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .privateUse, .lineSeparator, .paragraphSeparator: false
            default: true
            }
        }
        var stem = String(String.UnicodeScalarView(visible)).split(separator: " ").joined(separator: " ")
        if let dot = stem.lastIndex(of: "."), stem.distance(from: dot, to: stem.endIndex) <= 6 {
            stem = String(stem[..<dot])
        }
        stem = String(stem.drop { $0 == "." }.prefix(120))
        return "\(stem.isEmpty ? "giay-to" : stem).\(kind.fileExtension)"
    }
}
