import Catalogue
import City
import Civic
import Dossiers
import Exchange
import Foundation
import Journal
import Logging
import Rules
import Store
import TestEngines
import Testing

/// What happens to a dossier reaches the national portal, once, whatever the portal does.
@Suite(.serialized) struct PortalTests {
    @Test(arguments: Engine.allCases)
    func `each event is at the portal once, after an outage, answers that were lost and a session that ended`(
        engine: Engine
    ) async throws {
        let fixture = try await CityFixture(on: engine)
        try await CityServing.furnishDemo(try fixture.files(city: "hanoi"), fresh: true, at: fixture.clock.now()) { _ in
        }
        // What could be undone no longer can.
        fixture.clock.set(fixture.clock.now().adding(hours: 1))
        let sandbox = try await PortalBeside.open()

        try sandbox.behave(#"{"down": true}"#)
        #expect(try await settle(fixture, sandbox.address) == false)
        #expect(sandbox.portal.deliveries.isEmpty)
        // Each answer is lost: one goes through at a time, and comes twice.
        try sandbox.behave(#"{"down": false, "losesAnswers": true}"#)
        for _ in 0..<5 { #expect(try await settle(fixture, sandbox.address) == false) }
        try sandbox.behave(#"{"losesAnswers": false, "endSessions": true, "unknown": ["2.000815"]}"#)
        #expect(try await settle(fixture, sandbox.address))
        let told = sandbox.portal.deliveries
        #expect(try await settle(fixture, sandbox.address))

        #expect(sandbox.portal.deliveries == told)
        #expect(told.count { $0["times"] == .int(2) } == 5)
        let house = try await fixture.open(city: "hanoi")
        let rows = try await house.database.read { transaction in
            try transaction.all("SELECT event, state FROM portal_delivery") { ($0.int(0), $0.text(1)) }
        }
        #expect(Set(told.compactMap { $0["key"]?.stringValue }) == Set(rows.map { "exchange.portal:\($0.0)" }))
        #expect(rows.count == told.count)
        let refused = told.filter { $0["error_code"] != .string("0") }
        #expect(!refused.isEmpty && refused.count == rows.count { $0.1 == "refused" })
        try await compare(sandbox.portal.dossiers, with: house)
        try await house.close()
        try await sandbox.close()
    }

    /// Every dossier that is ours and not protected stands at the portal as here, and came there by steps that exist.
    private func compare(_ shown: [JSONValue], with house: CityHouse) async throws {
        let ours = try await house.database.read { transaction in
            try transaction.all("SELECT id FROM dossier ORDER BY id") { $0.id(0, of: Dossier.self) }
                .compactMap { try CaseReader.dossier($0, in: transaction) }
        }
        var dates = 0
        var supplements = 0
        for dossier in ours {
            let there = shown.first { $0["MaHoSo"]?.stringValue == dossier.reference }
            let procedure = house.desk.rules.procedure(dossier.procedure, version: dossier.procedureVersion)
            guard !dossier.isMirrored, procedure?.isProtected == false, dossier.procedure != "2.000815" else {
                #expect(there == nil || dossier.procedure == "2.000815", "\(dossier.label)")
                continue
            }
            #expect(
                there?["TrangThai"]?.stringValue == String(dossier.status.rawValue), "\(dossier.label)")
            if case .array(let way)? = there?["statuses"] {
                let steps = way.compactMap { $0.stringValue.flatMap { Int($0) }.flatMap(DossierStatus.init) }
                #expect(steps.first == .lodged && zip(steps, steps.dropFirst()).allSatisfy(Self.isStep), "\(steps)")
            }
            let data = there?["data"] ?? .null
            #expect(data["ChuHoSo"]?.stringValue == dossier.applicantName)
            if dossier.code != nil { #expect(data["SoBienNhan"]?.stringValue == dossier.code) }
            if data["NgayHenTraMoi"] != nil { dates += 1 }
            guard case .array(let asked)? = data["DanhSachHoSoBoSung"] else { continue }
            supplements += asked.count
        }
        #expect(supplements > 0 && dates > 0)
        let results = shown.filter {
            if case .array(let papers)? = $0["data"]?["DanhSachGiayToKetQua"] { !papers.isEmpty } else { false }
        }
        #expect(!results.isEmpty)
    }

    private static func isStep(_ from: DossierStatus, _ to: DossierStatus) -> Bool {
        (StatusPolicy.edges + StatusPolicy.branching).contains { $0.from == from && $0.to == to }
    }

    /// - Returns: whether everything was told.
    private func settle(_ fixture: CityFixture, _ address: String) async throws -> Bool {
        var options = CityHouse.Options()
        options.clock = fixture.clock
        options.numbersPlaceholders = true
        options.publicOrigin = "https://motcua.example.vn"
        options.portal = try PortalSettings(
            address: address, credentials: nil,
            environment: ["MOTCUA_PORTAL_USER": "city", "MOTCUA_PORTAL_PASSWORD": "city"])
        let house = try await CityHouse.open(try fixture.files(city: "hanoi"), options)
        do {
            try await house.consumers().settle()
            try await house.close()
            return true
        } catch is OutsideUnreachable {
            try await house.close()
            return false
        }
    }

    @Test func `name and password of the portal stand in a file or the environment, and go over TLS alone`() throws {
        let words = ["MOTCUA_PORTAL_USER": "city", "MOTCUA_PORTAL_PASSWORD": "p"]
        #expect(try PortalSettings(address: nil, credentials: nil, environment: words).address == nil)
        let settings = try PortalSettings(address: "https://portal.vn/", credentials: nil, environment: words)
        #expect(settings.address == "https://portal.vn" && settings.password == "p")
        #expect(throws: HouseProblem.self) {
            try PortalSettings(address: "http://portal.vn", credentials: nil, environment: words)
        }
        #expect(throws: HouseProblem.self) {
            try PortalSettings(address: "https://portal.vn", credentials: nil, environment: [:])
        }
        let file = FileManager.default.temporaryDirectory.appending(path: "motcua-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("hanoi\nsecret\n".utf8).write(to: file)
        let read = try PortalSettings(address: "https://portal.vn", credentials: file.path, environment: [:])
        #expect(read.name == "hanoi" && read.password == "secret")
    }
}

/// A sandbox of the portal beside a test.
struct PortalBeside {
    let portal: PortalSandbox
    let address: String
    private let running: Task<Void, any Error>

    static func open() async throws -> PortalBeside {
        let (ports, opened) = AsyncStream<Int>.makeStream()
        let portal = PortalSandbox(port: 0, logger: Logger(label: "test"))
        let running = Task { try await portal.run { opened.yield($0) } }
        let port = try #require(await ports.first { _ in true })
        return PortalBeside(portal: portal, address: "http://127.0.0.1:\(port)", running: running)
    }

    /// As `POST /behaviour` takes it.
    func behave(_ json: String) throws { portal.behave(try JSONText.read(json)) }

    func close() async throws {
        running.cancel()
        _ = try? await running.value
    }
}
