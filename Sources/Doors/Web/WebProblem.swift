import Civic

/// What only the pages can meet.
enum WebProblem: Problem {
    /// The draft was sent, deleted, or has expired: the way back after sending leads here.
    case draftGone

    var code: String { "web.draft_gone" }
    var severity: ProblemSeverity { .notice }
    var status: ProblemStatus { .gone }
    var publicMessage: LocalizedText {
        LocalizedText(
            vi:
                "Bản nháp này không còn: hồ sơ đã được gửi, hoặc bản nháp đã bị xóa hay hết hạn. Không có hồ sơ thứ hai nào được tạo. Xem hồ sơ đã gửi trong mục “Hồ sơ của tôi”.",
            en:
                "This draft is no longer there: the application was sent, or the draft was deleted or has expired. No second application was made. Find what you sent under “My applications”."
        )
    }
}
