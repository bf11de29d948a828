package import Civic

/// What is refused before a use case is asked.
package enum APIProblem: Problem, Equatable {
    /// The body is no JSON; the text says where.
    case malformed(String)
    /// The body is JSON of another shape.
    case body([BodyFault])
    case unknownParameter(String, known: [String])
    case badParameter(String)
    case parameter([BodyFault])
    /// A change without `If-Match`.
    case versionMissing
    /// `If-Match` is not one strong entity tag of ours.
    case badVersion
    case keyMissing
    case badKey
    /// The body is not sent as this.
    case wrongMediaType(wanted: String)
    case tooLarge(most: Int)
    /// A cookie session changes something without its token against forged requests.
    case forgedRequest
    case noSuchOperation

    package var code: String {
        switch self {
        case .malformed: "api.malformed"
        case .body: "api.body"
        case .unknownParameter: "api.unknown_parameter"
        case .badParameter, .parameter: "api.parameter"
        case .versionMissing: "api.version_missing"
        case .badVersion: "api.bad_version"
        case .keyMissing: "api.key_missing"
        case .badKey: "api.bad_key"
        case .wrongMediaType: "api.media_type"
        case .tooLarge: "api.too_large"
        case .forgedRequest: "api.forged_request"
        case .noSuchOperation: "api.no_such_operation"
        }
    }

    package var severity: ProblemSeverity { self == .forgedRequest ? .warning : .notice }

    package var status: ProblemStatus {
        switch self {
        case .tooLarge: .tooLarge
        case .wrongMediaType: .wrongMediaType
        case .forgedRequest: .forbidden
        case .noSuchOperation: .notFound
        default: .badInput
        }
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .malformed(let detail):
            LocalizedText(vi: "Nội dung gửi lên không phải JSON: \(detail).", en: "The body is not JSON: \(detail).")
        case .body:
            LocalizedText(
                vi: "Nội dung gửi lên chưa đúng. Sửa các mục nêu trong “errors” rồi gửi lại.",
                en: "The body has faults. Mend the places named in “errors” and send it again.")
        case .unknownParameter(let name, let known):
            known.isEmpty
                ? LocalizedText(
                    vi: "Địa chỉ này không nhận tham số; bỏ “\(name)”.",
                    en: "This address takes no parameters; remove “\(name)”.")
                : LocalizedText(
                    vi: "Không có tham số “\(name)”. Các tham số được dùng: \(known.joined(separator: ", ")).",
                    en: "There is no parameter “\(name)”. Use: \(known.joined(separator: ", ")).")
        case .badParameter(let name):
            LocalizedText(vi: "Tham số “\(name)” chưa đúng dạng.", en: "The parameter “\(name)” has the wrong form.")
        case .parameter(let faults):
            LocalizedText(
                vi: faults.map { "“\($0.place)”: \($0.message.vi)" }.joined(separator: " "),
                en: faults.map { "“\($0.place)”: \($0.message.en)" }.joined(separator: " "))
        case .versionMissing:
            LocalizedText(
                vi: "Gửi kèm If-Match với phiên bản hồ sơ bạn đã xem, ví dụ If-Match: \"7\".",
                en: "Send If-Match with the version you have seen, for example If-Match: \"7\".")
        case .badVersion:
            LocalizedText(
                vi: "If-Match phải là đúng một phiên bản trong ngoặc kép, ví dụ \"7\".",
                en: "If-Match must be one version in quotes, for example \"7\".")
        case .keyMissing:
            LocalizedText(
                vi: "Gửi kèm Idempotency-Key: một chuỗi mới cho mỗi lần bấm nộp, giữ nguyên khi gửi lại.",
                en: "Send an Idempotency-Key: a new text for each act, the same one when you repeat it.")
        case .badKey:
            LocalizedText(
                vi: "Idempotency-Key dài 8 đến 128 ký tự ASCII in được.",
                en: "An Idempotency-Key has 8 to 128 printable ASCII characters.")
        case .wrongMediaType(let wanted):
            LocalizedText(
                vi: "Gửi nội dung với Content-Type: \(wanted).", en: "Send the body as Content-Type: \(wanted).")
        case .tooLarge(let most):
            LocalizedText(vi: "Nội dung vượt quá \(most) byte.", en: "The body is larger than \(most) bytes.")
        case .forgedRequest:
            LocalizedText(
                vi: "Phiên đăng nhập bằng cookie phải gửi kèm X-CSRF-Token. Hoặc dùng Authorization: Bearer.",
                en: "A cookie session must send X-CSRF-Token. Or use Authorization: Bearer.")
        case .noSuchOperation:
            LocalizedText(
                vi: "API không có địa chỉ này. Xem /api/v1/openapi.json.",
                en: "The API has no such address. See /api/v1/openapi.json.")
        }
    }

    /// The status on the wire. 428 (RFC 6585) is the doors' own: no use case answers it.
    var statusCode: Int { self == .versionMissing ? 428 : status.rawValue }

    var faults: [BodyFault] {
        switch self {
        case .body(let faults), .parameter(let faults): faults
        default: []
        }
    }
}
