import Catalogue
import City
import CityFolder
import Civic
import Directory
import Testing

/// A city changed from the pages: a layer above its folder.
struct EditorTests {
    private static let head = "code,id_status,name_vi,name_en,kind,parent,areas,valid_from,valid_to\n"
    private static let admin = Actor.system("test")

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `units from a list stand above the folder, once, and a later publish of the folder keeps them`()
        async throws
    {
        let fixture = try await CityFixture()
        let house = try await fixture.open(city: "demo-town")
        let list = Self.bytes(Self.head + "A01.9,placeholder,Quầy mới,New Desk,service_point,A01,P1,2026-01-01,\n")

        let plan = try await house.editor.planUnits(list)
        #expect(plan.lines.map(\.deed) == [.added] && plan.isWhole, "\(plan.refused)")
        try await house.editor.takeInUnits(list, by: Self.admin)

        #expect(try await house.editor.planUnits(list).lines.map(\.deed) == [.unchanged])
        let code = try UnitCode("A01.9")
        let renewed = try #require(try await house.renewed())
        #expect(renewed.directory.tree.unit(code, on: renewed.directory.today)?.name.en == "New Desk")
        try await house.close()

        // The folder is published anew by a command or a start; what was entered on the pages stays.
        let again = try await fixture.open(city: "demo-town")
        #expect(again.directory.tree.unit(code, on: again.directory.today) != nil)
        let ending = Self.bytes(
            Self.head + "A01.9,placeholder,Quầy mới,New Desk,service_point,A01,P1,2026-01-01,2027-01-31\n")
        #expect(try await again.editor.planUnits(ending).lines.map(\.deed) == [.ended])
        try await again.close()
    }

    @Test func `a faulty row is named with line and column, and nothing is taken in`() async throws {
        let house = try await CityFixture().open(city: "demo-town")
        let list = Self.bytes(
            Self.head + "A01.9,placeholder,Quầy mới,New Desk,service_point,A01.404,P1,2026-01-01,\n"
                + "A01.8,placeholder,,New Desk,service_point,A01,P1,soon,\n")

        let plan = try await house.editor.planUnits(list)

        #expect(plan.refused.contains { $0.line == 3 && $0.column == 3 }, "the name is missing")
        #expect(plan.refused.contains { $0.line == 3 && $0.column == 8 }, "the date is none")
        await #expect(throws: CityFolderProblem.self) { try await house.editor.takeInUnits(list, by: Self.admin) }
        let parentless = Self.bytes(
            Self.head + "A01.9,placeholder,Quầy mới,New Desk,service_point,A01.404,P1,2026-01-01,\n")
        #expect(try await !house.editor.planUnits(parentless).isWhole, "no such parent")
        try await house.close()
    }

