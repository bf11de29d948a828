import Civic
import Directory
import Foundation
import Logging

extension HTTPDesk {
    /// Serves the house on a free port of this machine, its jobs beside it, while `body` works through its door. Each
    /// officer of the staff signs in once.
    static func serving<Value: Sendable>(
        _ house: CityHouse, _ staff: [SimulatedStaff], _ body: (HTTPDesk) async throws -> Value
    ) async throws -> Value {
        var tokens: [ID<Subject>: SessionToken] = [:]
        for officer in staff.flatMap(\.everybody) {
            let (login, password) = ("load-\(officer.subject)", UUID().uuidString)
            try await house.directory.createAccount(
                login: login, password: password, subject: officer.subject, kind: .officer)
            tokens[officer.subject] = try await house.directory.signIn(
                login: login, password: password, address: "127.0.0.1", purpose: .api)
        }
        var settings = HouseServer.Settings()
        settings.port = 0
        settings.requestsPerMinute = 1_000_000_000
        var logger = Logger(label: "motcua.simulate")
        logger.logLevel = .error
        let server = HouseServer(house, settings, logger: logger)
        let (ports, opened) = AsyncStream<Int>.makeStream()
        let work = Task {
            defer { opened.finish() }
            try await server.run { opened.yield($0) }
        }
        guard let port = await ports.first(where: { _ in true }) else {
            try await work.value
            throw CancellationError()
        }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(HTTPDesk(address: "http://127.0.0.1:\(port)", tokens: tokens)))
        } catch {
            result = .failure(error)
        }
        work.cancel()
        _ = try? await work.value
        return try result.get()
    }
}
