import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// The statutory slips and the tracking book as PDF: in the form in force on the day of what they tell.
struct SlipPrint {
    let house: House

    /// For the officer, who has said why.
    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        let query = FormReader.query(request)
        switch try await CaseLook(house: house).open(dossier, stated: query.text("muc-dich"), request, context) {
        case .dossier(let view, _): return try await answer(view, context)
        case .asked(let response): return response
        }
    }

    /// For the applicant, who may look without a reason.
    func showOwn(_ dossier: ID<Dossier>, _ context: HouseContext) async throws -> Response {
        try await answer(try await house.desk.view(dossier, by: context.actor, purpose: nil), context)
    }

    /// One volume of a unit's tracking book.
    func book(_ request: Request, _ context: HouseContext) async throws -> Response {
        let query = FormReader.query(request)
        guard let unit = house.unit(asked: query.text("dv"), by: context.actor) else { throw DossierProblem.notFound }
        let year = Int(query.text("nam")) ?? house.today.components.year
        let volume = Int(query.text("quyen")) ?? 1
        let slip = try await house.desk.trackingBook(
            of: unit, year: year, volume: volume, by: context.actor, purpose: .counter)
        return try await answer(slip, name: "so-theo-doi-\(unit.text)-\(year)-\(volume)")
    }

    private func answer(_ view: DossierView, _ context: HouseContext) async throws -> Response {
        guard let kind = context.parameters.get("slip").flatMap(SlipKind.init(rawValue:)) else {
            throw DossierProblem.notFound
        }
        let slip = try await house.desk.slip(kind, of: view, by: context.actor)
        return try await answer(slip, name: "\(kind.rawValue)-\(view.dossier.label)")
    }

    private func answer(_ slip: Slip, name: String) async throws -> Response {
        let paper = try await house.printRoom.render(slip.paper, on: slip.day, with: slip.values, dated: slip.at)
        return ResultPrint.pdf(paper.bytes, name: name)
    }
}

extension House {
    /// The slips this actor may print of a dossier, with their names: those the city has a form of for their day.
    func slips(of view: DossierView, by actor: Actor, _ language: Language) -> [(kind: SlipKind, name: String)] {
        desk.slips(of: view, by: actor).compactMap { kind in
            guard let line = view.history.last(where: { $0.event == kind.event && !$0.wasUndone }),
                let template = printRoom.cabinet.template(kind.rawValue, on: zone.day(line.at))
            else { return nil }
            return (kind, template.name[language])
        }
    }
}
