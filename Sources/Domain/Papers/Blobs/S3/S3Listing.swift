import Foundation

/// One page of a bucket's list: `ListObjectsV2`'s answer, as far as it is needed. Our own keys need no unescaping;
/// others' are passed over.
struct S3Listing: Sendable {
    struct Object: Sendable, Hashable {
        let key: String
        /// Milliseconds since 1970, by the store's clock.
        let storedAt: Int64
    }

    let objects: [Object]
    /// What to ask the next page with; nil for the last.
    let next: String?

    init(_ body: [UInt8]) {
        let text = String(decoding: body, as: UTF8.self)
        objects = Self.texts("Contents", in: text).compactMap { entry in
            guard let key = Self.texts("Key", in: entry).first, let time = Self.texts("LastModified", in: entry).first,
                let date = Self.date(time)
            else { return nil }
            return Object(key: key, storedAt: Int64(date.timeIntervalSince1970 * 1_000))
        }
        next = Self.texts("NextContinuationToken", in: text).first.map(Self.unescaped)
    }

    /// What stands between each pair of tags of this name.
    static func texts(_ name: String, in text: String) -> [String] {
        text.components(separatedBy: "<\(name)>").dropFirst().compactMap { rest in
            let parts = rest.components(separatedBy: "</\(name)>")
            return parts.count > 1 ? parts[0] : nil
        }
    }

    private static func date(_ text: String) -> Date? {
        let fractions = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return (try? fractions.parse(text)) ?? (try? Date.ISO8601FormatStyle().parse(text))
    }

    private static func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    }
}
