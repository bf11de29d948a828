package import Civic

/// What can go wrong between the house and its database.
package enum StoreError: Problem, Equatable {
    /// Too many writes wait; nothing was written. Try again after a moment.
    case busy
    /// A constraint of the schema refused the write; the text names it.
    case constraint(String)
    /// The disk is full, or the file cannot be written.
    case full(String)
    /// The file is not a database of ours, or damaged.
    case damaged(String)
    /// The database was made by a newer version, or its migrations were edited.
    case schema(vi: String, en: String)
    /// The database cannot be opened. What is wrong, and what to do.
    case cannotOpen(vi: String, en: String)
    /// The connection was lost while a commit was under way: it may stand or not. Never run again by the engine; who
    /// asked looks whether it stands (an idempotency key answers that).
    case inDoubt(String)
    /// Any other error of the engine.
    case engine(String)

    package var code: String {
        switch self {
        case .busy: "store.busy"
        case .constraint: "store.constraint"
        case .full: "store.full"
        case .damaged: "store.damaged"
        case .schema: "store.schema"
        case .cannotOpen: "store.cannot_open"
        case .inDoubt: "store.in_doubt"
        case .engine: "store.engine"
        }
    }

    package var severity: ProblemSeverity {
        self == .busy ? .warning : .fault
    }

    package var status: ProblemStatus { .busy }

    /// For the log and the command line; never shown to residents.
    package var detail: String {
        switch self {
        case .busy: "too many writes are waiting"
        case .constraint(let text), .full(let text), .damaged(let text), .inDoubt(let text), .engine(let text),
            .schema(_, let text), .cannotOpen(_, let text):
            text
        }
    }

    /// What is wrong with the database and the next step.
    package var operatorMessage: LocalizedText {
        let vi =
            switch self {
            case .schema(let vi, _), .cannotOpen(let vi, _): vi
            case .busy: "Cơ sở dữ liệu đang quá bận. Hãy thử lại sau ít phút."
            case .constraint: "Một ràng buộc của cơ sở dữ liệu từ chối ghi. Hãy báo lỗi kèm dòng này."
            case .full: "Không ghi được ra đĩa. Hãy kiểm tra chỗ trống và quyền ghi."
            case .damaged: "Tệp không phải cơ sở dữ liệu của hệ thống hoặc đã hỏng. Hãy khôi phục bản sao lưu gần nhất."
            case .inDoubt: "Kết nối bị ngắt khi đang ghi: hãy xem đã ghi hay chưa trước khi làm lại."
            case .engine: "Cơ sở dữ liệu báo lỗi."
            }
        switch self {
        case .schema, .cannotOpen: return LocalizedText(vi: vi, en: detail)
        default: return LocalizedText(vi: "\(vi) (\(detail))", en: detail)
        }
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .busy:
            LocalizedText(
                vi: "Hệ thống đang rất bận. Nội dung bạn nhập chưa bị mất: hãy thử lại sau ít phút.",
                en: "The system is very busy. What you typed is not lost: please try again in a moment.")
        case .full:
            LocalizedText(
                vi: "Máy chủ đã hết chỗ lưu trữ nên chưa ghi nhận được. Quản trị viên đã được báo.",
                en: "The server has run out of storage and could not record this. The administrator has been told.")
        case .inDoubt:
            LocalizedText(
                vi:
                    "Kết nối bị ngắt khi đang ghi nhận nên chưa biết đã lưu hay chưa. Hãy xem lại trước khi gửi lần nữa.",
                en: "The connection broke while this was being recorded, and it may or may not be saved. "
                    + "Please look before you send it again.")
        default:
            LocalizedText(
                vi: "Hệ thống chưa ghi nhận được yêu cầu. Hãy thử lại; nếu vẫn lỗi, gọi bộ phận hỗ trợ.",
                en: "The system could not record this. Please try again; if it fails again, call the help desk.")
        }
    }
}
