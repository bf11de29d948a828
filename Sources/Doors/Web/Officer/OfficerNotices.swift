import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// An officer's notices: what stands still or is late, each a way to its dossier.
struct OfficerNotices: Sendable {
    let house: House

    func show(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let notices = try await house.desk.notices(by: context.actor)
        var model: Model = ["wants_officer_css": true]
        model["notices"] = notices.map { notice -> Model in
            var line: Model = [
                "notice_href": "\(words.base)/can-bo/thong-bao/\(notice.id)", "notice_label": notice.label,
                "notice_event": words.event(notice.event), "notice_at": words.when(notice.at),
            ]
            if !notice.isRead { line["unread"] = true }
            return line
        }
        try await addRecoveries(words, context, &model)
        if notices.isEmpty { model["is_empty"] = true }
        if notices.contains(where: { !$0.isRead }), let newest = notices.first {
            model["newest"] = String(newest.id)
        }
        return house.pages.page(
            "officer/notices", title: words["notices_title"], model, request: request, context: context)
    }

    /// What was asked for the officer's own account stands first: nobody else may be told instead of him.
    private func addRecoveries(_ words: OfficerWords, _ context: HouseContext, _ model: inout Model) async throws {
        guard let officer = context.actor.officer?.officer else { return }
        let own = try await house.directory.recoveries(of: officer, by: context.actor).filter(\.isUnread)
        if !own.isEmpty { model["has_own"] = true }
        model["own_recoveries"] = own.map { recovery -> Model in
            var line = RecoveryLine(recovery: recovery, words: words).model
            line["recovery_id"] = String(recovery.id.rawValue)
            if recovery.state == .asked { line["may_stop"] = true }
            return line
        }
        if try await house.directory.unreadRecoveries(of: context.actor) > own.count { model["waits_for_you"] = true }
    }

    /// Marked as read by being opened; the dossier asks its own questions.
    func open(_ context: HouseContext) async throws -> Response {
        guard let id = context.parameters.get("notice").flatMap({ Int64($0) }),
            let notice = try await house.desk.notices(by: context.actor).first(where: { $0.id == id })
        else { throw DoorProblem.notFound }
        try await house.desk.markRead(id, by: context.actor)
        return house.pages.redirect(to: CaseAddress.page(notice.dossier), context: context)
    }

    func readAll(_ form: FilledForm, _ context: HouseContext) async throws -> Response {
        if let newest = Int64(form.text("den")) {
            try await house.desk.markAllRead(upTo: newest, by: context.actor)
        }
        return house.pages.redirect(to: "/can-bo/thong-bao", context: context)
    }
}
