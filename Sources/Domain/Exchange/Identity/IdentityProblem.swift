package import Civic

/// Why a sign-in at the provider of electronic identities came to nothing, with what to do now.
package enum IdentityProblem: Problem, Hashable {
    /// The person pressed "no" there.
    case cancelled
    /// Begun too long ago, in another browser, or used before.
    case over
    /// The provider's word does not hold; the reason is for the log.
    case untrusted(String)
    /// The identity is of a lower level than the city asks for.
    case levelTooLow(Int)
    /// The provider told too little to know the person by.
    case incomplete(String)
    case unreachable(String)

    package var code: String {
        switch self {
        case .cancelled: "identity.cancelled"
        case .over: "identity.over"
        case .untrusted: "identity.untrusted"
        case .levelTooLow: "identity.level_too_low"
        case .incomplete: "identity.incomplete"
        case .unreachable: "identity.unreachable"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .cancelled, .over, .levelTooLow: .notice
        case .untrusted, .incomplete, .unreachable: .warning
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .unreachable: .busy
        case .levelTooLow: .forbidden
        default: .signInNeeded
        }
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .cancelled:
            LocalizedText(
                vi: "Bạn đã dừng đăng nhập. Hãy chọn đăng nhập lại khi sẵn sàng.",
                en: "You stopped signing in. Sign in again when you are ready.")
        case .over:
            LocalizedText(
                vi: "Lần đăng nhập này đã quá 10 phút, đã dùng rồi hoặc bắt đầu ở trình duyệt khác. Hãy đăng nhập lại.",
                en:
                    "This sign-in is more than 10 minutes old, was used already, or began in another browser. Please sign in again."
            )
        case .untrusted:
            LocalizedText(
                vi:
                    "Không kiểm chứng được câu trả lời của hệ thống định danh. Hãy đăng nhập lại; nếu vẫn vậy, hãy gọi hỗ trợ.",
                en:
                    "The answer of the identity provider could not be verified. Please sign in again; if it stays so, call for help."
            )
        case .levelTooLow(let needed):
            LocalizedText(
                vi:
                    "Cần tài khoản định danh điện tử mức \(needed). Hãy nâng mức tại công an xã, phường rồi đăng nhập lại.",
                en:
                    "An electronic identity of level \(needed) is needed. Have it raised at your ward's police, then sign in again."
            )
        case .incomplete:
            LocalizedText(
                vi:
                    "Hệ thống định danh không cho biết họ tên hoặc số định danh. Hãy đồng ý chia sẻ các thông tin đó rồi đăng nhập lại.",
                en:
                    "The identity provider did not tell name or personal number. Agree to share them, then sign in again."
            )
        case .unreachable:
            LocalizedText(
                vi: "Hệ thống định danh chưa trả lời. Hãy thử lại sau ít phút.",
                en: "The identity provider does not answer. Please try again in a few minutes.")
        }
    }

    package var operatorMessage: LocalizedText {
        switch self {
        case .untrusted(let why), .incomplete(let why), .unreachable(let why):
            LocalizedText(vi: "\(publicMessage.vi) (\(why))", en: "\(publicMessage.en) (\(why))")
        default: publicMessage
        }
    }
}
