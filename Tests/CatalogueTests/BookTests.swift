import Catalogue
import CityFolder
import Civic
import Directory
import Foundation
import Journal
import Store
import TestEngines
import Testing

@Suite struct BookTests {
    private let book: CatalogueBook

    init() throws {
        book = CatalogueBook(try #require(CityContent(LibraryTown.folder(), Findings())))
    }

    @Test(arguments: [
        "dang ky khai sinh", "ĐĂNG KÝ KHAI SINH", "đa\u{0306}ng ky\u{0301} khai sinh", "khai sinh dang ky", "khai si",
        "dang ky khai sihn", "làm giấy khai sinh", "L.2",
    ]) func `birth registration is found however it is typed`(_ query: String) {
        #expect(book.search(query).entries.first?.code == "L.2")
    }

    @Test func `a modelled procedure stands before its equals, and has its English words`() {
        #expect(book.search("thẻ thư viện").entries.map(\.code) == ["L.1", "L.4"])
        #expect(book.search("library card").entries.map(\.code) == ["L.1"])
        #expect(book.search().entries.first?.code == "L.1")
    }

    @Test func `filters narrow, pages page, and what is internal stays inside`() {
        #expect(book.search("khai sinh", level: "province").entries.map(\.code) == ["L.3"])
        #expect(book.search("", onlyOnline: true).entries.map(\.code) == ["L.1", "L.2"])
        #expect(book.search("", lifeEvent: "birth").total == 2)
        #expect(book.search("khai sinh", limit: 1, offset: 1).entries.map(\.code) == ["L.3"])
        #expect(book.search("trao đổi").total == 0)
        #expect(book.search("trao đổi", includeInternal: true).total == 1)
        #expect(book.search("xyzzy").total == 0)
    }

    @Test func `an occasion of life stands before the list it belongs to, and all of them where nothing was found`() {
        func offered(_ query: String) -> [String] {
            book.lifeEvents(for: query, found: book.search(query)).map(\.id)
        }

        #expect(offered("làm giấy khai sinh") == ["birth"], "by its best answer")
        #expect(offered("sinh con") == ["birth"], "by its own name")
        #expect(offered("thẻ thư viện") == [])
        #expect(offered("") == ["birth"] && offered("xyzzy") == ["birth"])
    }

    @Test func `a document is given by procedures and kept by its own rule, or by the city's`() throws {
        #expect(book.givers(of: "photo") == ["L.2"] && book.givers(of: "form") == [])
        let end = CityZone.hanoi.instant(try #require(LocalTime("2026-01-31T10:00")))
        func ends(_ document: String, isWithdrawn: Bool = false) throws -> [Instant?] {
            let rule = try #require(book.retention(of: document))
            let ends = rule.ends(after: end, isWithdrawn: isWithdrawn, in: .hanoi)
            return [ends.keep, ends.erase]
        }
        func midnight(_ day: String) throws -> Instant {
            CityZone.hanoi.instant(try #require(LocalTime("\(day)T00:00")))
        }

        #expect(try ends("photo") == [midnight("2026-05-02"), midnight("2028-02-01")])
        #expect(try ends("form") == [midnight("2027-02-01"), midnight("2031-02-01")])
        #expect(try ends("form", isWithdrawn: true) == [end, midnight("2031-02-01")])
        #expect(PaperRetention().ends(after: end, isWithdrawn: false, in: .hanoi) == (nil, nil))
        #expect(PaperRetention.Span("1 month")?.after(try #require(Day("2026-01-31"))) == Day("2026-02-28"))
        #expect(PaperRetention.Span("soon") == nil && PaperRetention.Span("-1 days") == nil)
    }

    @Test func `terms of the list are said in words`() {
        #expect(book.entry("L.3")?.deadlines.first?.text(.vi) == "20–30 ngày")
        #expect(book.entry("L.1")?.deadlines.first?.text(.en) == "1 working day")
        #expect(EntryTerm(channel: "online", value: "8000").text(.vi) == "8.000 ₫")
    }

    @Test func `the version in force is the newest begun and not ended`() throws {
        var content = try #require(CityContent(LibraryTown.folder(), Findings()))
        let later = LibraryTown.folder(
            "procedures/L.1.yaml", "version: \"1\"\nvalid_from: 2026-01-01", "version: \"2\"\nvalid_from: 2026-07-01")
        content.procedures += try #require(CityContent(later, Findings())).procedures
        let book = CatalogueBook(content)

        #expect(book.procedure("L.1", on: try #require(Day("2025-12-31"))) == nil)
        #expect(book.procedure("L.1", on: try #require(Day("2026-06-30")))?.version == "1")
        #expect(book.procedure("L.1", on: try #require(Day("2026-07-01")))?.version == "2")
        #expect(book.procedure("L.1", version: "1")?.version == "1")
    }

    @Test func `the calendar keeps the town's hours and holidays`() throws {
        let monday = try #require(Day("2026-01-05"))

        #expect(!book.officeCalendar.isWorking(monday))
        #expect(book.officeCalendar.isWorking(monday + 7))
        // The town works on Mondays only.
        #expect(!book.officeCalendar.isWorking(monday + 8))
        #expect(book.officeCalendar.revision == book.calendarRevision && !book.calendarRevision.isEmpty)
    }

    @Test func `texts fall back to their key`() {
        #expect(book.text("page.title", .en) == "Hello {name}")
        #expect(book.text("page.none", .en) == "page.none")
    }
}

@Suite struct PublishTests {
    private func withDatabase(_ body: (any Database) async throws -> Void) async throws {
        let home = try await TestDatabase(.chosen)
        try await home.database.migrate(
            JournalSchema.migrations + PublishedDefinitions.migrations + CitySources.migrations)
        try await body(home.database)
        try await home.database.close()
    }

    private let clock: ManualClock
    private let ids: IDGenerator

    init() {
        clock = ManualClock(Instant(milliseconds: 1_780_000_000_000))
        ids = IDGenerator(node: 1, clock: clock)
    }

    private func publish(_ folder: CityFolder, _ database: any Database) async throws -> CataloguePublisher.Outcome {
        try await CataloguePublisher().publish(
            folder, into: database, actor: .system("test"), clock: clock, ids: ids)
    }

    private func events(_ database: any Database) async throws -> Int64 {
        try await database.read { try Journal.lastSeq(of: CataloguePublisher.stream, in: $0) }
    }

    @Test func `what is published is what is loaded`() async throws {
        try await withDatabase { database in
            let outcome = try await publish(LibraryTown.folder(), database)

            let book = try await CatalogueBook.load(from: database)
            #expect(outcome.published.contains("procedure L.1 1"))
            #expect(book.entries.count == 5)
            #expect(book.procedure("L.1", version: "1")?.pages.count == 4)
            #expect(book.units.units.count == 2)
            #expect(book.text("page.title", .vi) == "Xin chào {name}")
            #expect(try await events(database) == 1)
        }
    }

    @Test func `publishing the same again changes nothing`() async throws {
        try await withDatabase { database in
            _ = try await publish(LibraryTown.folder(), database)

            let second = try await publish(LibraryTown.folder(), database)

            #expect(second.published.isEmpty)
            #expect(try await events(database) == 1)
        }
    }

    @Test func `a published version is never changed`() async throws {
        try await withDatabase { database in
            _ = try await publish(LibraryTown.folder(), database)
            let edited = LibraryTown.folder("procedures/L.1.yaml", "minutes: 60", "minutes: 50")

            await #expect(throws: CityFolderProblem.versionChanged(kind: "procedure", code: "L.1", version: "1")) {
                try await publish(edited, database)
            }
            #expect(
                try await CatalogueBook.load(from: database).procedure("L.1", version: "1")?.step("look")?.minutes == 60
            )
        }
    }

    @Test func `a text may be changed and changed back`() async throws {
        try await withDatabase { database in
            let hello = LibraryTown.folder()
            let bye = LibraryTown.folder("text/en.yaml", "Hello", "Bye")

            for (folder, text) in [(hello, "Hello {name}"), (bye, "Bye {name}"), (hello, "Hello {name}")] {
                _ = try await publish(folder, database)
                #expect(try await CatalogueBook.load(from: database).text("page.title", .en) == text)
            }
            #expect(try await events(database) == 3)
        }
    }

    @Test func `a city with errors is not published`() async throws {
        try await withDatabase { database in
            let faulty = LibraryTown.folder("procedures/L.1.yaml", "list: kind,", "list: kinds,")

            await #expect(throws: CityFolderProblem.self) { try await publish(faulty, database) }
            await #expect(throws: CatalogueProblem.nothingPublished) { try await CatalogueBook.load(from: database) }
        }
    }
}
