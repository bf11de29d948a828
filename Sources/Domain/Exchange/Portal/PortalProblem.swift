package import Civic

/// Why what the national portal handed out is not taken. The portal is told, and shows it to who filed.
package enum PortalProblem: Problem, Hashable {
    case badCode
    /// The procedure is not filed at the national portal.
    case notOffered
    /// Somebody else must say yes first, and the portal has no way to ask them.
    case othersMustAgree
    /// A dossier that the city does not know, and that is no new one.
    case notNew
    /// Name, number or kind of the applicant is missing or not one.
    case noApplicant(field: String)
    /// The number is of somebody who goes by another name here.
    case otherName
    /// Whoever it is filed for is registered as dead.
    case deceased
    case badAnswers
    /// Of no document of the procedure.
    case unknownPaper(String)
    /// The portal names a paper that it does not have.
    case paperGone(String)
    /// What another system says of its dossier lacks a field.
    case badReport(field: String)
    /// Tried for a day.
    case notTaken

    package var code: String {
        switch self {
        case .badCode: "portal.bad_code"
        case .notOffered: "portal.not_offered"
        case .othersMustAgree: "portal.others_must_agree"
        case .notNew: "portal.not_new"
        case .noApplicant: "portal.no_applicant"
        case .otherName: "portal.other_name"
        case .deceased: "portal.deceased"
        case .badAnswers: "portal.bad_answers"
        case .unknownPaper: "portal.unknown_paper"
        case .paperGone: "portal.paper_gone"
        case .badReport: "portal.bad_report"
        case .notTaken: "portal.not_taken"
        }
    }

    package var severity: ProblemSeverity { self == .notTaken ? .fault : .notice }
    package var status: ProblemStatus { .refused }

    package var publicMessage: LocalizedText {
        switch self {
        case .badCode:
            LocalizedText(
                vi: "MaHoSo phải gồm 1–64 chữ in hoa, chữ số, dấu “.”, “-” hoặc “_”. Hãy gửi lại với mã khác.",
                en: "MaHoSo must be 1–64 capitals, digits, “.”, “-” or “_”. Send it again with another code.")
        case .notOffered:
            LocalizedText(
                vi: "Thủ tục này không nộp qua Cổng quốc gia. Hãy nộp tại cổng của thành phố hoặc điểm phục vụ.",
                en: "This is not filed at the national portal. File it at the city's own door or a service point.")
        case .othersMustAgree:
            LocalizedText(
                vi: "Thủ tục này cần người còn lại xác nhận. Hãy nộp tại cổng của thành phố, nơi mời được người đó, "
                    + "hoặc cùng đến điểm phục vụ.",
                en:
                    "The other person must agree first. File it at the city's own door, where they can be asked, or come "
                    + "to a service point together.")
        case .notNew:
            LocalizedText(
                vi: "Thành phố không có hồ sơ mang mã này và đây không phải hồ sơ mới. Hãy nộp thành hồ sơ mới.",
                en: "The city has no dossier of this code, and it is not a new one. File it as a new dossier.")
        case .noApplicant(let field):
            LocalizedText(
                vi: "Thiếu hoặc sai thông tin người nộp (\(field)). Hãy cập nhật tài khoản rồi nộp lại.",
                en: "The applicant is missing or wrong (\(field)). Mend the account there, then file again.")
        case .otherName:
            LocalizedText(
                vi:
                    "Số định danh này đứng tên người khác tại thành phố. Hãy kiểm tra họ tên, số định danh rồi nộp lại.",
                en: "The city keeps this number under another name. Check name and number, then file again.")
        case .deceased:
            LocalizedText(
                vi: "Người đứng tên đã được đăng ký khai tử. Người thừa kế nộp hồ sơ bằng tên của mình.",
                en: "Whoever it is filed for is registered as dead. Heirs file in their own name.")
        case .badAnswers:
            LocalizedText(
                vi: "Không đọc được nội dung khai (ThongTinKhac). Hãy gửi lại dạng JSON theo mã câu hỏi.",
                en: "The answers (ThongTinKhac) cannot be read. Send them again as JSON by the ids of the questions.")
        case .unknownPaper(let code):
            LocalizedText(
                vi: "Thành phần hồ sơ “\(code)” không thuộc thủ tục này. Hãy bỏ tệp đó hoặc chọn đúng thành phần.",
                en: "The procedure has no document “\(code)”. Leave that file out, or put it under the right one.")
        case .paperGone(let code):
            LocalizedText(
                vi: "Không tải được tệp của thành phần “\(code)” từ Cổng quốc gia. Hãy đính kèm lại rồi nộp lại.",
                en: "The portal does not have the file of “\(code)”. Attach it again, then file again.")
        case .badReport(let field):
            LocalizedText(
                vi: "Trạng thái của hệ thống khác thiếu hoặc sai \(field). Hãy gửi lại đủ trường.",
                en: "The status of the other system lacks \(field), or it is wrong. Send it again whole.")
        case .notTaken:
            LocalizedText(
                vi: "Thành phố thử cả ngày mà chưa nhận được hồ sơ này; quản trị viên đã thấy lỗi. Hãy nộp lại.",
                en: "The city tried for a day and could not take this; its administrator sees why. File it again.")
        }
    }
}
