import Door
import Hummingbird
import Logging
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

    @concurrent func respond(to request: Request, context: HouseContext) async throws -> Response {
        try await live.responder.respond(to: request, context: context)
    }
}
