import CZlib
package import HTTPTypes
package import NIOCore

/// gzip (RFC 1952), the one coding every browser and program takes.
package enum Gzip {
    /// Below this a network packet holds the answer anyway.
    package static let leastBytes = 1_024

    /// - Parameter level: 1 (quick) to 9 (small).
    /// - Returns: nil when it would not be shorter.
    package static func compressed(_ plain: ByteBuffer, level: Int32) -> ByteBuffer? {
        guard plain.readableBytes > 1 else { return nil }
        return written(room: plain.readableBytes - 1) { out in
            plain.withUnsafeReadableBytes { bytes in
                motcua_gzip(
                    bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count,
                    out.bindMemory(to: UInt8.self).baseAddress, out.count, level)
            }
        }
    }

    /// - Returns: nil when `packed` is no whole member or holds more than `room` bytes.
    package static func expanded(_ packed: ByteBuffer, room: Int) -> ByteBuffer? {
        written(room: room) { out in
            packed.withUnsafeReadableBytes { bytes in
                motcua_gunzip(
                    bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count,
                    out.bindMemory(to: UInt8.self).baseAddress, out.count)
            }
        }
    }

    /// Whether a request's `Accept-Encoding` takes gzip (RFC 9110 §12.5.3): named, or by `*`, and not with weight 0.
    package static func isAccepted(by headers: HTTPFields) -> Bool {
        var named: Bool?
        var others = false
        for entry in (headers[.acceptEncoding] ?? "").lowercased().split(separator: ",") {
            let parts = entry.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            switch parts.first {
            case "gzip", "x-gzip": named = weight > 0
            case "*": others = weight > 0
            default: break
            }
        }
        return named ?? others
    }

    /// Pictures and papers are compressed in themselves.
    package static func isText(_ type: String?) -> Bool {
        guard let type = type?.split(separator: ";").first?.lowercased() else { return false }
        return type.hasPrefix("text/") || type.hasSuffix("/json") || type.hasSuffix("+json") || type.hasSuffix("+xml")
    }

    private static func written(room: Int, _ fill: (UnsafeMutableRawBufferPointer) -> Int) -> ByteBuffer? {
        var out = ByteBuffer()
        let count = out.writeWithUnsafeMutableBytes(minimumWritableBytes: room) {
            fill(UnsafeMutableRawBufferPointer(rebasing: $0.prefix(room)))
        }
        return count > 0 ? out : nil
    }
}
