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
        var answer = try await said(call, key: key)
        if Self.isSessionOver(answer) {
            session.token.withLock { $0 = nil }
            answer = try await said(call, key: key)
        }
        guard !Self.isSessionOver(answer) else { throw OutsideUnreachable("portal: the session does not hold") }
        guard answer.status == 200, let body = try? JSONText.read(answer.body),
            let code = body["error_code"]?.stringValue
        else { throw OutsideUnreachable("portal \(answer.status)") }
        if code == "0" { return .taken }
        return .refused(reason: "\(code) \(body["error_message"]?.stringValue?.prefix(250) ?? "")")
    }

    private static func isSessionOver(_ answer: WebAnswer) -> Bool { answer.status == 401 }

    private func said(_ call: PortalCall, key: String) async throws -> WebAnswer {
        let session = try await signedIn()
        let head: [(String, JSONValue)] = [
            ("service", .string(call.name.rawValue)), ("dstcode", .string(destination)), ("session", .string(session)),
        ]
        return try await post(
            "/service", head + call.members.members.map { ($0.name, $0.value) }, ["idempotency-key": key])
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
        do {
            return try await web.send(
                WebRequest(
                    method: "POST", url: address + path,
                    headers: headers.merging(["content-type": "application/json"]) { own, _ in own },
                    body: JSONText.bytes(.object(JSONObject(members))), timeout: .seconds(30)))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw OutsideUnreachable("portal: \(error)")
        }
    }
}
