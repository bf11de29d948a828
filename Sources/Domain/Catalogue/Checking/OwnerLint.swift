import CityFolder
import Civic

/// Who decides where we do not, and whether the procedure says so consistently.
enum OwnerLint {
    static func check(_ source: ProcedureSource, _ findings: Findings) {
        let procedure = source.procedure
        if procedure.ownership == .mirror, procedure.owner == nil {
            findings.error(
                source.place("ownership"), "owner.missing",
                LocalizedText(
                    vi: "Hồ sơ do nơi khác giải quyết nhưng không nói là nơi nào.",
                    en: "Somebody else decides, and it is not said who."),
                cure: LocalizedText(vi: "Thêm “owner” với name và ground.", en: "Add “owner” with name and ground."))
        }
        if procedure.ownership == .city, let owner = procedure.owner {
            let foreign = owner.channels.filter { !procedure.intake.channels.contains($0) }
            if owner.channels.isEmpty || !foreign.isEmpty {
                findings.error(
                    source.place("owner"), "owner.channels",
                    LocalizedText(
                        vi: "“owner.channels” phải là một số kênh của intake.",
                        en: "“owner.channels” must be some channels of the intake."),
                    cure: LocalizedText(
                        vi: "Nêu kênh nào do nơi khác giải quyết; tất cả thì viết “ownership: mirror”.",
                        en: "Name the channels another body decides; for all of them write “ownership: mirror”."))
            }
        }
        if Set(procedure.limits.map { if case .hours(_, .continuous) = $0.limit { true } else { false } }).count > 1 {
            findings.error(
                source.place("limit"), "limit.clock",
                LocalizedText(
                    vi: "Có hạn chạy suốt ngày đêm và hạn theo giờ làm việc trong cùng thủ tục.",
                    en: "One limit runs day and night and another in working time."),
                cure: LocalizedText(
                    vi: "Mọi hạn của một thủ tục tính cùng một loại giờ, vì phút của các bước cũng tính như thế.",
                    en:
                        "Count all limits of a procedure in one kind of time: the minutes of its steps are counted so too."
                ))
        }
    }
}
