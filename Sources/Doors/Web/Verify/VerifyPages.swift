import Civic
import Directory
import Door
import Hummingbird
import Papers

/// Whether a signed paper is what it seems: a file is dropped here, checked byte for byte, and not kept.
struct VerifyPages: Sendable {
    let house: House

    /// One paper; the city's have a few hundred kilobytes.
    private static let limits = FormLimits(
        bodyBytes: 12 << 20, fields: 10, fieldBytes: 1 << 10, files: 1, fileBytes: 10 << 20)

    func register(on router: GuardedRouter) {
        router.get("/kiem-tra", for: .anyone, door: .web, "check a signed paper") { request, context in
            form(nil, request, context)
        }
        router.post(
            "/kiem-tra", for: .anyone, door: .web, "what holds of the paper dropped here", limits: Self.limits,
            mendsExcess: true
        ) { form, request, context in
            guard let file = form.files.first, !file.bytes.isEmpty || file.excess != nil else {
                return self.form(house.pages.words(context)["verify_missing"], request, context)
            }
            if let excess = file.excess ?? form.excess {
                return self.form(excess.publicMessage[context.language], request, context)
            }
            let verdict = await house.verifier.verdict(on: file.bytes, at: house.clock.now())
            let result = try await house.results.result(sha256: verdict.sha256)
            return show(verdict, file.name, result, request, context)
        }
        router.get("/kiem-tra/:code", for: .anyone, door: .web, "whether a result of the city holds") {
            request, context in
            try await result(request, context)
        }
    }

    /// What the paper says of itself, who signed it, and whether it still holds; nothing that does not stand on it.
    private func result(_ request: Request, _ context: HouseContext) async throws -> Response {
        guard let code = VerifyCode(context.parameters.get("code") ?? ""),
            let result = try await house.results.result(code), result.state != .signed
        else {
            return form(house.pages.words(context)["verify_no_code"], status: 404, request, context)
        }
        let words = house.pages.words(context)
        let verdict = try await house.results.check(result, by: house.verifier)
        var model = ResultWords(house: house, language: context.language).model(result)
        model["holder"] = result.holder
        model.say(
            "erased", result.erasedAt.map { words["result_erased", ["day": HouseDates.text(house.zone.day($0))]] })
        model["unit"] = (try? UnitCode(result.unit)).map { house.unitName($0, context.language) } ?? result.unit
        model["sha256"] = result.sha256Text
        model["lead"] = words["result_\(result.state.rawValue)_lead"]
        // A file that was erased speaks neither for the paper nor against it.
        let isFileErased = verdict.findings == [.erased]
        let isOver = result.state != .released || verdict.standing >= .undetermined && !isFileErased
        if isFileErased { model["notes"] = notes(verdict.findings, context) }
        model["is_wrong"] = isOver
        model["standing_text"] = words["verify_\(verdict.standing.rawValue)"]
        model["signatures"] = verdict.signatures.enumerated().map { row($1, number: $0 + 1, words, context) }
        if let proof = try await house.results.proof(of: result) {
            model["proof"] =
                [
                    "position": String(proof.position), "size": String(proof.size), "root": proof.root.hexadecimal,
                    "key": proof.keyID, "event": proof.event,
                    "json": "/api/v1/papers/results/\(result.code)",
                ] as Model
        }
        let title =
            result.state == .released
            ? words["verify_result_\(isOver ? "doubt" : isFileErased ? "issued" : "holds")"]
            : words["result_\(result.state.rawValue)"]
        return house.pages.page(
            "citizen/result", title: title, model, request: request, context: context)
    }

    private func form(
        _ error: String?, status: Int = 422, _ request: Request, _ context: HouseContext
    ) -> Response {
        var model: Model = ["has_errors": error != nil]
        model.say("error_file", error)
        model["errors"] = error.map { [["error_href": "#f-file", "error_text": $0] as Model] } ?? []
        return house.pages.page(
            "citizen/verify", title: house.pages.words(context)["verify_title"], isError: error != nil,
            status: error == nil ? 200 : status, model, request: request, context: context)
    }

    private func show(
        _ verdict: PaperVerdict, _ name: String, _ result: SignedResult?, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = house.pages.words(context)
        var model: Model = [
            "file_name": name, "sha256": verdict.sha256Text,
            "standing": verdict.standing.rawValue, "standing_text": words["verify_\(verdict.standing.rawValue)"],
            "standing_lead": words["verify_\(verdict.standing.rawValue)_lead"],
            "is_wrong": verdict.standing >= .undetermined,
            "notes": notes(verdict.findings, context), "has_notes": !verdict.findings.isEmpty,
            "signatures": verdict.signatures.enumerated().map { row($1, number: $0 + 1, words, context) },
        ]
        // The file of a result that was taken back is still as it was signed: its page says the rest.
        if let result, result.state != .signed {
            model["of_result"] = ResultWords(house: house, language: context.language).model(result)
            if result.state != .released { model["is_wrong"] = true }
        }
        return house.pages.page(
            "citizen/verify_result", title: words["verify_\(verdict.standing.rawValue)"], model, request: request,
            context: context)
    }

    private func row(
        _ signature: SignatureVerdict, number: Int, _ words: Words, _ context: HouseContext
    ) -> Model {
        var model: Model = [
            "number": String(number), "signer": signature.signer, "serial": signature.serial,
            "signature_standing": words["verify_\(signature.standing.rawValue)"],
            "whole": words[signature.coversWhole ? "verify_whole" : "verify_part"],
            "notes": notes(signature.findings, context), "has_notes": !signature.findings.isEmpty,
        ]
        model.say("organisation", signature.organisation)
        if !signature.authorities.isEmpty { model["authorities"] = signature.authorities.joined(separator: " → ") }
        if let time = signature.stamped {
            model["time"] = words["verify_stamped", ["time": moment(time)]]
        } else if let time = signature.claimed {
            model["time"] = words["verify_claimed", ["time": moment(time)]]
        }
        return model
    }

    private func notes(_ findings: [SignatureFinding], _ context: HouseContext) -> [Model] {
        findings.map { ["note": $0.message[context.language]] }
    }

    private func moment(_ instant: Instant) -> String {
        let local = house.pages.settings.zone.local(instant)
        let date = local.day.components
        return "\(local.time.text) \(date.day)/\(date.month)/\(date.year)"
    }
}
