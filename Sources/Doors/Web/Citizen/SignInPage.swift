import Civic
import Door
import Hummingbird

/// The sign-in page (WCAG 3.3.8: pasting allowed, no puzzle).
struct SignInPage {
    struct State {
        /// Where to go on afterwards, a path of ours.
        var target = "/"
        /// What an expired session interrupted.
        var kept: FilledForm?
        var login = ""
        var error: String?
        /// The error came from the identity provider: no field of ours is wrong.
        var isOfIdentity = false
    }

    let pages: Pages

    func show(_ state: State, request: Request, context: HouseContext) -> Response {
        let words = pages.words(context)
        var model: Model = ["target": state.target, "login": state.login]
        if let kept = state.kept {
            model["kept"] = KeptForm(kept).rows
            model["interrupted"] = true
        }
        if let error = state.error {
            if !state.isOfIdentity { model["error"] = error }
            model["has_errors"] = true
            let place = state.isOfIdentity ? "#dinh-danh" : "#f-login"
            model["errors"] = [["error_href": place, "error_text": error] as Model]
        }
        if pages.settings.offersIdentity {
            let back = URLEncodedForm.encode(state.target)
            model["identity"] = ["identity_query": back == "/" ? "" : "?tiep=\(back)"] as Model
        }
        if FormReader.query(request).text("mat-khau") == "moi" { model["is_new_password"] = true }
        let demo = pages.settings.demoAccounts
        if pages.settings.isDemo, !demo.isEmpty {
            model["has_demo"] = true
            model["demo"] = demo.map { account -> Model in
                [
                    "demo_login": account.login, "demo_password": account.password,
                    "demo_who": account.who[context.language],
                ]
            }
        }
        return pages.page(
            "citizen/sign_in", title: words["sign_in_title"], isError: state.error != nil,
            status: state.error == nil ? 200 : 401, model, request: request, context: context)
    }
}
