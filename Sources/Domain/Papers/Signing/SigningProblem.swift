package import Civic

/// Why a paper was not signed.
package enum SigningProblem: Problem, Hashable {
    /// The document is no PDF the house can add a signature to; the text is for the log.
    case unsignable(String)
    /// The document is signed in that field already, or has no such page.
    case fieldTaken(String)
    /// Before its first or after its last day.
    case certificateNotValid
    case certificateRevoked
    /// The key and its certificate do not belong together, or the key is of a kind that is not used.
    case wrongKey
    /// The authority that stamps the time does not answer, or answers something else.
    case noTimestamp(String)
    /// A structure could not be written or read; the text is for the log.
    case encoding(String)
    case wrongPIN(triesLeft: Int)
    case wrongFilePassword
    case keyLocked
    /// The PIN was not given in this session, or too long ago.
    case notUnlocked
    /// A PIN of fewer than six signs, or of one sign repeated.
    case weakPIN
    case noKey
    /// The seal is set by two persons together.
    case secondPersonNeeded
    /// A key file that was issued to somebody else: to whom.
    case othersCertificate(String)

    package var code: String {
        switch self {
        case .unsignable: "signing.unsignable"
        case .fieldTaken: "signing.field_taken"
        case .certificateNotValid: "signing.certificate_not_valid"
        case .certificateRevoked: "signing.certificate_revoked"
        case .wrongKey: "signing.wrong_key"
        case .noTimestamp: "signing.no_timestamp"
        case .encoding: "signing.encoding"
        case .wrongPIN: "signing.wrong_pin"
        case .wrongFilePassword: "signing.wrong_file_password"
        case .keyLocked: "signing.key_locked"
        case .notUnlocked: "signing.not_unlocked"
        case .weakPIN: "signing.weak_pin"
        case .noKey: "signing.no_key"
        case .secondPersonNeeded: "signing.second_person_needed"
        case .othersCertificate: "signing.others_certificate"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .unsignable, .wrongKey, .noTimestamp, .encoding: .fault
        case .wrongPIN, .keyLocked: .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .noTimestamp: .busy
        case .wrongPIN, .keyLocked, .notUnlocked, .secondPersonNeeded: .forbidden
        case .noKey: .notFound
        case .fieldTaken: .conflict
        default: .refused
        }
    }

    package var operatorMessage: LocalizedText {
        switch self {
        case .unsignable(let text), .noTimestamp(let text), .encoding(let text):
            LocalizedText(vi: "\(publicMessage.vi) (\(text))", en: "\(publicMessage.en) (\(text))")
        default: publicMessage
        }
    }
}

extension SigningProblem {
    package var publicMessage: LocalizedText {
        switch self {
        case .unsignable:
            LocalizedText(
                vi: "Không thêm được chữ ký số vào tệp PDF này. Hãy tạo lại văn bản từ mẫu của thành phố.",
                en: "A signature cannot be added to this PDF. Make the document again from the city's template.")
        case .fieldTaken(let field):
            LocalizedText(
                vi: "Vị trí ký “\(field)” không có hoặc đã được ký. Hãy tải lại trang rồi kiểm tra văn bản.",
                en: "The place “\(field)” does not exist or is signed already. Load the page again and look.")
        case .certificateNotValid:
            LocalizedText(
                vi: "Chứng thư số chưa có hiệu lực hoặc đã hết hạn. Hãy gia hạn tại đơn vị cấp chứng thư.",
                en: "The certificate is not valid yet or has expired. Have it renewed by its issuer.")
        case .certificateRevoked:
            LocalizedText(
                vi: "Chứng thư số đã bị thu hồi nên không ký được. Hãy xin cấp chứng thư mới.",
                en: "The certificate was revoked and cannot sign. Ask for a new one.")
        case .wrongKey:
            LocalizedText(
                vi: "Khóa ký không khớp chứng thư số, hoặc không phải RSA từ 2048 bit hay ECDSA P-256.",
                en:
                    "The key does not belong to the certificate, or is neither RSA of 2048 bits and more nor ECDSA P-256."
            )
        case .noTimestamp:
            LocalizedText(
                vi: "Máy chủ cấp dấu thời gian chưa trả lời. Hãy ký lại sau ít phút.",
                en: "The timestamp server did not answer. Sign again in a few minutes.")
        case .encoding:
            LocalizedText(
                vi: "Chưa tạo được chữ ký số. Hãy thử lại; quản trị viên đã được báo.",
                en: "The signature could not be made. Please try again; the administrator was told.")
        case .wrongPIN(let left):
            LocalizedText(
                vi: "Mã PIN không đúng. Còn \(left) lần thử trước khi khóa ký bị khóa.",
                en: "The PIN is wrong. \(left) more tries before the key is locked.")
        case .wrongFilePassword:
            LocalizedText(
                vi: "Mật khẩu của tệp khóa không đúng. Hãy nhập mật khẩu do đơn vị cấp chứng thư đưa.",
                en: "The key file's password is wrong. Enter the one its issuer gave you.")
        case .keyLocked:
            LocalizedText(
                vi: "Khóa ký đã bị khóa vì nhập sai mã PIN nhiều lần. Hãy liên hệ quản trị viên để cấp lại khóa.",
                en: "The key is locked after too many wrong PINs. Ask the administrator for a new key.")
        case .notUnlocked:
            LocalizedText(
                vi: "Khóa ký chưa được mở trong phiên này hoặc đã tự khóa lại. Hãy nhập mã PIN.",
                en: "The key was not unlocked in this session, or has locked itself again. Enter your PIN.")
        case .weakPIN:
            LocalizedText(
                vi: "Mã PIN cần ít nhất 6 ký tự và không lặp một ký tự. Hãy chọn mã khác.",
                en: "A PIN has at least 6 characters, not all the same. Choose another.")
        case .noKey:
            LocalizedText(
                vi: "Chưa có khóa ký cho người hoặc cơ quan này. Quản trị viên cấp khóa trước khi ký.",
                en: "This person or body has no signing key. The administrator issues one first.")
        case .othersCertificate(let name):
            LocalizedText(
                vi: "Chứng thư số trong tệp cấp cho “\(name)”. Hãy chọn tệp khóa của chính người hoặc cơ quan này.",
                en: "The certificate in the file was issued to “\(name)”. Choose this person's or body's own key file.")
        case .secondPersonNeeded:
            LocalizedText(
                vi: "Đóng dấu số của cơ quan cần hai người được giao giữ khóa. Hãy mời người thứ hai nhập mã PIN.",
                en: "The organisation's seal needs two of its holders. Ask the second to enter the PIN.")
        }
    }
}
