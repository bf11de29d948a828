import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Opens a dossier to an officer who has said why. Nobody looks at a person's data without saying so (Law 91/2025); the
/// person can read it.
struct CaseLook {
    enum Opened {
        case dossier(DossierView, AccessPurpose)
        /// Nothing was stated, or nothing this officer may state here.
        case asked(Response)
    }

    let house: House

    /// - Parameter stated: as it stands in the address or the form.
    func open(
        _ dossier: ID<Dossier>, stated: String, _ request: Request, _ context: HouseContext
    ) async throws -> Opened {
        let purpose = AccessPurpose(rawValue: stated)
        if let purpose {
            do {
                return .dossier(try await house.desk.view(dossier, by: context.actor, purpose: purpose), purpose)
            } catch let problem as DossierProblem where problem.status == .forbidden {
                // Perhaps another purpose opens it; where none does, the next line says so.
            }
        }
        let purposes = try await house.desk.purposes(for: dossier, by: context.actor)
        return .asked(ask(dossier, purposes, refused: purpose, request, context))
    }

    private func ask(
        _ dossier: ID<Dossier>, _ purposes: [AccessPurpose], refused: AccessPurpose?, _ request: Request,
        _ context: HouseContext
    ) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var model: Model = ["wants_officer_css": true, "look_path": words.base + page(dossier, request)]
        model["purposes"] = purposes.map {
            Choice.option($0.rawValue, $0.label[words.language], selected: purposes.count == 1)
        }
        model["kept"] =
            KeptForm(
                FilledForm(fields: FormReader.query(request).fields.filter { $0.name != "muc-dich" })
            ).rows
        if let refused {
            let text = words["purpose_refused", ["purpose": refused.label[words.language]]]
            PageErrors(("f-purpose", text)).put(into: &model)
        }
        return house.pages.page(
            "officer/purpose", title: words["purpose_title"], isError: refused != nil,
            status: refused == nil ? 200 : 403, model, request: request, context: context)
    }

    /// The page that was asked for; after a press, the case page.
    private func page(_ dossier: ID<Dossier>, _ request: Request) -> String {
        let case_ = CaseAddress.page(dossier)
        let parts = request.uri.path.split(separator: "/")
        guard request.method == .get, let start = parts.firstIndex(of: "ho-so"), parts.count > start + 2 else {
            return case_
        }
        return ([Substring(case_)] + parts[(start + 2)...]).joined(separator: "/")
    }
}
