package import Civic

/// Why an officer looks at personal data: a closed list, stated with every look and shown to the person (Law 91/2025).
package enum AccessPurpose: String, Sendable, Hashable, Codable, CaseIterable {
    /// The officer's task in the dossier.
    case handling
    /// The person, or who acts for them, stands at the counter or calls.
    case counter
    case verification
    case consultation
    /// The head of a unit watches over its work.
    case supervision
    case inspection
    /// The person complained or asked for a correction.
    case complaint
    /// The person asked who looked, or asked for access, correction or erasure of their data.
    case dataSubjectRequest = "data_subject_request"

    /// What the work on a task of this role makes of a look.
    package init(taskOf role: Role) {
        switch role {
        case .verifier: self = .verification
        case .consultedOfficer, .taxOfficer: self = .consultation
        default: self = .handling
        }
    }

    package var label: LocalizedText {
        switch self {
        case .handling: LocalizedText(vi: "Giải quyết hồ sơ", en: "Handling the application")
        case .counter:
            LocalizedText(vi: "Phục vụ tại quầy hoặc qua điện thoại", en: "Service at the counter or by phone")
        case .verification: LocalizedText(vi: "Xác minh cho cơ quan khác", en: "Verification for another body")
        case .consultation: LocalizedText(vi: "Cho ý kiến chuyên môn", en: "Giving an opinion")
        case .supervision: LocalizedText(vi: "Lãnh đạo theo dõi tiến độ", en: "Supervision by the head of the unit")
        case .inspection: LocalizedText(vi: "Kiểm tra, thanh tra", en: "Inspection")
        case .complaint: LocalizedText(vi: "Giải quyết khiếu nại, phản ánh", en: "Handling a complaint")
        case .dataSubjectRequest:
            LocalizedText(vi: "Trả lời yêu cầu về dữ liệu cá nhân", en: "Answering a request about personal data")
        }
    }
}
