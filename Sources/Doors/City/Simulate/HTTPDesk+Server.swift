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
        let credentials = try await accounts(of: staff, in: house)
        var tokens: [ID<Subject>: String] = [:]
        for (officer, own) in credentials {
            tokens[officer] = try await house.directory.signIn(
                login: own.login, password: own.password, address: "127.0.0.1", purpose: .api
            ).text
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
        let servers = LoadServers(["http://127.0.0.1:\(port)/api/v1"], credentials, tokens: tokens)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(HTTPDesk(servers: servers)))
        } catch {
            result = .failure(error)
        }
        try? await servers.close()
        work.cancel()
        _ = try? await work.value
        return try result.get()
    }

    /// An account for each officer, with a password of this run alone.
    static func accounts(
        of staff: [SimulatedStaff], in house: CityHouse
    ) async throws -> [ID<Subject>: LoadServers.Credentials] {
        var made: [ID<Subject>: LoadServers.Credentials] = [:]
        for officer in staff.flatMap(\.everybody) {
            let own = LoadServers.Credentials(login: "load-\(officer.subject)", password: UUID().uuidString)
            try await house.directory.createAccount(
                login: own.login, password: own.password, subject: officer.subject, kind: .officer)
            made[officer.subject] = own
        }
        return made
    }
}
