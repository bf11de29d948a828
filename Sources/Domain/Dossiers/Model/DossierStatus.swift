package import Catalogue
package import Civic

/// The ten status codes every dossier shares with the national portal. Derived from its events, never set by hand.
package enum DossierStatus: Int, Sendable, Codable, CaseIterable {
    /// Mới đăng ký.
    case lodged = 1
    /// Được tiếp nhận.
    case accepted = 2
    /// Không được tiếp nhận.
    case refusedAtIntake = 3
    /// Đang xử lý.
    case working = 4
    /// Yêu cầu bổ sung giấy tờ.
    case awaitingSupplement = 5
    /// Yêu cầu thực hiện nghĩa vụ tài chính.
    case awaitingPayment = 6
    /// Công dân yêu cầu rút hồ sơ.
    case withdrawn = 7
    /// Dừng xử lý.
    case stopped = 8
    /// Đã xử lý xong.
    case released = 9
    /// Đã trả kết quả.
    case returned = 10

    package var isFinal: Bool {
        switch self {
        case .refusedAtIntake, .withdrawn, .stopped, .returned: true
        default: false
        }
    }

    /// What a resident reads.
    package var plainText: LocalizedText {
        switch self {
        case .lodged: LocalizedText(vi: "Đã nộp, chờ kiểm tra", en: "Sent, waiting to be checked")
        case .accepted: LocalizedText(vi: "Đã tiếp nhận", en: "Accepted")
        case .refusedAtIntake: LocalizedText(vi: "Không được tiếp nhận", en: "Not accepted")
        case .working: LocalizedText(vi: "Đang giải quyết", en: "Being worked on")
        case .awaitingSupplement: LocalizedText(vi: "Cần bạn bổ sung", en: "We need more from you")
        case .awaitingPayment: LocalizedText(vi: "Cần bạn nộp phí", en: "Waiting for your payment")
        case .withdrawn: LocalizedText(vi: "Bạn đã rút hồ sơ", en: "Withdrawn by you")
        case .stopped: LocalizedText(vi: "Đã dừng giải quyết", en: "Stopped")
        case .released: LocalizedText(vi: "Đã có kết quả", en: "The result is ready")
        case .returned: LocalizedText(vi: "Đã trả kết quả", en: "The result was handed over")
        }
    }
}

/// How a dossier ended; statistics count each apart.
package enum DossierOutcome: String, Sendable, Codable, CaseIterable {
    case granted
    /// A refusal is a result, returned within the limit.
    case refused
    case refusedAtIntake = "refused_at_intake"
    case withdrawn
    /// Stopped because a request for a supplement went unanswered.
    case supplementExpired = "supplement_expired"
    case stopped
}

extension DossierEnd {
    package var outcome: DossierOutcome {
        switch self {
        case .granted: .granted
        case .refused: .refused
        case .withdrawn: .withdrawn
        }
    }
}
