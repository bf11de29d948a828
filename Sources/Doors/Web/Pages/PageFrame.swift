import Civic
import Directory
import Door
import Hummingbird

/// What the layout shows on every page: names, language switch, who is signed in, help.
struct PageFrame {
    let pages: Pages
    let request: Request
    let context: HouseContext

    var model: Model {
        let language = context.language
        let settings = pages.settings
        var model: Model = [
            "t": pages.words(context), "lang": language.rawValue, "base": language == .en ? "/en" : "",
            "other_lang": language == .vi ? "en" : "vi", "other_name": language == .vi ? "English" : "Tiếng Việt",
            "path_vi": address(.vi), "path_en": address(.en), "other_path": address(language == .vi ? .en : .vi),
            "city": settings.cityName[language], "css": pages.files.address("citizen.css"),
            "officer_css": pages.files.address("officer.css"), "js": pages.files.address("citizen.js"),
            "officer_js": pages.files.address("officer.js"), "logo": pages.files.address("door.svg"),
            "is_demo": settings.isDemo, "here": request.uri.path, "request_id": context.requestID,
        ]
        model.say("help_phone", settings.helpPhone)
        model.say("help_tel", settings.helpPhone.filter { $0.isNumber || $0 == "+" })
        model.say("help_email", settings.helpEmail)
        model.say("help_hours", settings.helpHours[language])
        let announced = pages.announced?(context.actor) ?? []
        if !announced.isEmpty {
            model["announced"] = announced.map { ["announced_text": $0.text[language]] as Model }
        }
        if let session = context.session {
            model["signed_in"] = true
            model["who"] = session.actor.name
            if session.actor.officer != nil {
                model["is_officer"] = true
                model.merge(pages.deskNav?.model(for: session.actor, pages.words(context)) ?? [:]) { $1 }
                if context.unread > 0 {
                    model["nav_unread"] = context.unread > 99 ? "99+" : String(context.unread)
                }
            }
            let left = (session.endsAt.milliseconds - settings.clock.now().milliseconds) / 1_000
            model["session_left"] = String(max(0, left))
        }
        return model
    }

    /// This page in a language, with its query.
    private func address(_ language: Language) -> String {
        var path = request.uri.path
        if path == "/en" { path = "/" } else if path.hasPrefix("/en/") { path = String(path.dropFirst(3)) }
        let query = request.method == .get ? request.uri.query.map { "?" + $0 } ?? "" : ""
        return (language == .vi ? path : path == "/" ? "/en" : "/en" + path) + query
    }
}

extension Model {
    /// Sets a text when there is one: a section over an empty string would still be drawn.
    package mutating func say(_ key: String, _ text: String?) {
        if let text, !text.isEmpty { self[key] = text }
    }
}
