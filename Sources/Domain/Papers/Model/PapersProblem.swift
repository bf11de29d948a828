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
    /// What the scanner calls the malware.
    case infected(String)
    /// The scanner did not look at the file; the text is for the log.
    case scannerDown(String)
    /// None of the files could be put into one document.
    case unbindable
    case unknown
    case erased
    /// A draft or dossier, open or kept, still needs it.
    case held
    /// The store of files fails; the text is for the log.
    case storage(String)
    /// The city has no such paper, or none for that day.
    case noTemplate(String)
    /// An expression of a paper gave no value: which paper, and why.
    case template(String, String)
    /// A typeface or file of it that is not installed.
    case fontMissing(String)
    /// More bytes than a QR code holds.
    case qrTooLong(Int)
    /// Something that is not parted is taller than a page.
    case tooTall
    case pressBusy
    /// Cairo's word, for the log.
    case rendering(String)
    /// A result that is taken back says why.
    case reasonMissing
    /// Not released yet, or taken back or replaced before.
    case resultEnded

    package var code: String {
        switch self {
        case .empty: "papers.empty"
        case .tooLarge: "papers.too_large"
        case .unknownKind: "papers.unknown_kind"
        case .damaged: "papers.damaged"
        case .encryptedPDF: "papers.encrypted_pdf"
        case .activePDF: "papers.active_pdf"
        case .tooManyPixels: "papers.too_many_pixels"
        case .infected: "papers.infected"
        case .scannerDown: "papers.scanner_down"
        case .unbindable: "papers.unbindable"
        case .unknown: "papers.unknown"
        case .erased: "papers.erased"
        case .held: "papers.held"
        case .storage: "papers.storage"
        case .noTemplate: "papers.no_template"
        case .template: "papers.template"
        case .fontMissing: "papers.font_missing"
        case .qrTooLong: "papers.qr_too_long"
        case .tooTall: "papers.too_tall"
        case .pressBusy: "papers.press_busy"
        case .rendering: "papers.rendering"
        case .reasonMissing: "papers.reason_missing"
        case .resultEnded: "papers.result_ended"
        }
    }

    /// For the log and the command line.
    package var detail: String {
        switch self {
        case .storage(let text), .scannerDown(let text): text
        default: publicMessage.en
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .storage, .template, .fontMissing, .rendering, .scannerDown: .fault
        case .activePDF, .pressBusy, .infected: .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .tooLarge: .tooLarge
        case .unknownKind: .wrongMediaType
        case .empty, .damaged, .encryptedPDF, .activePDF, .tooManyPixels, .infected, .unbindable, .template, .qrTooLong,
            .tooTall,
            .reasonMissing:
            .refused
        case .resultEnded, .held: .conflict
        case .unknown, .noTemplate: .notFound
        case .erased: .gone
        case .storage, .scannerDown, .fontMissing, .pressBusy, .rendering: .busy
        }
    }

    package var operatorMessage: LocalizedText {
        switch self {
        case .storage(let text):
            LocalizedText(
                vi: "Kho giấy tờ gặp lỗi: \(text). Kiểm tra thư mục giấy tờ và bản sao lưu.",
                en: "The store of papers has a fault: \(text). Check the folder of papers and its backup.")
        case .scannerDown(let text):
            LocalizedText(
                vi: "Không quét được mã độc nên không nhận tệp: \(text). Kiểm tra clamd và --clamd.",
                en: "Malware cannot be scanned for, so no file is taken: \(text). Check clamd and --clamd.")
        default: publicMessage
        }
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
        case .infected(let name):
            LocalizedText(
                vi: "Tệp chứa mã độc (\(name)) nên không được nhận. Hãy quét thiết bị, rồi chụp hoặc in lại giấy tờ.",
                en:
                    "The file holds malware (\(name)) and is not taken. Scan your device, then photograph the paper anew."
            )
        case .scannerDown:
            LocalizedText(
                vi:
                    "Chưa kiểm tra được tệp có an toàn không nên chưa nhận. Hãy thử lại sau ít phút; lỗi đã được ghi lại.",
                en: "The file could not be checked for malware, so it was not taken. Try again in a few minutes.")
        case .unbindable:
            LocalizedText(
                vi: "Không tệp nào ghép được thành PDF. Hãy mở riêng từng tệp.",
                en: "None of the files could be put into one PDF. Open each by itself.")
        case .unknown:
            LocalizedText(vi: "Không tìm thấy tệp này.", en: "There is no such file.")
        case .erased:
            LocalizedText(vi: "Tệp này đã được xóa theo quy định.", en: "This file was erased as the law asks.")
        case .held:
            LocalizedText(
                vi:
                    "Bản nháp hoặc hồ sơ còn cần giấy tờ này nên chưa xóa được. Trang “Giấy tờ của tôi” ghi giữ đến khi nào.",
                en: "A draft or application still needs this paper. “My papers” says until when it is kept.")
        case .storage:
            LocalizedText(
                vi:
                    "Kho lưu tệp đang gặp lỗi nên chưa lưu hoặc chưa mở được tệp. Hãy thử lại sau ít phút; lỗi đã được ghi lại.",
                en:
                    "The store of files has a fault: the file could not be kept or opened. Try again in a few minutes; the fault was recorded."
            )
        case .noTemplate(let code):
            LocalizedText(
                vi: "Thành phố chưa có mẫu giấy “\(code)” cho ngày này. Thêm tệp mẫu vào thư mục papers.",
                en: "The city has no paper “\(code)” for that day. Add its template to the folder papers.")
        case .template(let paper, let reason):
            LocalizedText(
                vi: "Mẫu giấy \(paper) không điền được: \(reason). Quản trị viên sửa mẫu rồi chạy motcua check.",
                en: "The paper \(paper) cannot be filled: \(reason). Mend the template and run motcua check.")
        case .fontMissing(let name):
            LocalizedText(
                vi: "Máy chủ chưa có phông chữ \(name). Quản trị viên cài gói fonts-liberation2 rồi khởi động lại.",
                en: "The server has no font \(name). Install the package fonts-liberation2 and start again.")
        case .qrTooLong(let bytes):
            LocalizedText(
                vi: "Mã QR chứa từ 1 đến 2.331 byte, ở đây là \(bytes). Hãy rút ngắn nội dung mã.",
                en: "A QR code holds 1 to 2,331 bytes; here are \(bytes). Shorten its text.")
        case .tooTall:
            LocalizedText(
                vi:
                    "Một phần của giấy cao hơn một trang. Hãy rút ngắn nội dung, hoặc sửa mẫu để phần đó được ngắt trang.",
                en: "A part of the paper is taller than a page. Shorten it, or change the template so that it may part."
            )
        case .pressBusy:
            LocalizedText(
                vi: "Đang có quá nhiều giấy chờ in. Hãy thử lại sau ít giây.",
                en: "Too many papers wait to be printed. Please try again in a few seconds.")
        case .reasonMissing:
            LocalizedText(
                vi: "Ghi lý do thu hồi kết quả; người xem trang kiểm tra sẽ đọc được.",
                en: "Say why the result is taken back; whoever opens its page can read it.")
        case .resultEnded:
            LocalizedText(
                vi: "Kết quả này chưa phát hành, hoặc đã bị thu hồi hay thay thế. Hãy tải lại trang.",
                en: "This result is not released yet, or was taken back or replaced. Load the page again.")
        case .rendering:
            LocalizedText(
                vi: "Chưa tạo được tệp PDF. Hãy thử lại; quản trị viên đã được báo.",
                en: "The PDF could not be made. Please try again; the administrator was told.")
        }
    }
}
