import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// The slip of receipt and appointment (giấy tiếp nhận hồ sơ và hẹn trả kết quả), printed on A5.
struct SlipPage {
    let house: House

    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        let view: DossierView
        let purpose: AccessPurpose
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let opened, let stated): (view, purpose) = (opened, stated)
        case .asked(let response): return response
        }
        let slip = try house.desk.slip(of: view, by: context.actor)
        let held = view.dossier
        var model: Model = [
            "wants_officer_css": true, "body_class": "slip-page", "code": held.label, "applicant": held.applicantName,
            "procedure": words.procedure(held.procedure), "receiving": words.unit(held.receiving),
            "returning": words.unit(held.returning), "back": words.base + CaseAddress.open(dossier, purpose: purpose),
        ]
        model.merge(house.trackingCode(of: held.label, context)) { $1 }
        model.say("officer", slip.officer)
        model.say("secret", slip.secret)
        model.say("accepted", held.acceptedAt.map(words.when))
        model.say("due", held.due.map(words.when))
        let procedure = house.procedure(of: held)
        let handedIn = procedure.map { house.papersCalledFor(view, $0).filter { $0.hand == .submit } } ?? []
        model["documents"] = handedIn.map {
            ["document_name": $0.name[words.language], "document_copies": String($0.originals + $0.copies)] as Model
        }
        model["payments"] = view.payments.filter { $0.toPay > .zero }.map {
            ["pay_name": $0.name[words.language], "pay_to_pay": $0.toPay.formatted(words.language)] as Model
        }
        if let why = view.ledger.last(where: { !$0.reasons.isEmpty })?.reasons {
            model["why"] = why.map { ["why_text": $0.text(words.language)] as Model }
        }
        return house.pages.page("officer/slip", title: words["slip_title"], model, request: request, context: context)
    }
}
