import Foundation

/// Who to be: the sandbox's one page.
enum IdentitySandboxPage {
    /// - Parameter asked: the query of who sent the browser here; it goes along with the choice.
    static func html(_ people: [IdentitySandbox.Person], asked: String) -> String {
        let choices = people.flatMap { person in
            [2, 1].map { level -> String in
                let query = [
                    ("name", person.name), ("number", person.number), ("birthdate", person.bornOn),
                    ("level", String(level)),
                ].map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
                let words = "\(person.name) · \(person.number) · level \(level)"
                return "<li><a href=\"\(safe("/choose?\(asked)&\(query)"))\">\(safe(words))</a></li>"
            }
        }
        let hidden = asked.split(separator: "&").map { pair -> String in
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.removingPercentEncoding ?? "" }
            return
                "<input type=\"hidden\" name=\"\(safe(parts[0]))\" value=\"\(safe(parts.count > 1 ? parts[1] : ""))\">"
        }
        return """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sandbox of the identity provider</title>
            </head><body><h1>Who are you?</h1><ul>\(choices.joined())</ul>
            <form action="/choose">\(hidden.joined())
            <p><label>Name <input name="name"></label> <label>Number <input name="number"></label>
            <label>Born on <input name="birthdate" placeholder="1990-01-31"></label>
            <label>Level <input name="level" value="2"></label> <button>Be this person</button></p></form>
            <p><a href="\(safe("/choose?\(asked)&person=no"))">Cancel</a></p></body></html>
            """
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private static func safe(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
