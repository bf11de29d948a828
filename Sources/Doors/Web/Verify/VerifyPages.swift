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
            return show(verdict, file.name, request, context)
        }
    }

    private func form(_ error: String?, _ request: Request, _ context: HouseContext) -> Response {
        var model: Model = ["has_errors": error != nil]
        model.say("error_file", error)
        model["errors"] = error.map { [["error_href": "#f-file", "error_text": $0] as Model] } ?? []
        return house.pages.page(
            "citizen/verify", title: house.pages.words(context)["verify_title"], isError: error != nil,
            status: error == nil ? 200 : 422, model, request: request, context: context)
    }

    private func show(
        _ verdict: PaperVerdict, _ name: String, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = house.pages.words(context)
        let model: Model = [
            "file_name": name, "sha256": verdict.sha256Text,
            "standing": verdict.standing.rawValue, "standing_text": words["verify_\(verdict.standing.rawValue)"],
            "standing_lead": words["verify_\(verdict.standing.rawValue)_lead"],
            "is_wrong": verdict.standing >= .undetermined,
            "notes": notes(verdict.findings, context), "has_notes": !verdict.findings.isEmpty,
            "signatures": verdict.signatures.enumerated().map { row($1, number: $0 + 1, words, context) },
        ]
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
