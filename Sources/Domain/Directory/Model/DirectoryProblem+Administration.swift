import Civic

extension DirectoryProblem {
    /// What can go wrong on the pages of an administrator.
    var administrationMessage: LocalizedText {
        switch self {
        case .ownPost:
            LocalizedText(
                vi: "Không ai tự giao vị trí cho mình. Hãy nhờ một quản trị viên khác.",
                en: "Nobody gives a post to themselves. Please ask another administrator.")
        case .postExists:
            LocalizedText(
                vi:
                    "Người này đã giữ vị trí đó trong thời gian này. Hãy kết thúc vị trí cũ trước, hoặc chọn ngày khác.",
                en: "This officer holds that post in this time already. End it first, or choose other dates.")
        case .postUnknown:
            LocalizedText(
                vi: "Vị trí này không còn hiệu lực. Hãy tải lại trang để xem các vị trí hiện có.",
                en: "This post is not in force. Load the page again to see the posts there are.")
        case .ownRecovery:
            LocalizedText(
                vi: "Yêu cầu cho tài khoản của chính bạn phải do người khác gửi. Hãy gặp một quản trị viên khác.",
                en: "What concerns your own account is asked for by somebody else. Please see another administrator.")
        case .reasonMissing:
            LocalizedText(vi: "Nhập lý do, tối đa 500 ký tự.", en: "Enter the reason, at most 500 characters.")
        case .recoveryPointless:
            LocalizedText(
                vi: "Tài khoản này không cần việc đó. Hãy tải lại trang để xem tình trạng hiện tại.",
                en: "The account does not need this. Load the page again to see how it stands.")
        case .recoveryWaits:
            LocalizedText(
                vi: "Đã có yêu cầu như vậy đang chờ xác nhận. Hãy nhờ người thứ hai xác nhận.",
                en: "The same was asked for and waits. Please ask the second person to confirm it.")
        case .recoveryOver:
            LocalizedText(
                vi: "Yêu cầu này đã được quyết định hoặc đã quá một ngày làm việc. Nếu vẫn cần, hãy gửi yêu cầu mới.",
                en: "This was decided, or a working day has passed. Ask again if it is still needed.")
        case .sameEyes:
            LocalizedText(
                vi: "Người gửi yêu cầu và chủ tài khoản không được tự xác nhận. Cần một người thứ hai.",
                en: "Who asked and whose account it is cannot confirm. A second person is needed.")
        case .linkOver:
            LocalizedText(
                vi: "Liên kết này đã dùng hoặc đã hết hạn. Hãy xin quản trị viên liên kết mới.",
                en: "This link was used or is over. Please ask your administrator for a new one.")
        case .badPhone:
            LocalizedText(
                vi: "Nhập số điện thoại Việt Nam, ví dụ 0912 345 678.",
                en: "Enter a Vietnamese telephone number, for example 0912 345 678.")
        case .badAnnouncement:
            LocalizedText(
                vi:
                    "Nhập nội dung bằng cả hai ngôn ngữ (tối đa 300 ký tự); lúc kết thúc phải sau lúc bắt đầu và chưa qua.",
                en:
                    "Enter the message in both languages, at most 300 characters; it ends after it begins, and not in the past."
            )
        case .announcementOver:
            LocalizedText(
                vi: "Thông báo này đã kết thúc. Không cần làm gì thêm.",
                en: "This message has ended already. There is nothing left to do.")
        default:
            LocalizedText(
                vi:
                    "Thành phố đã có quản trị viên đăng nhập được. Người này có thể thêm quản trị viên khác trên trang Nhân sự; chỉ dùng --another khi không còn ai vào được.",
                en:
                    "The city has an administrator who can sign in, and who adds others on the page Staff; use --another only where nobody gets in any more."
            )
        }
    }
}
