package import Civic

/// What can go wrong in the journal. None of it is a resident's doing.
package enum JournalError: Problem, Equatable {
    /// A text of a header is over 65,535 bytes.
    case tooLong
    /// Bytes that are no header of a known format.
    case unreadableHeader
    /// A body does not match the commitment in its header.
    case bodyChanged(ID<NewEvent>)
    /// No such event, or its body was erased before.
    case nothingToErase(ID<NewEvent>)
    /// A kind's body has a version that no upcaster leads on from.
    case unknownVersion(kind: String, version: Int)
    /// The key file of the tree heads cannot be read or made.
    case key(String)
    /// A file the journal keeps beside the database (witnessed heads, the list of erasures) cannot be written.
    case file(String)
    /// The database does not hold the past that the head kept beside the keys covers.
    case pastChanged(kept: String, size: Int64)
    /// All 1,024 node numbers are in use, or were until a moment ago.
    case noNumber

    package var code: String {
        switch self {
        case .tooLong: "journal.too_long"
        case .unreadableHeader: "journal.unreadable_header"
        case .bodyChanged: "journal.body_changed"
        case .nothingToErase: "journal.nothing_to_erase"
        case .unknownVersion: "journal.unknown_version"
        case .key: "journal.key"
        case .file: "journal.file"
        case .pastChanged: "journal.past_changed"
        case .noNumber: "journal.no_number"
        }
    }

    package var severity: ProblemSeverity { .fault }
    package var status: ProblemStatus { .busy }

    package var operatorMessage: LocalizedText {
        switch self {
        case .key(let text): LocalizedText(vi: "Khóa ký sổ nhật ký có lỗi. (\(text))", en: text)
        case .file(let text): LocalizedText(vi: "Một tệp của sổ nhật ký có lỗi. (\(text))", en: text)
        case .pastChanged(let kept, let size):
            LocalizedText(
                vi: "Cơ sở dữ liệu không chứa \(size) sự kiện đầu mà \(kept) đã ký nhận. Hãy chạy "
                    + "`motcua journal verify`. Nếu chủ ý khôi phục bản sao lưu cũ hoặc làm cơ sở dữ liệu mới, hãy "
                    + "chuyển tệp đó đi nơi khác và giữ lại.",
                en: "The database does not hold the first \(size) events as \(kept) signs them. Run "
                    + "`motcua journal verify`. If an older backup was restored on purpose, or a new database begun, "
                    + "move that file elsewhere and keep it.")
        default: publicMessage
        }
    }

    package var publicMessage: LocalizedText {
        LocalizedText(
            vi: "Sổ nhật ký của hệ thống có lỗi nên chưa ghi nhận được. Quản trị viên đã được báo.",
            en: "The journal of the system has a fault and this could not be recorded. The administrator has been told."
        )
    }
}
