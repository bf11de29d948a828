package import Civic

package enum AccessDecision: Sendable, Hashable {
    case allow(AccessGround)
    case deny(AccessRefusal)

    package var isAllowed: Bool {
        if case .allow = self { true } else { false }
    }

    /// The rule's name, for the log.
    package var rule: String {
        switch self {
        case .allow(let ground): ground.rawValue
        case .deny(let refusal): refusal.rawValue
        }
    }

    /// The ground, or a thrown `DirectoryProblem.accessRefused`.
    @discardableResult
    package func required() throws(DirectoryProblem) -> AccessGround {
        switch self {
        case .allow(let ground): ground
        case .deny(let refusal): throw .accessRefused(refusal)
        }
    }
}

/// The rules that open a door.
package enum AccessGround: String, Sendable, Hashable, CaseIterable {
    /// Timers, consumers and the command line.
    case house
    /// Applicant, submitter or representative.
    case party
    /// The data are the person's own.
    case ownData = "own_data"
    /// A post in a unit whose work the dossier is.
    case unitOfDossier = "unit_of_dossier"
    /// A head over a unit whose work it is.
    case unitSubtree = "unit_subtree"
    /// The chairwoman, or a head, of the commune whose area the service point serves.
    case areaServed = "area_served"
    /// An open task for the post: one step of the dossier and no more.
    case openTask = "open_task"
    case mandate
    /// The unit's signer, by personal power.
    case signer
    /// A counter officer for the person who stands there.
    case atTheCounter = "at_the_counter"
    case inspector
    case dpo
    case unitAdmin = "unit_admin"
    case cityAdmin = "city_admin"
    case catalogueOwner = "catalogue_owner"

    /// True where the rest of the dossier stays closed: only the step of the task is shown.
    package var showsOneStepOnly: Bool { self == .openTask }
}

/// The rules that keep it shut.
package enum AccessRefusal: String, Sendable, Hashable, CaseIterable {
    case signInNeeded = "sign_in_needed"
    case notAParty = "not_a_party"
    case notTheirUnit = "not_their_unit"
    case notTheirRole = "not_their_role"
    case assignedToColleague = "assigned_to_colleague"
    case mandateMissing = "mandate_missing"
    case drafterMayNotSign = "drafter_may_not_sign"
    case purposeMissing = "purpose_missing"
    case ownedElsewhere = "owned_elsewhere"
    case protectedDossier = "protected_dossier"
    case readOnly = "read_only"
    /// The action makes no sense on this target.
    case notApplicable = "not_applicable"

    package var reason: LocalizedText {
        switch self {
        case .signInNeeded:
            LocalizedText(vi: "Hãy đăng nhập để tiếp tục.", en: "Please sign in to go on.")
        case .notAParty:
            LocalizedText(
                vi: "Chỉ người yêu cầu, người nộp hoặc người đại diện của hồ sơ này mới được thực hiện.",
                en: "Only the applicant, the submitter or a representative of this application may do this.")
        case .notTheirUnit:
            LocalizedText(
                vi: "Hồ sơ này không thuộc đơn vị bạn đang công tác hoặc phụ trách.",
                en: "This application is not with a unit you work in or head.")
        case .notTheirRole:
            LocalizedText(
                vi: "Vai trò hiện tại của bạn không thực hiện được việc này.",
                en: "Your present role cannot do this.")
        case .assignedToColleague:
            LocalizedText(
                vi: "Việc này đã giao cho đồng nghiệp. Trưởng đơn vị có thể giao lại.",
                en: "This task is assigned to a colleague. The head of the unit can reassign it.")
        case .mandateMissing:
            LocalizedText(
                vi:
                    "Bạn không có ủy quyền còn hiệu lực cho việc này. Người có thẩm quyền của đơn vị có thể ủy quyền "
                    + "bằng văn bản.",
                en: "You hold no mandate in force for this. The unit's signer can grant one in writing.")
        case .drafterMayNotSign:
            LocalizedText(
                vi: "Người soạn thảo không được tự ký. Hãy chuyển cho người ký khác.",
                en: "Who drafted it may not sign it. Please pass it to another signer.")
        case .purposeMissing:
            LocalizedText(
                vi: "Hãy chọn mục đích xem dữ liệu cá nhân; người dân sẽ thấy mục đích này.",
                en: "Choose the purpose of looking at personal data; the person will see it.")
        case .ownedElsewhere:
            LocalizedText(
                vi: "Hồ sơ này do hệ thống của cơ quan khác giải quyết; tại đây chỉ theo dõi.",
                en: "This application is decided in another body's system; here it is only followed.")
        case .protectedDossier:
            LocalizedText(
                vi: "Hồ sơ được bảo vệ: chỉ người đang xử lý và lãnh đạo đơn vị giải quyết được xem.",
                en: "This application is protected: only who handles it and the head of the deciding unit may see it.")
        case .readOnly:
            LocalizedText(vi: "Vai trò này chỉ được xem.", en: "This role may only look.")
        case .notApplicable:
            LocalizedText(vi: "Không thực hiện được việc này ở đây.", en: "This cannot be done here.")
        }
    }
}
