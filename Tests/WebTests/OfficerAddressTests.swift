import Civic
import Door
import Dossiers
import Foundation
import Testing

@testable import Web

struct OfficerAddressTests {
    private func form(_ path: String) -> FilledForm {
        let query = path.split(separator: "?").last.map(String.init) ?? ""
        return FilledForm(
            fields: query.split(separator: "&").compactMap { pair in
                let parts = pair.split(separator: "=").map(String.init)
                guard parts.count == 2 else { return nil }
                return FilledForm.Field(name: parts[0], value: parts[1].removingPercentEncoding ?? "")
            })
    }

    @Test func `the address of a list is its filter, both ways`() throws {
        var query = WorklistQuery(list: .overdue, limit: 50)
        query.unit = try UnitCode("H26.C01.P001")
        query.procedure = "1.004873"
        query.heat = .today
        query.search = "Nguyễn & Ánh=?"
        query.order = WorklistOrder(.name, isDescending: true)
        query.after = WorklistCursor(due: 123, task: 456)
        var address = WorklistAddress(FilledForm(), standard: .unit)
        address.query = query

        #expect(WorklistAddress(form(address.path), standard: .unit).query == query)
    }

    @Test func `another list begins at its first page`() {
        let address = WorklistAddress(form("/can-bo?ds=unit&sau=1.2&q=an"), standard: .mine)

        #expect(address.with { $0.list = .mine } == "/can-bo?ds=mine&q=an")
    }

    @Test func `what is no filter of ours opens the standard list`() {
        let address = WorklistAddress(form("/can-bo?ds=nothing&dv=!!&han=hot&sau=x&sx=-colour"), standard: .unit)

        #expect(address.query == WorklistQuery(list: .unit, limit: 50))
    }
}

struct OfficerCounterSearchTests {
    @Test(arguments: ["0912345678", "0912 345 678", "+84 912.345.678", "024 3825 1234"])
    func `a phone number is neither a code nor a name`(_ typed: String) throws {
        let phone = try PhoneNumber(typed)

        #expect(CounterSearch(typed) == .phone(phone))
    }

    @Test(arguments: [
        "001190012345|012345678|Nguyễn Thị Hoa|01021990|Nữ|Phường Hoàn Kiếm|01012022",
        " 001 190 012 345 ||Nguyễn  Thị Hoa|01 02 1990|Nữ|Phường Hoàn Kiếm|01012022",
    ])
    func `a scanned identity card gives number, name and date of birth`(_ typed: String) throws {
        guard case .card(let card) = CounterSearch(typed) else {
            Issue.record("read as \(CounterSearch(typed))")
            return
        }
        let number = try PersonalNumber("001190012345")
        #expect(card.number == number)
        #expect(card.name == "Nguyễn Thị Hoa")
        #expect(card.bornOn == Day(year: 1990, month: 2, day: 1))
    }

    @Test func `a card whose date is none keeps what can be read`() throws {
        guard case .card(let card) = CounterSearch("001190012345|012345678|Nguyễn Thị Hoa|31021990|Nữ") else {
            Issue.record("not read as a card")
            return
        }
        #expect(card.name == "Nguyễn Thị Hoa" && card.bornOn == nil)
    }

    @Test func `a person at the counter gives the date of birth, or the year alone`() throws {
        let today = try #require(Day(year: 2026, month: 11, day: 22))
        #expect(Born("1/2/1990", today: today) == Day(year: 1990, month: 2, day: 1).map(Born.on))
        #expect(Born("1990", today: today) == .in(1990))
        for wrong in ["31/2/1990", "23/11/2026", "90", "1890", "tháng 2", "1/2"] {
            #expect(Born(wrong, today: today) == nil, "\(wrong)")
        }
    }

    @Test func `a typed number may hold spaces`() throws {
        #expect(CounterSearch("001 190 012 345") == .number(try PersonalNumber("001190012345")))
    }

    @Test(arguments: ["H26.34-261121-0005", "https://x.example/tra-cuu?ma=H26.34-261121-0005"])
    func `a code is found bare and in a receipt's address`(_ typed: String) {
        #expect(CounterSearch(typed) == .code("H26.34-261121-0005"))
    }

    @Test func `two letters are a name, one is nothing`() {
        #expect(CounterSearch("Ánh") == .name("Ánh"))
        #expect(CounterSearch("á") == .nothing)
        #expect(CounterSearch("   ") == .nothing)
    }
}

struct OfficerFiguresTests {
    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("=SUM(A1)", "'=SUM(A1)"),
        ("two\r\nlines", "\"two\r\nlines\""), ("", ""),
    ])
    func `a field of the CSV is quoted, and no formula gets through`(_ field: String, _ written: String) {
        #expect(FiguresPage.quoted(field) == written)
    }
}
