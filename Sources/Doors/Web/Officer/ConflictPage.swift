import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Somebody else changed the dossier meanwhile: what is new, what was typed, and both ways on.
struct ConflictPage {
    let house: House

    func show(
        _ dossier: ID<Dossier>, seen: Int64, deed: CaseDeed, form: FilledForm, _ request: Request,
        _ context: HouseContext
    ) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let view: DossierView
        let purpose: AccessPurpose
        switch try await CaseLook(house: house).open(dossier, stated: form.text("muc-dich"), request, context) {
        case .dossier(let opened, let stated): (view, purpose) = (opened, stated)
        case .asked(let response): return response
        }
        var model: Model = ["wants_officer_css": true, "code": view.dossier.label]
        model["case_path"] = words.base + CaseAddress.open(dossier, purpose: purpose)
        model["news"] = view.history.filter { $0.number > seen }.map { line -> Model in
            var news: Model = ["event_name": words.event(line.event), "event_when": words.when(line.at)]
            news.say("event_who", words.actor(line))
            news.say("event_text", words.said(line))
            return news
        }
        model["status"] = view.dossier.status.plainText[words.language]
        // The same press again, against what stands now: nothing typed is lost.
        model["again"] = words.base + CaseAddress.page(dossier) + "/" + deed.path
        model["kept"] =
            KeptForm(
                FilledForm(fields: form.fields.filter { $0.name != "phien-ban" && $0.name != "ly-do" })
            ).rows
        model["version"] = String(view.dossier.version)
        model.say("typed", form.text("ly-do"))
        return house.pages.page(
            "officer/conflict", title: words["conflict_title"], isError: true, status: 409, model, request: request,
            context: context)
    }
}
