import Civic
import Directory
import Door
import Hummingbird

/// An officer who comes: name, telephone, unit, first post, user name. He chooses his password through a link.
struct NewOfficerPage: Sendable {
    let house: House

    func show(_ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let asked = form?.text("dv") ?? FormReader.query(request).text("dv")
        let unit = (try? UnitCode(asked)) ?? context.actor.officer?.unit
        var model: Model = ["wants_officer_css": true, "is_new": true]
        for name in ["ho-ten", "chuc-danh", "chuc-danh-en", "dien-thoai", "dang-nhap"] {
            model["v_" + name.replacing("-", with: "_")] = form?.text(name) ?? ""
        }
        model["v_from"] = form?.text("tu") ?? house.today.iso
        model["v_to"] = form?.text("den") ?? ""
        model["units"] = house.unitChoices(of: context.actor, selected: unit, words)
        model["roles"] = house.roleChoices(of: context.actor, selected: form?.text("vai"), words)
        errors.put(into: &model)
        return house.pages.page(
            "admin/new_officer", title: words.words["admin_new_officer"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    func enter(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        let typed = OfficerForm(form, words, &errors)
        let unit = try? UnitCode(form.text("dv"))
        if unit == nil { errors.add("f-dv", words.words["admin_unit_missing"]) }
        if form.text("dang-nhap").isEmpty {
            errors.add("f-dang-nhap", DirectoryProblem.badLogin.publicMessage[context.language])
        }
        let dates = OfficerForm.Dates(form, words, &errors)
        guard errors.isEmpty, let unit, let from = dates.from else { return show(form, errors, request, context) }
        var new = NewOfficer(
            name: typed.name, title: typed.title, unit: unit, phone: typed.phone, login: form.text("dang-nhap"))
        if let role = Role(rawValue: form.text("vai")) {
            new.posts = [NewOfficer.HeldRole(role, at: unit, from: from, until: dates.until)]
        }
        do {
            let (officer, link) = try await house.directory.enterOfficer(new, by: context.actor)
            guard let link else {
                return house.pages.redirect(to: "/can-bo/nhan-su/\(officer)", context: context)
            }
            return house.linkPage(link, name: typed.name, officer: officer, request, context)
        } catch let problem as DirectoryProblem {
            errors.add(OfficerForm.field(of: problem), problem.publicMessage[context.language])
            return show(form, errors, request, context)
        }
    }
}

/// What is typed of an officer, checked.
struct OfficerForm {
    let name: String
    let title: LocalizedText
    var phone: PhoneNumber?

    init(_ form: FilledForm, _ words: OfficerWords, _ errors: inout PageErrors) {
        name = form.text("ho-ten")
        let vietnamese = form.text("chuc-danh")
        let english = form.text("chuc-danh-en")
        title = LocalizedText(vi: vietnamese, en: english.isEmpty ? vietnamese : english)
        if name.isEmpty { errors.add("f-ho-ten", DirectoryProblem.badName.publicMessage[words.language]) }
        if vietnamese.isEmpty { errors.add("f-chuc-danh", words.words["admin_position_missing"]) }
        let typed = form.text("dien-thoai")
        guard !typed.isEmpty else { return }
        phone = try? PhoneNumber(typed)
        if phone == nil { errors.add("f-dien-thoai", DirectoryProblem.badPhone.publicMessage[words.language]) }
    }

    struct Dates {
        let from: Day?
        let until: Day?

        init(_ form: FilledForm, _ words: OfficerWords, _ errors: inout PageErrors) {
            from = Day(form.text("tu"))
            until = Day(form.text("den"))
            if from == nil { errors.add("f-tu", words["mandate_bad_date"]) }
            if !form.text("den").isEmpty, until == nil { errors.add("f-den", words["mandate_bad_date"]) }
        }
    }

    /// Where on the page a refusal belongs.
    static func field(of problem: DirectoryProblem) -> String {
        switch problem {
        case .badName: "f-ho-ten"
        case .loginTaken, .badLogin: "f-dang-nhap"
        case .badPeriod: "f-den"
        case .reasonMissing: "f-ly-do"
        case .unitUnknown: "f-dv"
        default: "f-vai"
        }
    }
}

extension House {
    /// Shows a one-time link, this once.
    func linkPage(
        _ link: EntryLink, name: String, officer: ID<Officer>?, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = OfficerWords(self, pages.words(context))
        var model: Model = [
            "wants_officer_css": true, "link_name": name, "link_ends": words.when(link.expires),
            "link": (pages.settings.publicOrigin ?? "") + "/mat-khau-moi/" + link.text,
        ]
        if let officer { model["member_href"] = "\(words.base)/can-bo/nhan-su/\(officer)" }
        return pages.page(
            "admin/link", title: words.words["admin_link_title"], model, request: request, context: context)
    }
}
