package import Civic

/// Why a file was not taken, or cannot be given.
package enum PapersProblem: Problem, Hashable {
    case empty
    /// The limit in bytes.
    case tooLarge(Int)
    /// None of the five kinds: scripts, pages and drawings (SVG) among them.
    case unknownKind
    /// Begins like a picture or PDF and is cut off or broken.
    case damaged
    case encryptedPDF
    /// A PDF that runs scripts, starts programs or carries other files.
    case activePDF
    /// Over 60 million points.
    case tooManyPixels
    case unknown
    case erased
    /// The store of files fails; the text is for the log.
    case storage(String)

    package var code: String {
        switch self {
        case .empty: "papers.empty"
        case .tooLarge: "papers.too_large"
        case .unknownKind: "papers.unknown_kind"
        case .damaged: "papers.damaged"
        case .encryptedPDF: "papers.encrypted_pdf"
        case .activePDF: "papers.active_pdf"
        case .tooManyPixels: "papers.too_many_pixels"
        case .unknown: "papers.unknown"
        case .erased: "papers.erased"
        case .storage: "papers.storage"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .storage: .fault
        case .activePDF: .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .tooLarge: .tooLarge
        case .unknownKind: .wrongMediaType
        case .empty, .damaged, .encryptedPDF, .activePDF, .tooManyPixels: .refused
        case .unknown: .notFound
        case .erased: .gone
        case .storage: .busy
        }
    }

    package var operatorMessage: LocalizedText {
        guard case .storage(let text) = self else { return publicMessage }
        return LocalizedText(
            vi: "Kho giấy tờ gặp lỗi: \(text). Kiểm tra thư mục giấy tờ và bản sao lưu.",
            en: "The store of papers has a fault: \(text). Check the folder of papers and its backup.")
    }

    package var publicMessage: LocalizedText {
        switch self {
        case .empty:
            LocalizedText(
                vi: "Tệp trống (0 byte). Hãy chọn lại tệp hoặc chụp lại ảnh.",
                en: "The file is empty (0 bytes). Please choose it again or take the photo again.")
        case .tooLarge(let limit):
            LocalizedText(
                vi: "Tệp lớn hơn \(limit / 1_048_576) MB. Hãy chụp ảnh với chất lượng thấp hơn hoặc tách tệp PDF.",
                en: "The file is larger than \(limit / 1_048_576) MB. Use a lower photo quality or split the PDF.")
        case .unknownKind:
            LocalizedText(
                vi: "Chỉ nhận ảnh JPG, PNG, WebP, HEIC hoặc tệp PDF. Hãy chụp ảnh giấy tờ hoặc lưu thành PDF.",
                en:
                    "Only JPG, PNG, WebP, HEIC and PDF files are taken. Photograph the paper or save it as PDF."
            )
        case .damaged:
            LocalizedText(
                vi: "Tệp bị hỏng hoặc tải lên chưa đủ. Hãy mở thử tệp trên máy rồi tải lên lại.",
                en: "The file is damaged or arrived incomplete. Open it on your device, then upload it again.")
        case .encryptedPDF:
            LocalizedText(
                vi: "Tệp PDF có mật khẩu nên cán bộ không mở được. Hãy bỏ mật khẩu rồi tải lên lại.",
                en:
                    "The PDF has a password and officers cannot open it. Remove the password and upload it again."
            )
        case .activePDF:
            LocalizedText(
                vi: "Tệp PDF chứa mã lệnh hoặc tệp đính kèm nên không được nhận. Hãy in thành PDF mới rồi tải lên.",
                en:
                    "The PDF holds scripts or attached files. Print it to a new PDF and upload that one."
            )
        case .tooManyPixels:
            LocalizedText(
                vi: "Ảnh quá lớn (trên 60 triệu điểm ảnh). Hãy chụp lại ở độ phân giải thấp hơn.",
                en: "The picture is too large (over 60 megapixels). Take it again at a lower resolution.")
        case .unknown:
            LocalizedText(vi: "Không tìm thấy tệp này.", en: "There is no such file.")
        case .erased:
            LocalizedText(vi: "Tệp này đã được xóa theo quy định.", en: "This file was erased as the law asks.")
        case .storage:
            LocalizedText(
                vi: "Kho lưu tệp đang gặp lỗi nên chưa lưu hoặc chưa mở được tệp. Hãy thử lại sau ít phút; lỗi đã được ghi lại.",
                en: "The store of files has a fault: the file could not be kept or opened. Try again in a few minutes; the fault was recorded.")
        }
    }
}
