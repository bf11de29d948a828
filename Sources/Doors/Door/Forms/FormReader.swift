import HTTPTypes
package import Hummingbird
import NIOCore

/// Reads a request's body into a form, never beyond its limits.
package enum FormReader {
    package static func read(_ request: Request, limits: FormLimits) async throws -> FilledForm {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limits.patience {
            throw limits.bodyProblem
        }
        let type = request.headers[.contentType] ?? ""
        if type.lowercased().hasPrefix("multipart/form-data") {
            guard var parser = MultipartParser(contentType: type, limits: limits) else {
                throw DoorProblem.badForm(.multipart)
            }
            var total = 0
            for try await chunk in request.body {
                total += chunk.readableBytes
                guard total <= limits.patience else { throw limits.bodyProblem }
                if total > limits.bodyBytes { parser.overflow() }
                try parser.feed(chunk.readableBytesView)
            }
            return try parser.finish()
        }
        guard type.isEmpty || type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw DoorProblem.wrongMediaType
        }
        var bytes: [UInt8] = []
        for try await chunk in request.body {
            guard bytes.count + chunk.readableBytes <= min(limits.patience, FormLimits.textBytes) else {
                throw FormLimits.fields.bodyProblem
            }
            bytes.append(contentsOf: chunk.readableBytesView)
        }
        return try URLEncodedForm.parse(bytes, limits: limits)
    }

    /// The query of an address, read as a form; what cannot be read counts as absent.
    package static func query(_ request: Request) -> FilledForm {
        let form = try? URLEncodedForm.parse(Array((request.uri.query ?? "").utf8), limits: .fields)
        return form.flatMap { $0.excess == nil ? $0 : nil } ?? FilledForm()
    }
}
