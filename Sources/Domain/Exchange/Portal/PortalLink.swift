import Civic
import Journal
package import Papers
package import Rules
import Synchronization

/// One call of the portal's interface.
package struct PortalCall: Sendable, Hashable {
    package enum Name: String, Sendable {
        /// Dossiers as a whole.
        case dossiers = "DongBoHoSoMC"
        /// One step and its status.
        case progress = "CapNhatTienDoHoSoMC"
        /// What was filed there, and what other systems say there.
        case filed = "TraCuuHoSo"
    }

    package let name: Name
    package let members: JSONObject

    package init(_ name: Name, _ members: [(String, JSONValue)]) {
        self.name = name
        self.members = JSONObject(members)
    }
}

/// What the portal said to a call.
package enum PortalAnswer: Sendable, Hashable {
    case taken
    /// Not as it is, and not later either.
    case refused(reason: String)
}

/// The way to the national portal: a session by name and password, then JSON over HTTP, `error_code` "0" for yes.
package struct PortalLink: Sendable {
    package struct Login: Sendable {
        package let name: String
        package let password: String

        package init(name: String, password: String) {
            self.name = name
            self.password = password
        }
    }

    /// A session lasts until the portal ends it; whoever comes next uses it too.
    private final class Session: Sendable {
        let token = Mutex<String?>(nil)
    }

    private let address: String
    private let login: Login
    private let destination: String
    private let web: any WebExchange
    private let session = Session()

    /// - Parameter destination: the portal's own code (`dstcode`).
    package init(_ address: String, login: Login, destination: String, _ web: any WebExchange) {
        self.address = address
        self.login = login
        self.destination = destination
        self.web = web
    }

    /// - Parameter key: the same at every attempt, so that a second one changes nothing there.
    /// - Throws: `OutsideUnreachable` while nobody answers, or not as the interface says.
    package func say(_ call: PortalCall, key: String) async throws -> PortalAnswer {
        let (code, body) = try await answer(call, ["idempotency-key": key])
        if code == "0" { return .taken }
        return .refused(reason: "\(code) \(body["error_message"]?.stringValue?.prefix(250) ?? "")")
    }

    /// What it hands out behind that place, and the place to go on from: the same one when there is nothing more.
    /// - Parameter place: as the portal named it; empty for the beginning.
    /// - Throws: `OutsideUnreachable`.
    func filed(after place: String, limit: Int) async throws -> (items: [JSONValue], next: String) {
        let (code, body) = try await answer(
            PortalCall(.filed, [("TuViTri", .string(place)), ("SoLuong", .string(String(limit)))]), [:])
        guard code == "0", case .array(let items)? = body["data"], let next = body["ViTriTiep"]?.stringValue,
            next.utf8.count <= 200
        else { throw OutsideUnreachable("portal: \(PortalCall.Name.filed.rawValue) \(code)") }
        return (items, items.isEmpty ? place : next)
    }

    /// A file that was filed there; nil when the portal has none, or names one that is not its own.
    /// - Throws: `OutsideUnreachable`.
    func file(_ path: String) async throws -> [UInt8]? {
        // The session travels along: only to the portal itself.
        guard path.hasPrefix("/"), !path.hasPrefix("//"), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        let answer = try await inSession { session in
            try await send("GET", path, [], ["authorization": "Bearer \(session)"])
        }
        switch answer.status {
        case 200: return answer.body
        case 400..<500: return nil
        default: throw OutsideUnreachable("portal \(answer.status): \(path)")
        }
    }

    private func answer(
        _ call: PortalCall, _ headers: [String: String]
    ) async throws -> (code: String, body: JSONValue) {
        let answer = try await inSession { session in
            let head: [(String, JSONValue)] = [
                ("service", .string(call.name.rawValue)), ("dstcode", .string(destination)),
                ("session", .string(session)),
            ]
            return try await post("/service", head + call.members.members.map { ($0.name, $0.value) }, headers)
        }
        guard answer.status == 200, let body = try? JSONText.read(answer.body),
            let code = body["error_code"]?.stringValue
        else { throw OutsideUnreachable("portal \(answer.status)") }
        return (code, body)
    }

    /// Signs in anew where the session is over.
    private func inSession(_ send: (_ session: String) async throws -> WebAnswer) async throws -> WebAnswer {
        var answer = try await send(try await signedIn())
        if answer.status == 401 {
            session.token.withLock { $0 = nil }
            answer = try await send(try await signedIn())
        }
        guard answer.status != 401 else { throw OutsideUnreachable("portal: the session does not hold") }
        return answer
    }

    private func signedIn() async throws -> String {
        if let token = session.token.withLock({ $0 }) { return token }
        let answer = try await post(
            "/login", [("username", .string(login.name)), ("password", .string(login.password))], [:])
        guard let body = try? JSONText.read(answer.body), let token = body["session"]?.stringValue else {
            // A wrong password is the city's to mend; nothing is lost meanwhile.
            throw OutsideUnreachable("portal: sign-in \(answer.status)")
        }
        session.token.withLock { $0 = token }
        return token
    }

    private func post(
        _ path: String, _ members: [(String, JSONValue)], _ headers: [String: String]
    ) async throws -> WebAnswer {
        try await send(
            "POST", path, JSONText.bytes(.object(JSONObject(members))),
            headers.merging(["content-type": "application/json"]) { own, _ in own })
    }

    private func send(
        _ method: String, _ path: String, _ body: [UInt8], _ headers: [String: String]
    ) async throws -> WebAnswer {
        do {
            return try await web.send(
                WebRequest(
                    method: method, url: address + path, headers: headers, body: body, timeout: .seconds(30)))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw OutsideUnreachable("portal: \(error)")
        }
    }
}
