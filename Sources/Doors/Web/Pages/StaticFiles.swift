import Crypto
import Door
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Styles, scripts and pictures, kept in memory and addressed by the hash of what they hold: a browser asks once.
struct StaticFiles: Sendable {
    private struct File: Sendable {
        let bytes: ByteBuffer
        /// Nil where it would gain nothing.
        let packed: ByteBuffer?
        let type: String
    }

    private let files: [String: File]
    private let addresses: [String: String]

    /// The colour the drawings and style sheets are made with; a city's own takes its place.
    private static let houseColour = "#0f5c4d"

    /// - Parameter brand: a colour of the form `#rrggbb`; nil keeps the house's. No page needs a style for it.
    init(folder: String, brand: String?) throws {
        var files: [String: File] = [:]
        var addresses: [String: String] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let dot = name.lastIndex(of: "."), let type = Self.types[String(name[dot...])] else { continue }
            var data = try Data(contentsOf: URL(fileURLWithPath: folder).appendingPathComponent(name))
            if let brand, name.hasSuffix(".css") || name.hasSuffix(".svg") {
                data = Data(String(decoding: data, as: UTF8.self).replacing(Self.houseColour, with: brand).utf8)
            }
            let hash = SHA256.hash(data: data).prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            let address = "\(name[..<dot]).\(hash.joined())\(name[dot...])"
            let bytes = ByteBuffer(bytes: data)
            // Once for all visitors, so as small as can be.
            let isWorthIt = Gzip.isText(type) && bytes.readableBytes >= Gzip.leastBytes
            let packed = isWorthIt ? Gzip.compressed(bytes, level: 9) : nil
            files[address] = File(bytes: bytes, packed: packed, type: type)
            addresses[name] = "/static/" + address
        }
        self.files = files
        self.addresses = addresses
    }

    /// The address of `citizen.css` as it is now.
    func address(_ name: String) -> String { addresses[name] ?? "/static/" + name }

    func response(_ name: String, to request: Request) -> Response? {
        guard let file = files[name] else { return nil }
        var headers: HTTPFields = [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"]
        var bytes = file.bytes
        if let packed = file.packed, Gzip.isAccepted(by: request.headers) {
            headers[.contentEncoding] = "gzip"
            bytes = packed
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }

    private static let types = [
        ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml",
        ".png": "image/png", ".ico": "image/x-icon",
    ]
}
