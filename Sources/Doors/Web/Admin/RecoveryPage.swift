import Catalogue
import Civic
import Directory
import Door
import Hummingbird

/// What was asked for officers who cannot get in, and who confirmed it.
struct RecoveryPage: Sendable {
    let house: House

    func show(
        _ problem: DirectoryProblem?, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let all = try await house.directory.recoveries(by: context.actor)
        var model: Model = ["wants_officer_css": true]
        func lines(_ found: [Recovery]) -> [Model] {
            found.map { recovery in
                var line = RecoveryLine(recovery: recovery, words: words).model
                line["recovery_id"] = String(recovery.id.rawValue)
                if house.directory.canConfirm(recovery, context.actor) { line["may_confirm"] = true }
                if recovery.kind == .password { line["gives_link"] = true }
                return line
            }
        }
        let waiting = all.filter { $0.state == .asked }
        model["waiting"] = lines(waiting)
        if waiting.isEmpty { model["none_waiting"] = true }
        model["past"] = lines(all.filter { $0.state != .asked })
        if all.count > waiting.count { model["has_past"] = true }
        if let problem {
            var errors = PageErrors()
            errors.add("main", problem.publicMessage[context.language])
            errors.put(into: &model)
        }
        return house.pages.page(
            "admin/recoveries", title: words.words["admin_recoveries"], isError: problem != nil,
            status: problem?.status.rawValue ?? 200, model, request: request, context: context)
    }

    func confirm(_ id: ID<Recovery>, _ request: Request, _ context: HouseContext) async throws -> Response {
        do {
            let recovery = try await house.directory.recoveries(by: context.actor).first { $0.id == id }
            let calendar = recovery.map { house.catalogue.calendar(for: $0.unit) } ?? house.catalogue.officeCalendar
            let link = try await house.directory.confirmRecovery(id, calendar: calendar, by: context.actor)
            if let link { return house.linkPage(link, name: recovery?.name ?? "", officer: nil, request, context) }
        } catch let problem as DirectoryProblem where [.sameEyes, .recoveryOver].contains(problem) {
            return try await show(problem, request, context)
        }
        return house.pages.redirect(to: "/can-bo/khoi-phuc", context: context)
    }

    func decline(_ id: ID<Recovery>, _ request: Request, _ context: HouseContext) async throws -> Response {
        do {
            try await house.directory.declineRecovery(id, by: context.actor)
        } catch let problem as DirectoryProblem where problem == .recoveryOver {
            return try await show(problem, request, context)
        }
        return house.pages.redirect(to: "/can-bo/khoi-phuc", context: context)
    }
}

/// A request as a line, for administrators and for the officer it is about.
struct RecoveryLine {
    let recovery: Recovery
    let words: OfficerWords

    var model: Model {
        var model: Model = [
            "recovery_kind": words.words["admin_recovery_\(recovery.kind.rawValue)"], "recovery_name": recovery.name,
            "recovery_login": recovery.login, "recovery_reason": recovery.reason,
            "recovery_asker": recovery.askerName, "recovery_asked": words.when(recovery.askedAt),
            "recovery_ends": words.when(recovery.expires), "recovery_unit": words.unit(recovery.unit),
            "recovery_state": words.words["admin_recovery_state_\(recovery.state.rawValue)"],
        ]
        model.say("recovery_decider", recovery.deciderName)
        if let at = recovery.decidedAt { model["recovery_decided"] = words.when(at) }
        return model
    }
}
