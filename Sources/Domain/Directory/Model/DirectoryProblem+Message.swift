package import Civic

extension DirectoryProblem {
    package var operatorMessage: LocalizedText {
        if case .keyRing(let text) = self {
            return LocalizedText(vi: "Vòng khóa có lỗi: hãy khôi phục từ bản sao lưu của khóa. (\(text))", en: text)
        }
        return publicMessage
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .wrongCredentials:
            LocalizedText(
                vi: "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra và nhập lại.",
                en: "The user name or the password is wrong. Please check and type them again.")
        case .tooManyAttempts(let until, let zone):
            Self.tooMany(until: zone.local(until))
        case .signInNeeded:
            LocalizedText(vi: "Hãy đăng nhập để tiếp tục.", en: "Please sign in to go on.")
        case .codeNeeded:
            LocalizedText(
                vi: "Tài khoản này cần thêm mã 6 số trên điện thoại của bạn.",
                en: "This account also needs the 6-digit code from your phone.")
        case .wrongCode:
            LocalizedText(
                vi:
                    "Mã không đúng, đã hết hạn hoặc đã dùng. Hãy chờ mã mới trên điện thoại, hoặc nhập một mã dự phòng.",
                en: "The code is wrong, over or used. Wait for the next one on your phone, or type a spare code.")
        case .contactUnknown:
            LocalizedText(
                vi: "Chưa có địa chỉ hoặc số để xác nhận. Hãy ghi ở trang Tài khoản trước.",
                en: "There is no address or number to confirm. Give one on your account's page first.")
        case .wrongContactCode:
            LocalizedText(
                vi: "Mã không đúng hoặc đã gửi quá nửa giờ. Hãy xem lại tin nhắn, thư mới nhất, hoặc gửi mã mới.",
                en:
                    "The code is wrong, or was sent more than half an hour ago. Look at the newest message, or send a new code."
            )
        case .identityNeeded:
            LocalizedText(
                vi: "Người dân đăng nhập ở đây bằng tài khoản định danh điện tử. Hãy chọn nút đó.",
                en: "Residents sign in here with their electronic identity. Please use that button.")
        case .identityConflict:
            LocalizedText(
                vi:
                    "Tài khoản định danh này đang gắn với một người khác trong hệ thống. Hãy gọi đường dây hỗ trợ để kiểm tra.",
                en:
                    "This electronic identity belongs to another person here. Please call the support line to have it checked."
            )
        case .factorIsOn:
            LocalizedText(
                vi: "Xác thực hai bước đang bật. Hãy tắt trước khi thiết lập lại.",
                en: "Two-step sign-in is on. Switch it off before you set it up anew.")
        case .accessRefused(let refusal):
            refusal.reason
        case .loginTaken:
            LocalizedText(
                vi: "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.",
                en: "This user name is taken. Please choose another.")
        case .badLogin:
            LocalizedText(
                vi: "Tên đăng nhập dài 2–64 ký tự, gồm chữ cái không dấu, chữ số và . _ - @ +.",
                en: "A user name has 2–64 characters: plain letters, digits and . _ - @ +.")
        case .weakPassword:
            LocalizedText(
                vi: "Mật khẩu cần 10–128 ký tự và không được giống tên đăng nhập.",
                en: "A password needs 10–128 characters and must differ from the user name.")
        case .accountUnknown:
            LocalizedText(vi: "Không tìm thấy tài khoản.", en: "There is no such account.")
        case .accountClosed:
            LocalizedText(
                vi: "Tài khoản đã bị khóa. Hãy liên hệ quản trị viên của đơn vị.",
                en: "The account is closed. Please ask the administrator of your unit.")
        case .personUnknown:
            LocalizedText(vi: "Không tìm thấy người này.", en: "This person was not found.")
        case .personExists:
            LocalizedText(
                vi: "Số định danh này đã có trong hệ thống. Hãy tìm và chọn người đó.",
                en: "This personal number is already known. Please find and choose that person.")
        case .badName:
            LocalizedText(
                vi: "Nhập họ và tên, tối đa 200 ký tự.", en: "Enter the full name, at most 200 characters.")
        case .officerUnknown:
            LocalizedText(vi: "Không tìm thấy cán bộ này.", en: "This officer was not found.")
        case .unitUnknown(let code):
            LocalizedText(vi: "Không có đơn vị mã \(code).", en: "There is no unit with the code \(code).")
        case .mandateUnknown:
            LocalizedText(vi: "Không tìm thấy văn bản ủy quyền.", en: "This mandate was not found.")
        case .badPeriod:
            LocalizedText(
                vi: "Ngày kết thúc phải sau ngày bắt đầu và chưa qua.",
                en: "The end must come after the beginning and may not be past.")
        case .mandateRevoked:
            LocalizedText(vi: "Ủy quyền này đã được thu hồi.", en: "This mandate has been revoked already.")
        case .redelegation:
            LocalizedText(
                vi:
                    "Người được ủy quyền hoặc làm thay không được ủy quyền lại. Chỉ chính người có thẩm quyền được làm.",
                en: "Who acts by mandate or as a deputy may not grant one. The signer must do it in person.")
        case .granteeIsGrantor:
            LocalizedText(vi: "Không thể tự ủy quyền cho mình.", en: "Nobody can grant a mandate to themselves.")
        case .decisionMissing:
            LocalizedText(
                vi: "Nhập số và ký hiệu của văn bản ủy quyền.", en: "Enter the number of the decision it rests on.")
        case .notARepresentative:
            LocalizedText(
                vi: "Bạn không phải người đại diện còn hiệu lực của tổ chức, cá nhân này.",
                en: "You are not a representative in force of this person or organisation.")
        case .deputyLacksPower:
            LocalizedText(
                vi: """
                    Không thể giao người này thay: không ai tự chọn mình, và người thay người ký phải do người ký chỉ \
                    định hoặc đang có quyền ký ở đơn vị đó.
                    """,
                en: """
                    This person cannot stand in: nobody names themselves, and a signer's deputy is named by the signer \
                    or already may sign at that unit.
                    """)
        case .deputyIsAbsent:
            LocalizedText(
                vi: "Người làm thay cũng vắng mặt trong thời gian này. Hãy chọn người khác.",
                en: "The deputy is absent in this time too. Please choose somebody else.")
        case .deputyIsOneself:
            LocalizedText(vi: "Hãy chọn người khác làm thay.", en: "Please choose somebody else as deputy.")
        case .ownPost, .postExists, .postUnknown, .ownRecovery, .reasonMissing, .recoveryPointless, .recoveryWaits,
            .recoveryOver, .sameEyes, .linkOver, .badPhone, .badAnnouncement, .announcementOver, .alreadySetUp:
            administrationMessage
        case .keyRing:
            LocalizedText(
                vi: "Hệ thống chưa mở được dữ liệu bảo mật. Quản trị viên đã được báo.",
                en: "The system cannot open its protected data. The administrator has been told.")
        }
    }

    private static func tooMany(until: LocalTime) -> LocalizedText {
        let day = until.day.components
        return LocalizedText(
            vi: "Đã thử quá nhiều lần. Hãy thử lại sau \(until.time.text) ngày \(day.day)/\(day.month)/\(day.year).",
            en: "Too many attempts. Please try again after \(until.time.text) on \(day.day)/\(day.month)/\(day.year).")
    }
}
