import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// Originals at the counter: a scan put to the papers, and the copy signed by who compared it.
struct OriginalDesk {
    let house: House

    /// Signs the copy of a paper whose original lies beside it; it takes the scan's place.
    func compare(
        _ dossier: ID<Dossier>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let actor = context.actor
        guard let upload = context.parameters.get("upload").flatMap({ Int64($0) }),
            let purpose = AccessPurpose(rawValue: form.text("muc-dich"))
        else { throw DossierProblem.notFound }
        do {
            let view = try await house.desk.view(dossier, by: actor, purpose: purpose)
            guard let paper = view.papers.first(where: { $0.upload == upload }) else { throw DossierProblem.notFound }
            guard let unit = house.desk.digitisesAt(view.dossier, by: actor) else {
                throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
            }
            try await KeyDesk(house: house, actor: actor, session: context.formBinding).unlock(form)
            let signer = try await house.keystore.signer(actor.subject, session: context.formBinding)
            let name = house.directory.tree.latest(unit)?.name.vi ?? unit.text
            let (copy, writes) = try await house.compared.copy(
                of: ID(upload), comparedBy: Comparer(actor: actor, unit: unit.text, unitName: name), signer: signer)
            let filed = FiledPaper(document: paper.document, upload: copy.id.rawValue, name: copy.name)
            _ = try await house.desk.replace(
                upload, by: filed, of: dossier, expecting: Int64(form.text("phien-ban")) ?? 0, by: actor,
                writes: writes)
            let address = CaseAddress.viewer(copy.id.rawValue, of: dossier, purpose: purpose)
            return house.pages.redirect(to: address + "&xong=doi-chieu", context: context)
        } catch let problem as any Problem where problem.severity != .fault && problem.status != .notFound {
            return try await PaperViewer(house: house).show(dossier, problem, form, request, context)
        }
    }

    /// Puts a scan to the papers, and opens it.
    func add(
        _ dossier: ID<Dossier>, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let actor = context.actor
        guard let purpose = AccessPurpose(rawValue: form.text("muc-dich")) else { throw DossierProblem.notFound }
        do {
            let view = try await house.desk.view(dossier, by: actor, purpose: purpose)
            guard house.desk.mayDigitise(view.dossier, by: actor) else {
                throw DossierProblem.forbidden(AccessRefusal.notTheirRole.reason)
            }
            guard let file = form.files.first, !file.bytes.isEmpty else { throw PapersProblem.empty }
            let document = form.text("giay")
            guard scanned(view).contains(where: { $0.id == document }) else {
                throw DossierProblem.paperUnknown(document)
            }
            let upload = try await house.uploads.receive(
                file.bytes, name: file.name, document: document, owner: view.dossier.applicant,
                link: dossier.retyped())
            do {
                _ = try await house.desk.addPaper(
                    FiledPaper(document: document, upload: upload.id.rawValue, name: upload.name), to: dossier,
                    expecting: Int64(form.text("phien-ban")) ?? 0, by: actor)
            } catch {
                try await house.uploads.remove(upload.id, from: dossier.retyped())
                throw error
            }
            return house.pages.redirect(
                to: CaseAddress.viewer(upload.id.rawValue, of: dossier, purpose: purpose), context: context)
        } catch let problem as any Problem where problem.severity != .fault && problem.status != .notFound {
            return try await CasePage(house: house).show(
                dossier, CasePage.Outcome(problem: problem, form: form, deed: "quet"), request, context)
        }
    }

    /// What may be scanned: what these answers call for and is handed in.
    func scanned(_ view: DossierView) -> [DocumentRule] {
        guard let procedure = house.procedure(of: view.dossier) else { return [] }
        return house.papersCalledFor(view, procedure).filter { $0.hand == .submit }
    }

    /// What the page of a paper says about its original.
    func model(
        _ view: DossierView, _ paper: FiledPaper, _ words: OfficerWords, _ context: HouseContext
    ) async throws -> Model {
        if let copy = try await house.compared.copies(of: view.dossier.id.retyped())[ID(paper.upload)] {
            return ["compared": said(copy, words)]
        }
        guard house.desk.mayDigitise(view.dossier, by: context.actor),
            scanned(view).contains(where: { $0.id == paper.document })
        else { return [:] }
        guard try await house.keystore.key(of: .person(context.actor.subject)) != nil else {
            return ["may_compare": true, "lacks_key": true]
        }
        let desk = KeyDesk(house: house, actor: context.actor, session: context.formBinding)
        let key = try await desk.isOpen ? "key_open" : "asks_pin"
        return ["may_compare": true, key: true]
    }

    func said(_ copy: ComparedCopy, _ words: OfficerWords) -> String {
        words[
            "compared_by",
            [
                "name": copy.officerName, "unit": (try? UnitCode(copy.unit)).map(words.unit) ?? copy.unit,
                "when": words.when(copy.at),
            ]]
    }
}
