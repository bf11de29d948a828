import Catalogue
import Civic
import Directory
import Door
import Hummingbird

/// One officer: what is written of him, posts, absences, account, and what was asked for it.
struct StaffMemberPage: Sendable {
    typealias Deed = @Sendable (ID<Officer>, FilledForm, Request, HouseContext) async throws -> Response?

    let house: House

    func show(
        _ officer: ID<Officer>, _ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let entry = try await house.directory.staffMember(officer, by: context.actor)
        let path = "\(words.base)/can-bo/nhan-su/\(officer)"
        var model: Model = [
            "wants_officer_css": true, "path": path, "unit_name": words.unit(entry.unit), "unit": entry.unit.text,
            "back": "\(words.base)/can-bo/nhan-su?dv=\(entry.unit.text)",
            "v_ho_ten": form?.text("ho-ten") ?? entry.name,
            "v_chuc_danh": form?.text("chuc-danh") ?? entry.title.vi,
            "v_chuc_danh_en": form?.text("chuc-danh-en") ?? entry.title.en,
            "v_dien_thoai": form?.text("dien-thoai") ?? entry.phone ?? "",
            "v_from": form?.text("tu") ?? house.today.iso, "v_to": form?.text("den") ?? "",
            "v_today": house.today.iso, "v_ly_do": form?.text("ly-do") ?? "",
            "v_dang_nhap": form?.text("dang-nhap") ?? "",
        ]
        let unit = form.flatMap { try? UnitCode($0.text("dv")) } ?? entry.unit
        model["units"] = house.unitChoices(of: context.actor, selected: unit, words)
        model["roles"] = house.roleChoices(of: context.actor, selected: form?.text("vai"), words)
        model["posts"] = entry.posts.map { post(of: $0, words, context.actor) }
        if entry.posts.isEmpty { model["no_posts"] = true }
        model["absences"] = entry.absences.map { away -> Model in
            var line: Model = ["away_days": HouseDates.text(away.from) + " – " + HouseDates.text(away.to)]
            line.say("away_deputy", away.deputy)
            return line
        }
        if entry.absences.isEmpty { model["no_absences"] = true }
        try await account(of: entry, words, context.actor, &model)
        if FormReader.query(request).has("da-luu") { model["saved"] = words.words["account_saved"] }
        errors.put(into: &model)
        return house.pages.page(
            "admin/member", title: entry.name, isError: !errors.isEmpty, status: errors.isEmpty ? 200 : 422, model,
            request: request, context: context)
    }

    private func post(of post: StaffEntry.HeldPost, _ words: OfficerWords, _ actor: Actor) -> Model {
        var line = PostLine(post: post, words: words).model
        let isOpen = post.to.map { $0 >= house.today } ?? true
        let mayEnd =
            house.directory.decide(.manageUnit, on: .unit(post.unit), by: actor).isAllowed
            && (!post.role.isOfWholeHouse || house.directory.decide(.manageUnit, on: .house, by: actor).isAllowed)
        if isOpen, mayEnd, post.from <= house.today {
            line["may_end"] = true
            line["post_value"] = post.role.rawValue
            line["post_at"] = post.unit.text
            // Ids of the page: letters, digits and hyphens.
            line["post_id"] = "\(post.role.rawValue)-\(post.unit.text)".replacing(".", with: "-").replacing(
                "_", with: "-")
        }
        return line
    }

