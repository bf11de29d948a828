import Directory
import Door
import Hummingbird
import Logging
import Store
import Synchronization

/// The house as it is published now. Any node may publish; within seconds every node works by what it published.
/// Requests under way end in the house they began in.
final class LiveHouse: Sendable {
    private struct State {
        var house: CityHouse
        var responder: RouterResponder<HouseContext>
    }

    private let state: Mutex<State>
    private let build: @Sendable (CityHouse) throws -> RouterResponder<HouseContext>

    /// - Parameter build: the doors of a house.
    init(_ house: CityHouse, _ build: @escaping @Sendable (CityHouse) throws -> RouterResponder<HouseContext>) throws {
        state = Mutex(State(house: house, responder: try build(house)))
        self.build = build
    }

    var house: CityHouse { state.withLock { $0.house } }
    fileprivate var responder: RouterResponder<HouseContext> { state.withLock { $0.responder } }

    /// Looks for what was published since. Until cancelled.
    func follow(every pause: Duration, logger: Logger) async {
        while (try? await Task.sleep(for: pause)) != nil {
            do {
                try await house.directory.lookForAnnouncements()
                guard let newer = try await house.renewed() else { continue }
                let responder = try build(newer)
                state.withLock { $0 = State(house: newer, responder: responder) }
                logger.notice("the city was published anew and is served from now on")
            } catch is CancellationError {
                return
            } catch {
                logger.error("what was published cannot be served", metadata: ["error": "\(error)"])
            }
        }
    }
}

/// Answers from the house that is live when the request comes.
struct LiveResponder: HTTPResponder {
    let live: LiveHouse
    let isSecure: Bool

    @concurrent func respond(to request: Request, context: HouseContext) async throws -> Response {
        guard live.house.database.hasReplica else {
            return try await live.responder.respond(to: request, context: context)
        }
        let own = OwnWrites(before: OwnWritesCookie.position(of: request, isSecure: isSecure))
        var response = try await OwnWrites.$current.withValue(own) {
            try await live.responder.respond(to: request, context: context)
        }
        if let position = own.latest {
            response.headers[values: .setCookie].append(OwnWritesCookie.text(position, isSecure: isSecure))
        }
        return response
    }
}

/// Carries the place of somebody's last write for a minute, so that a public page tells them of it whichever node and
/// whichever server answers. It says nothing of anybody, and who forges one waits a moment longer.
enum OwnWritesCookie {
    private static func name(_ isSecure: Bool) -> String { isSecure ? "__Host-dathay" : "dathay" }

    static func position(of request: Request, isSecure: Bool) -> Position? {
        request.cookies[name(isSecure)].flatMap { Int64($0.value) }.map(Position.init)
    }

    static func text(_ position: Position, isSecure: Bool) -> String {
        "\(name(isSecure))=\(position.value); Path=/; HttpOnly; SameSite=Lax; Max-Age=60" + (isSecure ? "; Secure" : "")
    }
}
