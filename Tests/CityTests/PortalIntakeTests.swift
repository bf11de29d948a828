import Catalogue
import City
import Civic
import Directory
import Dossiers
import Exchange
import Foundation
import Journal
import Papers
import Rules
import Store
import TestEngines
import Testing

/// What is filed at the national portal comes in, once, whatever the portal does.
@Suite(.serialized) struct PortalIntakeTests {
    @Test(arguments: Engine.allCases)
    func `what is filed there is one dossier here, under its code, after an outage, repeated and turned round`(
        engine: Engine
    ) async throws {
        let fixture = try await CityFixture(on: engine)
        let sandbox = try await PortalBeside.open()
        let code = sandbox.portal.file(Self.birth())
        let other = sandbox.portal.file(Self.maritalStatus())
        try sandbox.behave(#"{"down": true}"#)
        var house = try await Self.open(fixture, sandbox.address)
        await #expect(throws: OutsideUnreachable.self) { try await house.portalIntake?.run() }
        #expect(try await Self.dossiers(house).isEmpty)

        try sandbox.behave(#"{"down": false, "repeats": true, "reorders": true, "endSessions": true}"#)
        for _ in 0..<2 {
            try await house.portalIntake?.run()
            try await house.close()
            house = try await Self.open(fixture, sandbox.address)
        }

        let ours = try await Self.dossiers(house)
        #expect(Set(ours.map(\.reference)) == [code, other] && ours.count == 2)
        let birth = try #require(ours.first { $0.reference == code })
        #expect(birth.isFromPortal && birth.channel == .online && birth.status == .lodged && birth.code == nil)
        #expect(birth.applicantName == "Nguyễn Thị Hương" && birth.submitter == birth.applicant)
        #expect(birth.competent.text == "H26.X04" && birth.receiving.text == "H26.C01.PX04")
        #expect(try await house.directory.number(of: birth.applicant)?.text == "001196000001")
        let papers = try await house.uploads.uploads(of: birth.id.retyped())
        #expect(papers.map(\.document) == ["birth_notice"] && papers.first?.owner == birth.applicant)
        #expect(try await house.portal.inbox.load().isEmpty)
        #expect(try await house.portal.inbox.refusals().isEmpty)
        try await house.close()
        try await sandbox.close()
    }

    @Test func `its statuses go back under the portal's code, and no second dossier`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let sandbox = try await PortalBeside.open()
        let code = sandbox.portal.file(Self.maritalStatus())
        let house = try await Self.open(fixture, sandbox.address)
        try await house.portalIntake?.run()
        let dossier = try #require(try await Self.dossiers(house).first)
        try await house.consumers().settle()
        let first = try #require(sandbox.portal.deliveries.first)
        #expect(first["isUpdating"] == .string("True"), "the portal has it already")

        let counter = Actor(
            subject: ID(71), name: "Quầy",
            standing: .officer(
                OfficerStanding(
                    officer: ID(72), unit: dossier.receiving,
                    posts: [Post(role: .counterOfficer, unit: dossier.receiving)], mandates: [])))
        let receipt = try await house.desk.accept(dossier.id, expecting: dossier.version, by: counter)
        fixture.clock.set(fixture.clock.now().adding(hours: 1))
        try await house.consumers().settle()

        let shown = sandbox.portal.dossiers
        #expect(shown.map { $0["MaHoSo"] } == [.string(code)] && shown.first?["TrangThai"] == .string("2"))
        #expect(shown.first?["data"]?["SoBienNhan"] == .string(receipt.code))
        try await house.close()
        try await sandbox.close()
    }

    @Test func `what cannot be taken is answered once with its reason, and shown without a name`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let sandbox = try await PortalBeside.open()
        let house = try await Self.open(fixture, sandbox.address)
        _ = try await house.directory.createPerson(
            NewPerson(name: "Trần Văn Khác", number: PersonalNumber("001196000009")))
        let bad: [(JSONObject, String)] = [
            (Self.maritalStatus(["MaTTHC": "9.999999"]), "dossier.unknown_procedure"),
            (Self.maritalStatus(["MaTTHC": "2.000815"]), "portal.not_offered"),
            (Self.maritalStatus(["ThongTinKhac": #"{"for_whom": "self"}"#]), "dossier.answers_incomplete"),
            (Self.maritalStatus(["ThongTinKhac": "{"]), "portal.bad_answers"),
            (Self.maritalStatus(["MaDoiTuong": "12"]), "portal.no_applicant"),
            (Self.maritalStatus(["MaDoiTuong": "001196000009"]), "portal.other_name"),
            (Self.maritalStatus(["TrangThaiHoSo": "4"]), "portal.not_new"),
            (Self.birth(papers: []), "dossier.papers_missing"),
            (Self.birth(papers: [("birth_notice", "<script>")]), "papers.unknown_kind"),
            (Self.birth(papers: [("birth_notice", nil)]), "portal.paper_gone"),
            (Self.birth(papers: [("no_such_paper", Self.pdf)]), "portal.unknown_paper"),
            (Self.maritalStatus(["MaHoSo": "mã lạ"]), "portal.bad_code"),
        ]
        let codes = bad.map { (sandbox.portal.file($0.0), $0.1) }
        try sandbox.behave(#"{"losesAnswers": true}"#)
        // Each answer is lost: one goes through at a time, and comes twice.
        for _ in 0..<3 { await #expect(throws: OutsideUnreachable.self) { try await house.portalIntake?.run() } }
        #expect(try await house.portal.inbox.load().first?.state == .refused)
        try sandbox.behave(#"{"losesAnswers": false}"#)
        for _ in 0..<2 { try await house.portalIntake?.run() }

        let refusals = try await house.portal.inbox.refusals()
        #expect(refusals.count == bad.count && refusals.allSatisfy(\.isTold))
        for (code, problem) in codes {
            #expect(refusals.first { $0.code == code }?.problem == problem, "\(code)")
            guard problem != "portal.bad_code" else { continue }
            let step = try #require(Self.steps(sandbox.portal.dossiers.first { $0["MaHoSo"] == .string(code) }).first)
            #expect(step["TrangThai"] == .string("3") && step["MaLyDo"] == .string(problem))
            let words = step["NoiDungXuLy"]?.stringValue ?? ""
            #expect(words.contains(" / ") && !words.contains("Nguyễn Thị Hương"), "\(words)")
        }
        #expect(sandbox.portal.deliveries.count == bad.count - 1)
        #expect(sandbox.portal.deliveries.count { $0["times"] == .int(2) } == 3)
        #expect(try await Self.dossiers(house).isEmpty)
        let left = try await house.database.read { transaction in
            try transaction.all("SELECT id FROM upload") { $0.int(0) }
                + transaction.all("SELECT id FROM portal_entry WHERE content IS NOT NULL") { $0.int(0) }
        }
        #expect(left.isEmpty)
        try await house.close()
        try await sandbox.close()
    }

    @Test(arguments: Engine.allCases)
    func `another system's statuses come in once and end in their order, also after the inbox was lost`(
        engine: Engine
    ) async throws {
        let fixture = try await CityFixture(on: engine)
        let sandbox = try await PortalBeside.open()
        try sandbox.behave(#"{"repeats": true, "reorders": true}"#)
        let code = "G01.888.001-261118-0123"
        for (status, at) in [("1", "20261118083000"), ("2", "20261118090000"), ("4", "20261118100000")] {
            _ = sandbox.portal.file(Self.residence(code, status, at))
        }
        let house = try await Self.open(fixture, sandbox.address)
        try await house.portalIntake?.run()
        let first = try #require(try await Self.dossiers(house).first)
        #expect(
            first.isMirrored && first.reference == code && first.status == .working && first.competent.text == police)
        #expect(first.applicantName == "Nguyễn Thị Hương" && first.due != nil)

        // The newest first, in two pages: what comes late is kept and turns nothing back.
        _ = sandbox.portal.file(Self.residence(code, "9", "20261118150000", own: "PC-77"))
        try await house.portalIntake?.run()
        _ = sandbox.portal.file(Self.residence(code, "5", "20261118110000"))
        try await house.portalIntake?.run()
        // As after a restore: everything is handed out and read again.
        _ = try await house.database.write("test.forget") { transaction in
            try transaction.execute("DELETE FROM portal_entry")
            try transaction.execute("DELETE FROM portal_feed")
        }
        try await house.portalIntake?.run()

        let ours = try await Self.dossiers(house)
        #expect(ours.count == 1 && ours.first?.status == .released)
        let told = try await house.desk.view(first.id, by: .system("test")).history.filter { $0.event == .mirrored }
        #expect(told.count == 5)
        #expect(try await house.portal.inbox.refusals().isEmpty)
        try await house.close()
        try await sandbox.close()
    }

    @Test func `what another person must agree to first is sent to the city's own door`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        fixture.clock.advance(milliseconds: 5 * 86_400_000)
        let sandbox = try await PortalBeside.open()
        let code = sandbox.portal.file(Self.marriage())
        let house = try await Self.open(fixture, sandbox.address)
        try await house.portalIntake?.run()

        let refusal = try #require(try await house.portal.inbox.refusals().first)
        #expect(refusal.code == code && refusal.problem == "portal.others_must_agree")
        #expect(try await Self.dossiers(house).isEmpty)
        try await house.close()
        try await sandbox.close()
    }

    @Test func `a status that says nothing usable is shown, and nobody is answered`() async throws {
        let fixture = try await CityFixture(on: .sqlite)
        let sandbox = try await PortalBeside.open()
        _ = sandbox.portal.file(Self.residence("G01-1", "77", "20261118083000"))
        _ = sandbox.portal.file(Self.residence("G01-2", "2", "20261118083000", unit: "X99"))
        let house = try await Self.open(fixture, sandbox.address)
        try await house.portalIntake?.run()

        let refusals = try await house.portal.inbox.refusals()
        #expect(Set(refusals.map(\.problem)) == ["portal.bad_report", "dossier.unknown_unit"])
        #expect(refusals.allSatisfy(\.isTold) && sandbox.portal.deliveries.isEmpty)
        try await house.close()
        try await sandbox.close()
    }

    @Test func `a paper that cannot be fetched is tried for a day, holds up nothing else, and is given up`()
        async throws
    {
        let fixture = try await CityFixture(on: .sqlite)
        let sandbox = try await PortalBeside.open()
        try sandbox.behave(#"{"filesFail": true}"#)
        let code = sandbox.portal.file(Self.birth())
        let other = sandbox.portal.file(Self.maritalStatus())
        let house = try await Self.open(fixture, sandbox.address)
        try await house.portalIntake?.run()
        #expect(try await Self.dossiers(house).map(\.reference) == [other])
        #expect(try await house.portal.inbox.load().map(\.count) == [1])

        for _ in 0..<23 {
            fixture.clock.set(fixture.clock.now().adding(hours: 1))
            try await house.portalIntake?.run()
        }
        #expect(try await house.portal.inbox.refusals().isEmpty)
        fixture.clock.set(fixture.clock.now().adding(hours: 2))
        try await house.portalIntake?.run()

        let refusal = try #require(try await house.portal.inbox.refusals().first)
        #expect(refusal.code == code && refusal.problem == "portal.not_taken" && refusal.isTold)
        try await house.close()
        try await sandbox.close()
    }

    // MARK: - What is filed

    private static let pdf =
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"

    private let police = "Y99.01.X04"

    private static func item(_ members: [String: String], _ papers: [(String, String?)] = []) -> JSONObject {
        var item = JSONObject(
            [
                "ChuHoSo": "Nguyễn Thị Hương", "LoaiDoiTuong": "1", "MaDoiTuong": "001196000001",
                "NgaySinh": "19960302", "KenhThucHien": "2", "NgayNop": "20261118080000",
            ].merging(members) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
        item["TaiLieuNop"] = .array(
            papers.map { document, content in
                var paper = JSONObject([
                    ("MaThanhPhanHoSo", .string(document)), ("TenTepDinhKem", .string("\(document).pdf")),
                ])
                if let content { paper["NoiDung"] = .string(Data(content.utf8).base64EncodedString()) }
                return .object(paper)
            })
        return item
    }

    private static func birth(papers: [(String, String?)] = [("birth_notice", pdf)]) -> JSONObject {
        item(
            [
                "MaTTHC": "1.001193",
                "ThongTinKhac": """
                {"rel": "mother", "special": "none", "notice_paper": true, "child.name": "Nguyễn Minh An",
                 "child.sex": "female", "child.born_on": "2026-11-10", "child.count_in_birth": 1,
                 "born.in_facility": true, "born.facility": "Bệnh viện Phụ sản Hà Nội",
                 "mother.name": "Nguyễn Thị Hương", "mother.born_on": "1996-03-02", "mother.nationality": "Việt Nam",
                 "mother.ethnicity": "Kinh", "mother.residence.area": "00070", "father.name": "Nguyễn Văn Minh",
                 "father.born_on": "1994-05-06", "father.nationality": "Việt Nam", "father.ethnicity": "Kinh",
                 "father.residence.area": "00070", "marriage.registered": true, "marriage.place": "Phường Hoàn Kiếm",
                 "child.surname_after": "father", "child.ethnicity_after": "father",
                 "child.home_place_after": "father", "child.nationality": "vietnamese",
                 "office_by": "mother_permanent", "copies": 2, "return_by": "point", "phone": "0912345678"}
                """,
            ], papers)
    }

    private static func maritalStatus(_ changes: [String: String] = [:]) -> JSONObject {
        item(
            [
                "MaTTHC": "1.004873",
                "ThongTinKhac": """
                {"for_whom": "self", "person.name": "Nguyễn Thị Hương", "person.born_on": "1996-03-02",
                 "person.nationality": "Việt Nam", "residence.area": "00070", "purpose": "other",
                 "purpose_text": "Bổ sung hồ sơ vay vốn", "status": "single", "earlier.has": false, "old.has": false,
                 "copies": 1, "return_by": "point", "phone": "0912345678"}
                """,
            ].merging(changes) { $1 })
    }

    private static func marriage() -> JSONObject {
        item([
            "MaTTHC": "1.000894", "NgayNop": "20261123080000",
            "ThongTinKhac": """
            {"bride.name": "Nguyễn Thị Hương", "bride.born_on": "1996-03-02", "bride.nationality": "Việt Nam",
             "bride.ethnicity": "Kinh", "bride.residence.area": "00070", "groom.name": "Trần Văn Nam",
             "groom.born_on": "1994-07-08", "groom.nationality": "Việt Nam", "groom.ethnicity": "Tày",
             "groom.residence.area": "00004", "office_by": "bride", "bride_before.times": 0,
             "groom_before.times": 0, "free_will": true, "not_related": true, "unmarried": true,
             "ceremony.on": "2026-11-27", "phone": "0912345678"}
            """,
        ])
    }

    private static func residence(
        _ code: String, _ status: String, _ at: String, own: String = "", unit: String = "Y99.01.X04"
    ) -> JSONObject {
        item([
            "MaTTHC": "1.004222", "MaHoSo": code, "TrangThaiHoSo": status, "ThoiDiemXuLy": at, "SoBienNhan": own,
            "DonViXuLy": unit, "NgayHenTra": "20261126170000",
        ])
    }

    // MARK: - The house

    private static func open(_ fixture: CityFixture, _ address: String) async throws -> CityHouse {
        var options = CityHouse.Options()
        options.clock = fixture.clock
        options.publishes = true
        options.numbersPlaceholders = true
        options.portal = try PortalSettings(
            address: address, credentials: nil,
            environment: ["MOTCUA_PORTAL_USER": "city", "MOTCUA_PORTAL_PASSWORD": "city"])
        return try await CityHouse.open(try fixture.files(city: "hanoi"), options)
    }

    private static func dossiers(_ house: CityHouse) async throws -> [Dossier] {
        try await house.database.read { transaction in
            try transaction.all("SELECT id FROM dossier ORDER BY id") { $0.id(0, of: Dossier.self) }
                .compactMap { try CaseReader.dossier($0, in: transaction) }
        }
    }

    private static func steps(_ shown: JSONValue?) -> [JSONValue] {
        if case .array(let steps)? = shown?["progress"] { steps } else { [] }
    }
}
