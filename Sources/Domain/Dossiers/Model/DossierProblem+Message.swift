package import Civic

extension DossierProblem {
    package var publicMessage: LocalizedText {
        switch self {
        case .notFound:
            LocalizedText(
                vi: "Không tìm thấy hồ sơ này. Hãy kiểm tra lại mã hồ sơ.",
                en: "There is no such dossier. Please check the code.")
        case .versionChanged:
            LocalizedText(
                vi: "Người khác vừa cập nhật hồ sơ này. Hãy xem lại nội dung mới rồi thực hiện lại.",
                en: "Somebody else has just changed this dossier. Look at what is new, then do it again.")
        case .notNow(_, let status):
            LocalizedText(
                vi: "Không làm được việc này khi hồ sơ ở trạng thái “\(status.plainText.vi)”.",
                en: "This cannot be done while the dossier is “\(status.plainText.en)”.")
        case .taskGone:
            LocalizedText(
                vi: "Việc này đã được xử lý hoặc chuyển cho người khác. Hãy mở lại danh sách việc.",
                en: "This task has been done or moved on. Please open your list again.")
        case .unknownAction(let id):
            LocalizedText(
                vi: "Bước này không có thao tác “\(id)”. Hãy tải lại trang.",
                en: "This step has no action “\(id)”. Please reload the page.")
        case .forbidden(let reason), .guardFailed(let reason): reason
        case .ruleFault(let text):
            LocalizedText(
                vi: "Quy tắc của thủ tục không tính được nên thao tác dừng lại: \(text). Hãy báo quản trị viên.",
                en:
                    "A rule of the procedure could not be worked out, so nothing was done: \(text). Tell the administrator."
            )
        case .reasonMissing:
            LocalizedText(vi: "Hãy ghi lý do để người dân hiểu.", en: "Give a reason the applicant can understand.")
        case .unknownProcedure(let code):
            LocalizedText(
                vi: "Thủ tục \(code) chưa nhận hồ sơ tại hệ thống này.",
                en: "Procedure \(code) cannot be filed in this system yet.")
        case .noCompetentUnit(let detail):
            LocalizedText(
                vi: "Chưa xác định được cơ quan có thẩm quyền: \(detail). Hãy kiểm tra địa bàn đã chọn.",
                en: "No competent body could be found: \(detail). Check the area you chose.")
        case .noReceivingUnit:
            LocalizedText(
                vi: "Chưa xác định được điểm tiếp nhận cho địa bàn này. Hãy chọn lại xã, phường.",
                en: "There is no service point for this area. Choose the commune again.")
        case .channelClosed(let channel):
            LocalizedText(
                vi: "Thủ tục này không nhận hồ sơ qua kênh “\(channel)”.",
                en: "This procedure is not filed by “\(channel)”.")
        case .answersIncomplete:
            LocalizedText(
                vi: "Còn câu trả lời thiếu hoặc chưa đúng. Hãy mở từng mục được nêu và sửa.",
                en: "Some answers are missing or wrong. Open each one named and correct it.")
        case .papersMissing(let names):
            LocalizedText(
                vi: "Còn thiếu giấy tờ: \(names.map(\.vi).joined(separator: "; ")).",
                en: "Papers are missing: \(names.map(\.en).joined(separator: "; ")).")
        case .keyReused:
            LocalizedText(
                vi: "Mã chống nộp trùng này đã dùng cho nội dung hoặc thao tác khác. Hãy tải lại trang rồi nộp.",
                en:
                    "This idempotency key was used for other content or another operation. Reload the page and send again."
            )
        case .nothingToUndo:
            LocalizedText(vi: "Không có thao tác nào hoàn tác được.", en: "There is nothing to undo.")
        case .undoTooLate:
            LocalizedText(
                vi: "Đã quá 30 giây hoặc đã có thao tác khác nên không hoàn tác được.",
                en: "More than 30 seconds have passed, or something else was done, so it cannot be undone.")
        case .alreadyApologised:
            LocalizedText(
                vi: "Hồ sơ đã xin lỗi và hẹn lại một lần; pháp luật chỉ cho một lần.",
                en: "A new date was already given once with an apology; the law allows one.")
        case .datePast:
            LocalizedText(vi: "Ngày hẹn mới phải sau hôm nay.", en: "The new date must be after today.")
        case .mandateMissing(let power):
            LocalizedText(
                vi: "Bạn chưa được giao quyền “\(power)” hoặc quyền đã hết hạn.",
                en: "You hold no mandate “\(power)”, or it has ended.")
        case .mirrored:
            LocalizedText(
                vi:
                    "Hồ sơ do hệ thống khác giải quyết; ở đây chỉ theo dõi. Hãy nộp và hỏi ở nơi giải quyết nêu trên trang thủ tục.",
                en:
                    "Another system decides this; here it is only shown. File and ask with the body named on the procedure's page."
            )
        case .emptyRequest:
            LocalizedText(
                vi: "Hãy nêu ít nhất một nội dung cần bổ sung.", en: "Name at least one thing that is missing.")
        case .placeholderUnit(let code):
            LocalizedText(
                vi: "Mã đơn vị \(code) là mã tạm nên chưa cấp được số hồ sơ. Hãy nạp mã chính thức.",
                en: "Unit code \(code) is a placeholder, so no dossier can be numbered with it. Load the official code."
            )
        case .wrongSecret:
            LocalizedText(
                vi: "Mã hồ sơ hoặc mã tra cứu không đúng.", en: "The dossier code or the look-up secret is not right.")
        case .archived(let file):
            LocalizedText(
                vi: "Nội dung của hồ sơ này đã đưa vào kho lưu trữ (\(file)). Cần dùng lại thì hãy báo quản trị viên.",
                en: "What was written in this dossier was moved to an archive (\(file)). Ask the administrator for it.")
        case .tooManyTries:
            LocalizedText(
                vi: "Tra cứu mã này quá nhiều lần. Hãy thử lại sau một giờ hoặc hỏi tại quầy.",
                en: "This code was looked up too often. Try again in an hour or ask at the counter.")
        case .unknownAnswer(let id):
            LocalizedText(vi: "Không có câu trả lời “\(id)”.", en: "There is no answer “\(id)”.")
        case .personDeceased(let name):
            LocalizedText(
                vi:
                    "\(name) đã được đăng ký khai tử nên không đứng tên hồ sơ được. Người thừa kế nộp hồ sơ bằng tên của mình; nếu ghi nhầm, hãy đề nghị nơi đã đăng ký khai tử cải chính.",
                en:
                    "\(name) is registered as dead, so no dossier can be filed in the name. Heirs file in their own; if the entry is wrong, ask the commune that registered the death to put it right."
            )
        case .beingCorrected(let label):
            LocalizedText(
                vi: "Hồ sơ \(label) đang đính chính kết quả này. Hãy giải quyết xong hoặc rút hồ sơ đó trước.",
                en: "Dossier \(label) is putting this result right already. Finish or withdraw that one first.")
        case .joinMissing(let label, let name):
            LocalizedText(
                vi: "Chưa gửi được: cần \(name) (\(label.vi)) xác nhận trước. Hãy gửi liên kết, hoặc nộp tại quầy.",
                en:
                    "This cannot be sent yet: \(name) (\(label.en)) must confirm first. Send the link, or file at a counter."
            )
        case .joinOver(let end): end.message
        case .joinNotYou:
            LocalizedText(
                vi:
                    "Liên kết này dành cho người khác: số định danh của tài khoản bạn đang dùng không phải số đã khai. Hãy đăng nhập đúng tài khoản của mình, hoặc nhờ người gửi xem lại số đã khai.",
                en:
                    "This link is for somebody else: your account does not have the personal number that was declared. Sign in with your own account, or ask the sender to check the number."
            )
        case .joinChanged:
            LocalizedText(
                vi: "Nội dung khai vừa thay đổi. Hãy đọc lại rồi trả lời.",
                en: "What is declared has just changed. Read it again, then answer.")
        case .joinNumberMissing(let label):
            LocalizedText(
                vi: "Hãy khai số định danh cá nhân (\(label.vi)) trước: liên kết chỉ mở cho người có số đó.",
                en: "Give the personal number (\(label.en)) first: the link opens for who has that number alone.")
        case .unknownUnit(let code):
            LocalizedText(
                vi: "Không có đơn vị “\(code)” để gửi.", en: "There is no unit “\(code)” to send this to.")
        case .paperUnknown(let name):
            LocalizedText(
                vi: "Giấy tờ “\(name)” không còn hoặc không phải do bạn tải lên. Hãy tải lên lại rồi gửi.",
                en: "The paper “\(name)” is not there or was not uploaded by you. Upload it again, then send.")
        case .notAsked:
            LocalizedText(
                vi: "Chỉ được sửa những mục được yêu cầu bổ sung. Hãy giữ nguyên các mục khác.",
                en: "Only what was asked for can be changed. Leave the other answers as they were.")
        case .handedInWrong:
            LocalizedText(
                vi: "Thời điểm nhận giấy tờ phải là lúc đã qua, trong vòng \(IntakePolicy.typedInDays) ngày.",
                en: "Papers were handed in at a moment that is past, within the last \(IntakePolicy.typedInDays) days.")
        case .dateTooFar:
            LocalizedText(
                vi: "Ngày hẹn mới không được quá \(ApologyPolicy.mostDays) ngày sau hạn cũ.",
                en: "The new date is at most \(ApologyPolicy.mostDays) days after the old one.")
        case .nothingToPay:
            LocalizedText(
                vi: "Hồ sơ không còn khoản nào phải nộp.", en: "There is nothing left to pay for this dossier.")
        case .unknownItem(let id):
            LocalizedText(
                vi: "Thủ tục này không có mục “\(id)”. Hãy chọn lại mục cần bổ sung.",
                en: "This procedure has no item “\(id)”. Choose again what is missing.")
        case .partyUnknown(let name):
            LocalizedText(
                vi: "Mã hoặc số đã nêu không phải của người tên “\(name)”. Hãy kiểm tra cả hai, hoặc chỉ ghi tên.",
                en: "That subject or number is not of anybody named “\(name)”. Check both, or give the name alone.")
        case .pointClosed(let code):
            LocalizedText(
                vi: "Điểm \(code) không tiếp nhận thủ tục này cho địa bàn đã chọn. Hãy để trống để hệ thống chọn điểm.",
                en: "Point \(code) does not take in this procedure for that area. Leave it out: the desk chooses one.")
        }
    }
}

extension JoinEnd {
    fileprivate var message: LocalizedText {
        switch self {
        case .unknown:
            LocalizedText(
                vi: "Liên kết này không đúng. Hãy mở lại nguyên liên kết đã nhận.",
                en: "This link is not right. Open it again exactly as you received it.")
        case .used:
            LocalizedText(
                vi: "Liên kết này đã được trả lời hoặc hồ sơ đã gửi. Nếu bạn đã đồng ý, hồ sơ ở mục “Hồ sơ của tôi”.",
                en:
                    "This link was answered, or the application was sent. If you said yes, it stands under “My applications”."
            )
        case .withdrawn:
            LocalizedText(
                vi: "Người gửi đã rút liên kết này. Hãy hỏi họ và dùng liên kết mới nếu có.",
                en: "The sender took this link back. Ask them, and use the new one if there is one.")
        case .expired:
            LocalizedText(
                vi: "Liên kết này đã hết hạn. Hãy nhờ người gửi tạo liên kết mới.",
                en: "This link has expired. Ask the sender for a new one.")
        }
    }
}
