import Mustache

/// Escapes text for HTML byte by byte.
///
/// swift-mustache's own escaping walks characters, so a quote followed by a combining mark passes it raw
/// (docs/decisions, finding 2). On bytes nothing can hide: all five signs are single bytes in UTF-8.
struct HTMLEscaper: MustacheContentType {
    static let name = "HOUSE"

    func escapeText(_ text: String) -> String { Self.escape(text) }

    static func escape(_ text: String) -> String {
        var text = text
        let escaped = text.withUTF8 { bytes -> [UInt8]? in
            guard bytes.contains(where: { replacement($0) != nil }) else { return nil }
            var out: [UInt8] = []
            out.reserveCapacity(bytes.count + 16)
            for byte in bytes {
                if let replacement = replacement(byte) {
                    replacement.withUTF8Buffer { out.append(contentsOf: $0) }
                } else {
                    out.append(byte)
                }
            }
            return out
        }
        return escaped.map { String(decoding: $0, as: UTF8.self) } ?? text
    }

    private static func replacement(_ byte: UInt8) -> StaticString? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        default: nil
        }
    }
}
