package import Civic
package import Door
package import Hummingbird

/// Problems as pages: what happened, what became of what the person typed, and what to do now.
package struct WebFace: DoorFace {
    let pages: Pages

    package init(pages: Pages) {
        self.pages = pages
    }

    package func show(
        _ problem: any Problem, status: Int, form: FilledForm?, request: Request, context: HouseContext
    ) async -> Response {
        if status == 401 { return signIn(form: form, request: request, context: context) }
        if let form, problem as? DoorProblem == .unsealedForm {
            return sealed(form, request: request, context: context)
        }
        let words = pages.words(context)
        let kind = Self.titles[status] ?? (status >= 500 ? "500" : "400")
        var model: Model = ["message": problem.publicMessage[context.language]]
        // What was typed goes back onto the page, so that it can be copied or sent again.
        if let form, request.method == .post {
            model["kept"] = KeptForm(form).rows
            model["again"] = request.uri.path
            model["can_retry"] = [409, 429, 500, 503].contains(status) && form.files.isEmpty
        }
        if [408, 413].contains(status) || problem as? DoorProblem == .crowded, request.method == .post {
            model["back_to_form"] = request.uri.path
        }
        model["saved_note"] = words["problem_saved_\(form == nil ? "nothing" : "form")"]
        return pages.page(
            "problem", title: words["problem_title_\(kind)"], isError: true, status: status, model, request: request,
            context: context)
    }

    /// GET: sign in, then come back. POST: the same, and what was typed comes along.
    private func signIn(form: FilledForm?, request: Request, context: HouseContext) -> Response {
        guard let form else {
            let target = request.uri.path + (request.uri.query.map { "?" + $0 } ?? "")
            return pages.redirect(to: "/dang-nhap?tiep=\(URLEncodedForm.encode(target))", context: context)
        }
        return SignInPage(pages: pages).show(
            SignInPage.State(target: request.uri.path, kept: form), request: request, context: context)
    }

    /// A page left open until its seal was gone: the same form under a new one, nothing of it done yet.
    private func sealed(_ form: FilledForm, request: Request, context: HouseContext) -> Response {
        let words = pages.words(context)
        if request.uri.path.hasSuffix("/dang-nhap") {
            let kept = KeptForm.unpacked(form)
            return SignInPage(pages: pages).show(
                SignInPage.State(
                    target: Pages.own(form.text("target")),
                    kept: kept.fields.isEmpty ? nil : kept, login: form.text("login"),
                    error: words["sign_in_old_page"]), request: request, context: context)
        }
        return pages.page(
            "citizen/resume", title: words["resume_old_title"], status: 403,
            ["target": request.uri.path, "kept": KeptForm(form).rows, "bare": true], request: request, context: context)
    }

    private static let titles = [
        403: "403", 404: "404", 408: "408", 409: "409", 410: "410", 413: "413", 415: "400", 422: "422", 429: "429",
        500: "500",
        503: "503",
    ]
}

/// A form carried along in hidden fields.
struct KeptForm {
    let rows: [Model]

    init(_ form: FilledForm) {
        rows = form.fields.filter { !Self.passing.contains($0.name) && !$0.name.hasPrefix("kept.") }.map { field in
            ["kept_name": field.name, "kept_value": field.value]
        }
    }

    /// What is never carried: seals, and passwords.
    private static let passing: Set<String> = ["_seal", "password", "old", "new"]

    /// The form that hidden `kept.…` fields carry.
    static func unpacked(_ form: FilledForm) -> FilledForm {
        FilledForm(
            fields: form.fields.compactMap { field in
                guard field.name.hasPrefix("kept.") else { return nil }
                return FilledForm.Field(name: String(field.name.dropFirst(5)), value: field.value)
            })
    }
}