    @Test func `a new version of a procedure comes as one file and goes out as the same one`() async throws {
        let house = try await CityFixture().open(city: "demo-town")
        let live = try #require(house.catalogue.procedure("T.000001", on: house.directory.today))
        let file = Self.bytes(
            """
            like: T.000001.yaml
            version: "2030-01-01"
            valid_from: 2030-01-01
            name: {vi: Sạp chợ phiên, en: A stall at the fair}

            """)

        let draft = try await house.editor.draft(file)
        let procedure = try #require(draft.procedure)
        #expect(!draft.hasErrors && !draft.isPublished, "\(draft.findings)")
        let changes = try ProcedureDiff(from: live, to: procedure).changes
        #expect(Set(changes.map(\.path)).isSuperset(of: ["name.vi", "name.en", "version"]))
        #expect(changes.first { $0.path == "name.en" }?.after == "A stall at the fair")
        #expect(!changes.contains { $0.path.hasPrefix("pages") }, "what is like the other is no change")
        _ = try await house.editor.publishProcedure(file, by: Self.admin)

        #expect(try await house.editor.draft(file).isPublished)
        #expect(try await house.editor.source(of: "T.000001", version: "2030-01-01")?.bytes == file)
        let renewed = try #require(try await house.renewed())
        #expect(renewed.catalogue.procedure("T.000001", on: house.directory.today)?.version == live.version)
        #expect(
            try await house.editor.history(of: "T.000001", in: renewed.catalogue).map(\.procedure.version)
                == ["2030-01-01", live.version])
        let edited = Self.bytes(String(decoding: file, as: UTF8.self).replacing("the fair", with: "a fair"))
        #expect(try await house.editor.draft(edited).findings.contains { $0.rule == "procedure.published" })
        await #expect(throws: CityFolderProblem.self) {
            _ = try await house.editor.publishProcedure(edited, by: Self.admin)
        }
        try await house.close()
    }

    @Test func `procedures are their owner's to publish, units the administrator's`() async throws {
        let house = try await CityFixture().open(city: "demo-town")
        func officer(_ role: Role) -> Actor {
            let post = Post(role: role, unit: house.directory.tree.units[0].code)
            return Actor(
                subject: ID(9), name: "",
                standing: .officer(OfficerStanding(officer: ID(8), unit: post.unit, posts: [post], mandates: [])))
        }
        let units = Self.bytes(Self.head + "A01.9,placeholder,Quầy mới,New Desk,service_point,A01,P1,2026-01-01,\n")
        let file = Self.bytes("like: T.000001.yaml\nversion: \"2030-01-01\"\nvalid_from: 2030-01-01\n")

        await #expect(throws: DirectoryProblem.self) {
            try await house.editor.takeInUnits(units, by: officer(.catalogueOwner))
        }
        await #expect(throws: DirectoryProblem.self) {
            _ = try await house.editor.publishProcedure(file, by: officer(.cityAdmin))
        }
        _ = try await house.editor.publishProcedure(file, by: officer(.catalogueOwner))
        try await house.editor.takeInUnits(units, by: officer(.cityAdmin))
        try await house.close()
    }

    @Test func `a text that lacks a language is counted, and a whole procedure lacks none`() async throws {
        let house = try await CityFixture().open(city: "hanoi")
        let all = TranslationCoverage(of: house.catalogue)

        #expect(all.total > 1_000 && all.missing == [])
        for code in house.catalogue.modelled {
            let newest = try #require(house.catalogue.versions(of: code).last)
            let coverage = try TranslationCoverage(of: newest)
            #expect(coverage.total > 5 && coverage.missing == [], "\(code)")
        }
        try await house.close()
    }

    @Test func `officers from a list: shown first, taken in whole, and a second time nothing`() async throws {
        let house = try await CityFixture().open(city: "demo-town")
        let head = "login,name,title_vi,title_en,phone,unit,posts,from,to\n"
        let faulty = Self.bytes(head + "new.one,,Chuyên viên,,12,A01.404,nobody,,\n")
        let refused = try await house.directory.planImport(faulty, by: Self.admin).refused
        #expect(Set(refused.map(\.column)).isSuperset(of: [2, 5, 7]), "\(refused)")
        await #expect(throws: CityFolderProblem.self) { try await house.directory.takeIn(faulty, by: Self.admin) }

        let list = Self.bytes(head + "new.one,Ngô Một,Chuyên viên,,0912345678,A01.2,specialist;clerk@A01.1,,\n")
        let links = try await house.directory.takeIn(list, by: Self.admin)
        #expect(links.map(\.login) == ["new.one"])
        #expect(try await house.directory.planImport(list, by: Self.admin).lines.map(\.deed) == [.unchanged])

        let ended = Self.bytes(
            head + "new.one,Ngô Một,Chuyên viên,,0912345678,A01.2,specialist,,\(house.directory.today.iso)\n")
        #expect(try await house.directory.planImport(ended, by: Self.admin).lines.map(\.deed) == [.ended])
        #expect(try await house.directory.takeIn(ended, by: Self.admin).isEmpty)
        #expect(try await house.directory.planImport(ended, by: Self.admin).lines.map(\.deed) == [.unchanged])
        try await house.close()
    }

    @Test func `the first administrator is entered once, with a password that was typed`() async throws {
        let fixture = try await CityFixture()
        try await fixture.open(city: "demo-town").close()
        let files = try fixture.files(city: "demo-town")
        let admin = CitySetup.Administrator(name: "Trần Văn Quản", login: "tran.quan", unit: nil)

        await #expect(throws: DirectoryProblem.weakPassword) {
            _ = try await CitySetup.run(files, admin, another: false) { "admin" }
        }
        let report = try await CitySetup.run(files, admin, another: false) { "typed at a terminal" }

        #expect(report.unit == "A01")
        await #expect(throws: DirectoryProblem.alreadySetUp) {
            _ = try await CitySetup.run(files, admin, another: false) { "typed at a terminal" }
        }
        let house = try await CityHouse.open(files)
        _ = try await house.directory.signIn(
            login: "tran.quan", password: "typed at a terminal", address: "10.0.0.1")
        try await house.close()
    }
}
