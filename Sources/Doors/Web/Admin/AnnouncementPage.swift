import Civic
import Directory
import Door
import Hummingbird

/// Messages at the head of pages: what, for whom, from when till when; ended early by a press.
struct AnnouncementPage: Sendable {
    let house: House

    func show(
        _ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let now = house.clock.now()
        var model: Model = ["wants_officer_css": true]
        let all = try await house.directory.announcements(by: context.actor)
        model["announcements_made"] = all.map { announcement -> Model in
            var line: Model = [
                "made_vi": announcement.text.vi, "made_en": announcement.text.en,
                "made_for": words.words["admin_audience_\(announcement.audience.rawValue)"],
                "made_from": words.when(announcement.begins), "made_to": words.when(announcement.ends),
                "made_id": String(announcement.id.rawValue),
            ]
            let state = announcement.state(at: now)
            line["made_state"] = words.words["admin_announcement_\(state.rawValue)"]
            if state != .over { line["may_end"] = true }
            return line
        }
        if all.isEmpty { model["none_made"] = true }
        let local = house.zone.local(now)
        model["v_vi"] = form?.text("vi") ?? ""
        model["v_en"] = form?.text("en") ?? ""
        model["v_from_day"] = form?.text("tu") ?? local.day.iso
        model["v_from_time"] = form?.text("tu-gio") ?? local.time.text
        model["v_to_day"] = form?.text("den") ?? local.day.iso
        model["v_to_time"] = form?.text("den-gio") ?? "17:00"
        model["audiences"] = Audience.allCases.map {
            Choice.option(
                $0.rawValue, words.words["admin_audience_\($0.rawValue)"], selected: form?.text("cho") == $0.rawValue)
        }
        errors.put(into: &model)
        return house.pages.page(
            "admin/announcements", title: words.words["admin_announcements"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    func announce(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        let begins = instant(form, "tu", words, &errors)
        let ends = instant(form, "den", words, &errors)
        guard errors.isEmpty, let begins, let ends else { return try await show(form, errors, request, context) }
        do {
            try await house.directory.announce(
                LocalizedText(vi: form.text("vi"), en: form.text("en")),
                to: Audience(rawValue: form.text("cho")) ?? .everybody, from: begins, until: ends, by: context.actor)
        } catch let problem as DirectoryProblem where problem == .badAnnouncement {
            errors.add("f-vi", problem.publicMessage[context.language])
            return try await show(form, errors, request, context)
        }
        return house.pages.redirect(to: "/can-bo/quan-tri/thong-bao", context: context)
    }

    func end(_ id: ID<Announcement>, _ request: Request, _ context: HouseContext) async throws -> Response {
        do {
            try await house.directory.endAnnouncement(id, by: context.actor)
        } catch let problem as DirectoryProblem where problem == .announcementOver {
            // Two pressed, or the clock did.
        }
        return house.pages.redirect(to: "/can-bo/quan-tri/thong-bao", context: context)
    }

    /// A day and a time of the city's clock.
    private func instant(
        _ form: FilledForm, _ name: String, _ words: OfficerWords, _ errors: inout PageErrors
    ) -> Instant? {
        guard let day = Day(form.text(name)) else {
            errors.add("f-\(name)", words["mandate_bad_date"])
            return nil
        }
        guard let time = TimeOfDay(form.text("\(name)-gio")) else {
            errors.add("f-\(name)-gio", words.words["admin_bad_time"])
            return nil
        }
        return house.zone.instant(LocalTime(day, time))
    }
}