    private func account(
        of entry: StaffEntry, _ words: OfficerWords, _ actor: Actor, _ model: inout Model
    ) async throws {
        let isOwn = actor.officer?.officer == entry.officer
        if isOwn { model["is_own"] = true }
        guard let login = entry.login else {
            model["no_account"] = true
            return
        }
        model["login"] = login
        let recoveries = try await house.directory.recoveries(of: entry.officer, by: actor)
        model["recoveries"] = recoveries.map { RecoveryLine(recovery: $0, words: words).model }
        if entry.isClosed { model["is_closed"] = true }
        if !entry.hasPassword { model["no_password"] = true }
        if entry.isGuarded { model["is_guarded"] = true }
        guard !isOwn else { return }
        if !entry.isClosed { model["may_close"] = true }
        let wasReset = recoveries.contains { $0.kind == .password && $0.state == .confirmed }
        if !entry.hasPassword, !entry.isClosed, !wasReset { model["may_link"] = true }
        let kinds = RecoveryKind.allCases.filter { kind in
            switch kind {
            case .password: !entry.isClosed && (entry.hasPassword || wasReset)
            case .secondFactor: !entry.isClosed && entry.isGuarded
            case .reopen: entry.isClosed
            }
        }
        model["kinds"] = kinds.map { Choice.option($0.rawValue, words.words["admin_recovery_\($0.rawValue)"]) }
        if !kinds.isEmpty { model["may_ask"] = true }
    }

    // MARK: What is done

    /// Does it, and says on the page what was refused.
    func run(
        _ deed: Deed, _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        do {
            return try await deed(officer, form, request, context)
                ?? house.pages.redirect(to: "/can-bo/nhan-su/\(officer)?da-luu=1", context: context)
        } catch let problem as DirectoryProblem {
            if case .accessRefused = problem { throw problem }
            if problem == .officerUnknown { throw problem }
            let errors = PageErrors((OfficerForm.field(of: problem), problem.publicMessage[context.language]))
            return try await show(officer, form, errors, request, context)
        }
    }

    @Sendable func describe(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        var errors = PageErrors()
        let typed = OfficerForm(form, OfficerWords(house, house.pages.words(context)), &errors)
        guard errors.isEmpty else { return try await show(officer, form, errors, request, context) }
        try await house.directory.describeOfficer(
            officer, name: typed.name, title: typed.title, phone: typed.phone, by: context.actor)
        return nil
    }

    @Sendable func givePost(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        let dates = OfficerForm.Dates(form, words, &errors)
        guard let role = Role(rawValue: form.text("vai")), let unit = try? UnitCode(form.text("dv")) else {
            throw DirectoryProblem.unitUnknown(form.text("dv"))
        }
        guard errors.isEmpty, let from = dates.from else {
            return try await show(officer, form, errors, request, context)
        }
        try await house.directory.givePost(
            role, at: unit, to: officer, from: from, until: dates.until, by: context.actor)
        return nil
    }

    @Sendable func endPost(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        guard let role = Role(rawValue: form.text("vai")), let unit = try? UnitCode(form.text("dv")),
            let day = Day(form.text("sau"))
        else { throw DirectoryProblem.badPeriod }
        try await house.directory.endPost(role, at: unit, of: officer, after: day, by: context.actor)
        return nil
    }

    @Sendable func openAccount(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        let entry = try await house.directory.staffMember(officer, by: context.actor)
        let link = try await house.directory.openAccount(
            of: officer, login: form.text("dang-nhap"), by: context.actor)
        return house.linkPage(link, name: entry.name, officer: officer, request, context)
    }

    @Sendable func makeLink(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        let entry = try await house.directory.staffMember(officer, by: context.actor)
        let link = try await house.directory.firstLink(of: officer, by: context.actor)
        return house.linkPage(link, name: entry.name, officer: officer, request, context)
    }

    @Sendable func close(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        try await house.directory.closeAccount(of: officer, by: context.actor)
        return nil
    }

    @Sendable func askRecovery(
        _ officer: ID<Officer>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response? {
        guard let kind = RecoveryKind(rawValue: form.text("viec")) else { throw DirectoryProblem.recoveryPointless }
        let entry = try await house.directory.staffMember(officer, by: context.actor)
        try await house.directory.askRecovery(
            kind, of: officer, reason: form.text("ly-do"), calendar: house.catalogue.calendar(for: entry.unit),
            by: context.actor)
        return nil
    }
}
