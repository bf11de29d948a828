import Civic
import HTTPTypes
import Hummingbird
import NIOCore
package import Rules

/// Reads a JSON body within bounds: strict JSON, no name twice, depth and size limited, text in form C without control
/// characters.
package enum BodyReader {
    package static let mostBytes = 512 << 10

    static func read(_ request: Request) async throws -> JSONValue {
        let type = (request.headers[.contentType] ?? "").lowercased()
        let bytes = try await bytes(request)
        // A change that needs no words may come without a body.
        if bytes.isEmpty { return .object(JSONObject()) }
        guard type == "application/json" || type.hasPrefix("application/json;") else {
            throw APIProblem.wrongMediaType(wanted: "application/json")
        }
        return try parse(bytes)
    }

    /// A PDF document as it is; what it is worth is for who reads it.
    static func document(_ request: Request) async throws -> [UInt8] {
        guard request.headers[.contentType]?.lowercased() == "application/pdf" else {
            throw APIProblem.wrongMediaType(wanted: "application/pdf")
        }
        return try await bytes(request)
    }

    private static func bytes(_ request: Request) async throws -> [UInt8] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > mostBytes {
            throw APIProblem.tooLarge(most: mostBytes)
        }
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= mostBytes else { throw APIProblem.tooLarge(most: mostBytes) }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return bytes
    }

    package static func parse(_ bytes: [UInt8]) throws(APIProblem) -> JSONValue {
        let value: JSONValue
        do throws(JSONFault) {
            value = try JSONText.read(bytes)
        } catch {
            throw .malformed("\(error.message), byte \(error.offset + 1)")
        }
        return try clean(value, at: "")
    }

    private static func clean(_ value: JSONValue, at place: String) throws(APIProblem) -> JSONValue {
        switch value {
        case .string(let text):
            return .string(try clean(text, at: place))
        case .array(let items):
            var cleaned: [JSONValue] = []
            for (index, item) in items.enumerated() { cleaned.append(try clean(item, at: "\(place)/\(index)")) }
            return .array(cleaned)
        case .object(let object):
            var cleaned = JSONObject()
            for (name, member) in object.members { cleaned[name] = try clean(member, at: "\(place)/\(name)") }
            return .object(cleaned)
        default:
            return value
        }
    }

    private static func clean(_ text: String, at place: String) throws(APIProblem) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: true
            case 0..<0x20, 0x7F...0x9F: false
            default: true
            }
        }
        guard isPlain else {
            throw .body([
                BodyFault(place, vi: "Bỏ các ký tự điều khiển.", en: "Remove the control characters.")
            ])
        }
        return VietnameseText.nfc(text)
    }
}
