import Directory
import HTTPTypes
import Hummingbird

/// Who calls, as far as the request's head tells.
enum Caller {
    static func address(of request: Request, seenAs peer: String, settings: DoorSettings) -> String {
        guard settings.trustsProxy, let name = HTTPField.Name("X-Forwarded-For"), let list = request.headers[name],
            let last = list.split(separator: ",").last
        else { return peer }
        let address = last.filter { $0.isHexDigit || $0 == "." || $0 == ":" }
        return address.isEmpty || address.utf8.count > 45 ? peer : String(address)
    }

    static func bearer(of request: Request) -> String? {
        guard let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        let token = String(header.dropFirst(7)).filter { $0 != " " }
        return DoorCookie.isToken(token) ? token : nil
    }

    /// What changes something must come from our own pages (or from a program that sends no cookie).
    static func checkOrigin(of request: Request, settings: DoorSettings) throws(DoorProblem) {
        guard ![.get, .head, .options].contains(request.method), bearer(of: request) == nil else { return }
        guard let name = HTTPField.Name("Origin"), let origin = request.headers[name] else {
            if let site = HTTPField.Name("Sec-Fetch-Site"), let value = request.headers[site],
                value != "same-origin", value != "none"
            {
                throw .unsealedForm
            }
            return
        }
        let isOurs =
            settings.publicOrigin.map { $0 == origin }
            ?? (origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) == request.head.authority)
        guard isOurs else { throw .unsealedForm }
    }

    static func kind(_ actor: Actor) -> String {
        switch actor.standing {
        case .anyone: "anyone"
        case .resident: "resident"
        case .officer: "officer"
        case .system: "system"
        }
    }
}
