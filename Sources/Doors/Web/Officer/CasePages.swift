import Civic
import Directory
import Door
import Dossiers
import Hummingbird
import Papers

/// Addresses of one dossier: its page, and each deed on it.
struct CasePages: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        let case_ = CaseAddress.pattern
        registerPapers(on: router)
        router.get(case_, for: .anyOfficer, door: .officer, "a dossier at the desk") { request, context in
            try await CasePage(house: house).show(try Self.dossier(context), CasePage.Outcome(), request, context)
        }
        for deed in CaseDeed.all {
            router.post("\(case_)/\(deed.path)", for: .anyOfficer, door: .officer, deed.summary) {
                form, request, context in
                try await press(deed, form, request, context)
            }
        }
        router.get("\(case_)/kiem-tra", for: .anyOfficer, door: .officer, "intake checklist") { request, context in
            try await CheckPage(house: house).show(try Self.dossier(context), nil, request, context)
        }
        router.post("\(case_)/kiem-tra", for: .anyOfficer, door: .officer, "decides the intake checklist") {
            form, request, context in
            try await CheckPage(house: house).decide(try Self.dossier(context), form, request, context)
        }
        router.get("\(case_)/hoi", for: .anyOfficer, door: .officer, "chooses whom to ask") { request, context in
            try await AskPage(house: house).show(try Self.dossier(context), nil, request, context)
        }
        router.get("\(case_)/giao", for: .anyOfficer, door: .officer, "chooses who gets a task") { request, context in
            try await AssignPage(house: house).show(try Self.dossier(context), nil, request, context)
        }
        router.get("\(case_)/phieu", for: .anyOfficer, door: .officer, "receipt and appointment slip") {
            request, context in
            try await SlipPage(house: house).show(try Self.dossier(context), request, context)
        }
        router.get("\(case_)/phieu/:slip", for: .anyOfficer, door: .officer, "a slip as PDF") { request, context in
            try await SlipPrint(house: house).show(try Self.dossier(context), request, context)
        }
        router.get("\(case_)/ket-qua", for: .anyOfficer, door: .officer, "the result as it would be printed, as PDF") {
            request, context in
            try await ResultPrint(house: house).showDraft(try Self.dossier(context), request, context)
        }
        router.get("\(case_)/ket-qua/:result", for: .anyOfficer, door: .officer, "a signed result as PDF") {
            request, context in
            try await ResultPrint(house: house).show(try Self.dossier(context), request, context)
        }
        router.get("/can-bo/so-theo-doi", for: .anyOfficer, door: .officer, "a unit's tracking book as PDF") {
            request, context in
            try await SlipPrint(house: house).book(request, context)
        }
    }

    private func registerPapers(on router: GuardedRouter) {
        router.get(
            "\(CaseAddress.pattern)/giay-to/:upload", for: .anyOfficer, door: .officer, "a paper of the dossier"
        ) { request, context in
            try await PaperDownload(house: house).show(try Self.dossier(context), request, context)
        }
        let paper = "\(CaseAddress.pattern)/giay-to/:upload"
        router.get("\(paper)/xem", for: .anyOfficer, door: .officer, "a paper beside the data it proves") {
            request, context in
            try await PaperViewer(house: house).show(try Self.dossier(context), request, context)
        }
        router.post("\(paper)/xem", for: .anyOfficer, door: .officer, "notes that a paper was checked") {
            form, request, context in
            try await PaperViewer(house: house).mark(try Self.dossier(context), form, request, context)
        }
        router.get("\(paper)/trang/:page", for: .anyOfficer, door: .officer, "a page of a paper as a picture") {
            request, context in
            try await PaperDownload(house: house).showPage(try Self.dossier(context), request, context)
        }
        router.get(
            "\(CaseAddress.pattern)/tai-lieu/:document", for: .anyOfficer, door: .officer,
            "all files of a document as one PDF"
        ) { request, context in
            try await BoundPaper(house: house).show(try Self.dossier(context), request, context)
        }
    }

    static func dossier(_ context: HouseContext) throws(DossierProblem) -> ID<Dossier> {
        guard let id = context.parameters.get("dossier").flatMap({ ID<Dossier>($0) }) else { throw .notFound }
        return id
    }

    private func press(
        _ deed: CaseDeed, _ form: FilledForm, _ request: Request, _ context: HouseContext
    ) async throws -> Response {
        let dossier = try Self.dossier(context)
        let ask = deed.path == "hoi" ? AskPage(house: house) : nil
        if let ask, case let errors = ask.errors(form, context), !errors.isEmpty {
            return try await ask.show(dossier, (errors, form), request, context)
        }
        let assign = deed.path == "giao" ? AssignPage(house: house) : nil
        let words = OfficerWords(house, house.pages.words(context))
        if let assign, form.text("can-bo").isEmpty {
            return try await assign.show(
                dossier, (PageErrors(("f-can-bo", words["assign_who_missing"])), form), request, context)
        }
        do {
            let version = Int64(form.text("phien-ban")) ?? 0
            try await deed.run(
                CaseDeed.Press(
                    house: house, dossier: dossier, version: version, form: form, actor: context.actor,
                    session: context.formBinding))
        } catch let problem as SigningProblem where problem.severity != .fault {
            return try await CasePage(house: house).show(
                dossier, CasePage.Outcome(problem: problem, form: form, deed: "pin"), request, context)
        } catch let problem as PapersProblem where deed.path == "thu-hoi-ket-qua" {
            return try await CasePage(house: house).show(
                dossier, CasePage.Outcome(problem: problem, form: form, deed: deed.path), request, context)
        } catch DossierProblem.versionChanged(let expected, _) {
            return try await ConflictPage(house: house).show(
                dossier, seen: expected, deed: deed, form: form, request, context)
        } catch DossierProblem.reasonMissing where assign != nil {
            return try await AssignPage(house: house).show(
                dossier, (PageErrors(("f-reason", words["assign_reason_missing"])), form), request, context)
        } catch let problem as DossierProblem where Self.staysOnPage(problem) {
            // Somebody was faster and the work is no longer there: what happened meanwhile says more than that it is gone.
            let seen = Int64(form.text("phien-ban")) ?? 0
            if Self.mayComeTooLate(problem), try await house.desk.state(of: dossier).dossier.version > seen {
                return try await ConflictPage(house: house).show(
                    dossier, seen: seen, deed: deed, form: form, request, context)
            }
            if let ask, problem.status != .conflict {
                let text = problem.publicMessage[context.language]
                return try await ask.show(dossier, (PageErrors(("f-units", text)), form), request, context)
            }
            return try await CasePage(house: house).show(
                dossier, CasePage.Outcome(problem: problem, form: form, deed: deed.path), request, context)
        }
        return try await after(deed, on: dossier, form, context)
    }

    /// Back to the dossier, or to the list when the deed has carried it out of the officer's sight (an answer given, a
    /// dossier handed on).
    private func after(
        _ deed: CaseDeed, on dossier: ID<Dossier>, _ form: FilledForm, _ context: HouseContext
    ) async throws -> Response {
        guard let purpose = AccessPurpose(rawValue: form.text("muc-dich")) else {
            return house.pages.redirect(to: CaseAddress.page(dossier), context: context)
        }
        do {
            _ = try await house.desk.view(dossier, by: context.actor, purpose: purpose)
        } catch let problem as DossierProblem where problem.status == .forbidden {
            return house.pages.redirect(to: "/can-bo?ds=mine&xong=\(deed.path)&hs=\(dossier)", context: context)
        }
        return house.pages.redirect(
            to: "\(CaseAddress.open(dossier, purpose: purpose))&xong=\(deed.path)", context: context)
    }

    private static func mayComeTooLate(_ problem: DossierProblem) -> Bool {
        switch problem {
        case .taskGone, .notNow: true
        default: false
        }
    }

    /// What the page itself can say; the rest (no such dossier, not signed in) is a page of its own.
    private static func staysOnPage(_ problem: DossierProblem) -> Bool {
        switch problem.status {
        case .notFound, .signInNeeded: false
        default: true
        }
    }
}
