/// What an officer may do in a unit. No role implies another (`docs/glossary.md` gives the Vietnamese titles).
package enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// Cán bộ tiếp nhận và trả kết quả.
    case counterOfficer = "counter_officer"
    /// Trưởng điểm, trưởng chi nhánh.
    case deskHead = "desk_head"
    /// Công chức tư pháp – hộ tịch.
    case civilStatusOfficer = "civil_status_officer"
    /// Chuyên viên.
    case specialist
    /// Trưởng phòng.
    case divisionHead = "division_head"
    /// Chủ tịch, Phó Chủ tịch, Giám đốc sở: who signs.
    case signer
    /// Người được giao ký chứng thực, by mandate.
    case certifier
    /// Văn thư.
    case clerk
    /// Answers a verification.
    case verifier
    /// Answers a consultation.
    case consultedOfficer = "consulted_officer"
    case taxOfficer = "tax_officer"
    /// Publishes procedures and approves internal processes.
    case catalogueOwner = "catalogue_owner"
    /// Read-only: dossiers, journal, lateness.
    case inspector
    /// Data-protection officer: who looked at what.
    case dpo
    case unitAdmin = "unit_admin"
    case cityAdmin = "city_admin"

    /// Reaches over the whole city wherever the post stands: only the city's administrators give it.
    package var isOfWholeHouse: Bool {
        switch self {
        case .cityAdmin, .catalogueOwner, .dpo: true
        default: false
        }
    }
}
