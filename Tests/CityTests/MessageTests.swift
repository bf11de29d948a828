import Catalogue
import City
import Civic
import Directory
import Dossiers
import Exchange
import Foundation
import Journal
import Logging
import Rules
import Store
import TestEngines
import Testing

/// What happens to a dossier reaches telephone and letter box.
@Suite(.serialized) struct MessageTests {
    @Test(arguments: Language.allCases)
    func `the house has words for every event a person is told of, and a text message holds them`(
        language: Language
    ) async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let house = try await fixture.open(city: "hanoi")
        let texts = house.catalogue.allTexts(language)
        let city = house.catalogue.city
        try await house.close()
        let writer = MessageWriter(
            texts: [language: texts], city: city.name, phone: "1022", address: "https://motcua.hanoi.example.vn",
            zone: .hanoi)

        for event in NoticeInbox.told {
            let facts = MessageWriter.Facts(
                event: event, label: "H26.01.123-261121-0042", procedure: "1.004873",
                title: LocalizedText(vi: "Cấp giấy xác nhận tình trạng hôn nhân", en: "Certificate of marital status"),
                due: fixture.clock.now(), until: fixture.clock.now(),
                place: LocalizedText(vi: "Điểm phục vụ số 4 phường Cửa Nam", en: "Service point 4, Cua Nam ward"))
            let text = try #require(writer.write(facts, .sms, language), "\(event) in \(language)").body
            #expect(text.count <= MessageWriter.longestText, "\(text)")
            #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(text)")
            #expect(!text.contains("{") && text.contains("0042"), "\(text)")
            let letter = try #require(writer.write(facts, .email, language))
            #expect(!letter.body.contains("{") && !letter.subject.contains("{"), "\(letter.body)")
            #expect(letter.body.contains("https://motcua.hanoi.example.vn/tra-cuu?ma=H26.01.123-261121-0042"))
        }
    }

    @Test func `messages are carried once, by the ways a person chose, and wait while nobody carries them`()
        async throws
    {
        let fixture = try await CityFixture(on: .sqlite)
        try await work(in: fixture)
        let (ports, opened) = AsyncStream<(mail: Int, texts: Int)>.makeStream()
        let sandbox = MessageSandbox(mailPort: 0, textPort: 0, logger: Logger(label: "test"))
        let running = Task { try await sandbox.run { opened.yield(($0, $1)) } }
        let port = try #require(await ports.first { _ in true })

        // Nobody listens at port 1: everything waits.
        let before = try await settle(
            fixture, smtp: "smtp://127.0.0.1:1", sms: "http://127.0.0.1:1/messages", fails: true)
        #expect(before.isEmpty)
        let smtp = "smtp://127.0.0.1:\(port.mail)"
        let sms = "http://127.0.0.1:\(port.texts)/messages"
        let after = try await settle(fixture, smtp: smtp, sms: sms, fails: false)
        let again = try await settle(fixture, smtp: smtp, sms: sms, fails: false)

        let took = sandbox.taken
        running.cancel()
        _ = try? await running.value
        #expect(after == again)
        #expect(after.contains { $0.channel == .sms && $0.event == .accepted && $0.state == .taken })
        #expect(after.contains { $0.channel == .email && $0.event == .returned && $0.state == .taken })
        #expect(after.count { $0.state == .taken } == took.count)
        #expect(Set(took.compactMap { $0["to"]?.stringValue }) == ["+84912345678", "an@example.vn"])
        #expect(after.allSatisfy { $0.to == "•••678" || $0.to == "a•••@example.vn" })
    }

    /// One dossier from lodging to return; its applicant gets a telephone and an address afterwards.
    private func work(in fixture: CityFixture, confirms: Bool = true) async throws {
        let house = try await fixture.open(city: "demo-town")
        let plan = Simulation.Plan(
            dossiers: 1, inFlight: 1, seed: 5, startsOn: house.catalogue.zone.day(fixture.clock.now()))
        _ = try await Simulation(house, clock: fixture.clock, plan: plan).run()
        _ = try await house.database.write("test") { transaction in
            try transaction.execute("UPDATE person SET phone = '0912345678'")
        }
        let applicant = try await house.database.read { transaction in
            try transaction.first("SELECT applicant FROM dossier WHERE status = 10") { $0.id(0, of: Subject.self) }
        }
        let account = try await house.directory.createAccount(
            login: "an", password: "mat khau cua An", subject: try #require(applicant), kind: .resident)
        try await house.directory.setContact(
            email: try EmailAddress("an@example.vn"), wantsTexts: true, of: account)
        // What was never shown to be An's own gets nothing.
        if confirms { try await confirm(.email, of: account, try #require(applicant), house) }
        try await house.close()
    }

    private func confirm(
        _ way: ContactWay, of account: ID<Account>, _ subject: ID<Subject>, _ house: CityHouse
    ) async throws {
        let code = try await house.directory.contactCode(way, of: account, subject).code
        try await house.directory.confirmContact(way, code: code, of: account, subject)
    }

    @Test func `an address nobody confirmed gets no message`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        try await work(in: fixture, confirms: false)
        let (ports, opened) = AsyncStream<(mail: Int, texts: Int)>.makeStream()
        let sandbox = MessageSandbox(mailPort: 0, textPort: 0, logger: Logger(label: "test"))
        let running = Task { try await sandbox.run { opened.yield(($0, $1)) } }
        let port = try #require(await ports.first { _ in true })
        _ = try await settle(
            fixture, smtp: "smtp://127.0.0.1:\(port.mail)", sms: "http://127.0.0.1:\(port.texts)/messages",
            fails: false)
        let took = sandbox.taken
        running.cancel()
        _ = try? await running.value
        #expect(Set(took.compactMap { $0["to"]?.stringValue }) == ["+84912345678"])
    }

    private func settle(
        _ fixture: CityFixture, smtp: String, sms: String, fails: Bool
    ) async throws -> [SentMessage] {
        var options = CityHouse.Options()
        options.clock = fixture.clock
        options.numbersPlaceholders = true
        options.publicOrigin = "https://motcua.example.vn"
        options.messages = try MessageSettings(smtp: smtp, from: "mot-cua@example.vn", sms: sms, environment: [:])
        let house = try await CityHouse.open(try fixture.files(city: "demo-town"), options)
        do {
            try await house.consumers().settle()
            #expect(!fails)
        } catch {
            #expect(fails, "\(error)")
        }
        let dossiers = try await house.database.read { transaction in
            try transaction.all("SELECT id FROM dossier ORDER BY id") { $0.id(0, of: Dossier.self) }
        }
        var found: [SentMessage] = []
        for dossier in dossiers { found += try await house.messages.messages(of: dossier) }
        try await house.close()
        return found
    }
}
