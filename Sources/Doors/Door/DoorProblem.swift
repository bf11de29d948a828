package import Civic

/// What a door itself refuses, before any use case is asked.
package enum DoorProblem: Problem, Hashable {
    case notFound
    case signInNeeded
    case forbidden
    /// A view as another role shows lists and figures, and does nothing.
    case onlyViewing
    /// The form was not made by us, or its cookie is gone.
    case unsealedForm
    case badForm(BadForm)
    case tooLarge(megabytes: Int)
    case tooManyFiles(most: Int)
    case wrongMediaType
    case tooMany(seconds: Int)
    /// The body did not come, or too slowly.
    case tooSlow
    /// Too many bodies are being read at once.
    case crowded
    /// A fault of ours; the text in the log, never on the page.
    case fault

    package enum BadForm: String, Sendable, Hashable {
        case encoding, controlCharacters, tooManyFields, fieldTooLong, multipart, cutOff
    }

    package var code: String {
        switch self {
        case .notFound: "door.not_found"
        case .signInNeeded: "door.sign_in_needed"
        case .forbidden: "door.forbidden"
        case .onlyViewing: "door.only_viewing"
        case .unsealedForm: "door.unsealed_form"
        case .badForm: "door.bad_form"
        case .tooLarge: "door.too_large"
        case .tooManyFiles: "door.too_many_files"
        case .wrongMediaType: "door.wrong_media_type"
        case .tooMany: "door.too_many"
        case .tooSlow: "door.too_slow"
        case .crowded: "door.crowded"
        case .fault: "door.fault"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .fault: .fault
        case .unsealedForm, .forbidden, .tooMany, .crowded: .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .notFound: .notFound
        case .signInNeeded: .signInNeeded
        case .forbidden, .unsealedForm, .onlyViewing: .forbidden
        case .badForm: .badInput
        case .tooLarge, .tooManyFiles: .tooLarge
        case .wrongMediaType: .wrongMediaType
        case .tooMany: .tooMany
        case .tooSlow: .tooSlow
        case .fault, .crowded: .busy
        }
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .notFound:
            LocalizedText(
                vi: "Không có trang này. Hãy kiểm tra địa chỉ, hoặc tìm dịch vụ từ trang chủ.",
                en: "There is no such page. Check the address, or search from the home page.")
        case .signInNeeded:
            LocalizedText(vi: "Hãy đăng nhập để tiếp tục.", en: "Please sign in to go on.")
        case .forbidden:
            LocalizedText(
                vi: "Tài khoản của bạn không mở được trang này. Hãy đăng nhập bằng tài khoản khác nếu bạn có.",
                en: "Your account cannot open this page. Sign in with another account if you have one.")
        case .onlyViewing:
            LocalizedText(
                vi:
                    "Bạn đang xem như một vai trò khác: chỉ xem được danh sách và số liệu, không làm được gì và không thấy dữ liệu của ai. Hãy thoát chế độ xem để làm việc.",
                en:
                    "You are viewing as another role: lists and figures are shown, nothing can be done and nobody's data are in it. End the view to work."
            )
        case .unsealedForm:
            LocalizedText(
                vi:
                    "Biểu mẫu đã cũ hoặc trình duyệt chặn cookie, nên chưa gửi được. Hãy quay lại trang trước, tải lại rồi gửi.",
                en:
                    "The form is too old, or your browser blocks cookies, so nothing was sent. Go back, reload the page and send again."
            )
        case .badForm(.fieldTooLong):
            LocalizedText(
                vi:
                    "Có ô dài quá mức nhận được (64 KB, khoảng 40 trang). Hãy rút ngắn, hoặc gửi phần còn lại thành tệp.",
                en: "One field is longer than can be taken (64 KB, some 40 pages). Shorten it, or send a file instead.")
        case .badForm(.controlCharacters):
            LocalizedText(
                vi: "Nội dung có ký tự điều khiển không hiển thị được. Hãy gõ lại thay vì dán.",
                en: "The text holds control characters that cannot be shown. Type it instead of pasting.")
        case .badForm:
            LocalizedText(
                vi: "Trình duyệt gửi biểu mẫu không đọc được. Hãy quay lại trang trước và gửi lại.",
                en: "The browser sent a form that cannot be read. Go back and send it again.")
        case .tooLarge(let megabytes):
            LocalizedText(
                vi: "Nội dung gửi lớn hơn \(megabytes) MB. Hãy chọn tệp nhỏ hơn, hoặc gửi từng tệp một.",
                en: "What you sent is larger than \(megabytes) MB. Choose a smaller file, or send one file at a time.")
        case .tooManyFiles(let most):
            LocalizedText(
                vi: "Mỗi lần gửi tối đa \(most) tệp. Hãy gửi các tệp còn lại ở lần sau.",
                en: "At most \(most) files can be sent at once. Send the others next time.")
        case .wrongMediaType:
            LocalizedText(
                vi: "Cách gửi này không được hỗ trợ. Hãy dùng biểu mẫu trên trang.",
                en: "This way of sending is not supported. Use the form on the page.")
        case .tooMany(let seconds):
            LocalizedText(
                vi: "Bạn vừa gửi quá nhiều lần. Hãy thử lại sau \(seconds) giây.",
                en: "Too many requests just now. Try again in \(seconds) seconds.")
        case .tooSlow:
            LocalizedText(
                vi: "Nội dung gửi lên bị dừng giữa chừng nên chưa nhận được. Hãy kiểm tra kết nối mạng rồi gửi lại.",
                en: "What you sent stopped on its way and did not arrive. Check your connection, then send it again.")
        case .crowded:
            LocalizedText(
                vi:
                    "Hệ thống đang nhận quá nhiều tệp cùng lúc nên chưa nhận được nội dung của bạn. Hãy gửi lại sau nửa phút.",
                en:
                    "Too much is being sent to us at this moment, so yours was not taken. Send it again in half a minute."
            )
        case .fault:
            LocalizedText(
                vi:
                    "Hệ thống gặp lỗi nên chưa làm được việc này. Những gì bạn đã lưu vẫn còn. Hãy thử lại sau ít phút.",
                en:
                    "Something went wrong on our side. What you saved is still there. Please try again in a few minutes."
            )
        }
    }
}
