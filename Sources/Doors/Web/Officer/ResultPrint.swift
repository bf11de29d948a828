import Civic
import Directory
import Door
import Dossiers
import HTTPTypes
import Hummingbird
import NIOCore
import Papers

/// Results as PDF: the draft and the signed one.
struct ResultPrint {
    let house: House

    // MARK: - At the desk

    func showDraft(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        switch try await open(dossier, request, context) {
        case .asked(let response): return response
        case .dossier(let view, _):
            guard let draft = try await house.desk.resultDraft(of: view) else { throw DossierProblem.notFound }
            return try await answer(draft)
        }
    }

    func show(_ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext) async throws -> Response {
        switch try await open(dossier, request, context) {
        case .asked(let response): return response
        case .dossier(let view, _): return try await answer(try await named(view, context), context)
        }
    }

    private func open(
        _ dossier: ID<Dossier>, _ request: Request, _ context: HouseContext
    ) async throws -> CaseLook.Opened {
        try await CaseLook(house: house).open(
            dossier, stated: FormReader.query(request).text("muc-dich"), request, context)
    }

    /// The results of a dossier at the desk, and whether a draft can be looked at.
    func model(_ view: DossierView, _ words: OfficerWords, _ actor: Actor) async throws -> Model {
        let results = try await house.results.results(of: view.dossier.id.retyped())
        let mayEnd = house.desk.mayEndResult(of: view.dossier, by: actor)
        var model: Model = [
            "results": results.map { result -> Model in
                var row = ResultWords(house: house, language: words.language).model(result)
                if result.state == .released, mayEnd { row["can_end"] = true }
                return row
            }
        ]
        if !results.isEmpty { model["has_results"] = true }
        if results.isEmpty, view.dossier.facts["decision"] != nil, template(view.dossier) != nil {
            model["has_draft"] = true
        }
        return model
    }

    // MARK: - For the applicant

    /// Whatever was released stays theirs, taken back or not.
    func showOwn(_ dossier: ID<Dossier>, _ context: HouseContext) async throws -> Response {
        let view = try await house.desk.view(dossier, by: context.actor, purpose: nil)
        let result = try await named(view, context)
        guard result.state != .signed else { throw PapersProblem.unknown }
        return try await answer(result, context)
    }

    /// The draft they are asked to check.
    func showProof(_ dossier: ID<Dossier>, _ context: HouseContext) async throws -> Response {
        let view = try await house.desk.view(dossier, by: context.actor, purpose: nil)
        guard hasProof(view) else { throw DossierProblem.notFound }
        return try await answer(try await house.desk.proofDraft(of: view))
    }

    /// Whether a draft waits for the applicant, and the city has a form of the result.
    func hasProof(_ view: DossierView) -> Bool {
        view.tasks.contains { $0.state == .open && $0.seat == .applicant } && template(view.dossier) != nil
    }

    // MARK: - Answers

    private func template(_ dossier: Dossier) -> PaperTemplate? {
        house.printRoom.cabinet.result(
            of: dossier.procedure, isRefusal: dossier.facts["decision"] == "refuse", on: house.today)
    }

    private func named(_ view: DossierView, _ context: HouseContext) async throws -> SignedResult {
        let results = try await house.results.results(of: view.dossier.id.retyped())
        guard let code = VerifyCode(context.parameters.get("result") ?? ""),
            let result = results.first(where: { $0.code == code })
        else { throw PapersProblem.unknown }
        return result
    }

    private func answer(_ draft: ResultDraft) async throws -> Response {
        guard let template = template(draft.dossier) else { throw PapersProblem.noTemplate(draft.dossier.procedure) }
        let paper = try await house.printRoom.renderDraft(template, with: draft.values, dated: draft.at)
        return Self.pdf(paper.bytes, name: "du-thao-\(draft.dossier.label)")
    }

    private func answer(_ result: SignedResult, _ context: HouseContext) async throws -> Response {
        Self.pdf(try await house.results.bytes(of: result), name: "ket-qua-\(result.code)")
    }

    static func pdf(_ bytes: [UInt8], name: String) -> Response {
        var headers: HTTPFields = [
            .contentType: "application/pdf", .cacheControl: "private, no-store",
            .contentDisposition: "inline; filename=\"\(name).pdf\"",
        ]
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// A result in words, for every page that names one.
struct ResultWords {
    let house: House
    let language: Language

    private var words: Words { house.pages.texts.words(language) }

    func model(_ result: SignedResult) -> Model {
        var model: Model = [
            "result_code": result.code.description, "result_name": result.name[language],
            "result_state": words["result_\(result.state.rawValue)"], "result_signed": time(result.signedAt),
        ]
        model.say("result_number", result.number)
        if result.state == .revoked || result.state == .replaced { model["is_over"] = true }
        if !result.reason.isEmpty { model["result_reason"] = result.reason }
        model.say("result_ended", result.endedAt.map(time))
        model.say("result_replaced_by", result.replacedBy?.description)
        return model
    }

    func time(_ instant: Instant) -> String {
        let local = house.pages.settings.zone.local(instant)
        return "\(local.time.text) \(HouseDates.text(local.day))"
    }
}
