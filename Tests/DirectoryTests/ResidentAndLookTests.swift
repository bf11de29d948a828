import Civic
import Foundation
import Store
import StoreSQLite
import Testing

@testable import Directory

struct ResidentAndLookTests {
    @Test func `a person is found by number and by folded name with the year, and the number is sealed`() async throws {
        let fixture = try await BookFixture()
        let number = try PersonalNumber("001194000123")
        let subject = try await fixture.book.createPerson(
            NewPerson(name: "  Đặng   Thị Huệ", number: number))

        #expect(try await fixture.book.findPerson(number: number)?.subject == subject)
        #expect(try await fixture.book.findPersons(name: "dang thi", birthYear: 1994).map(\.name) == ["Đặng Thị Huệ"])
        #expect(try await fixture.book.findPersons(name: "dang thi", birthYear: 1995).isEmpty)
        #expect(try await fixture.book.number(of: subject) == number)
        let stored = try await fixture.database.read { transaction in
            try transaction.first(SQL("SELECT number_sealed FROM person")) { $0.blob(0) }
        }
        #expect(stored.map { String(decoding: $0, as: UTF8.self).contains("001194") } == false)
    }

    @Test func `one number is one person`() async throws {
        let fixture = try await BookFixture()
        let number = try PersonalNumber("001194000123")
        _ = try await fixture.book.createPerson(NewPerson(name: "Một", number: number))

        await #expect(throws: DirectoryProblem.personExists) {
            try await fixture.book.createPerson(NewPerson(name: "Hai", number: number))
        }
    }

    @Test func `a cut subject leads to nobody`() async throws {
        let fixture = try await BookFixture()
        let subject = try await fixture.book.createPerson(NewPerson(name: "Người Cũ"))

        try await fixture.book.cutPerson(subject, basis: "Luật 91/2025", by: fixture.admin)

        #expect(try await fixture.book.person(subject) == nil)
        #expect(try await fixture.book.findPersons(name: "nguoi cu").isEmpty)
    }

    @Test func `a sealed value opens only where it was sealed`() throws {
        let keys = try KeyRing(text: KeyRing.freshText())
        let sealed = try keys.seal("001194000123", context: "row 1")

        #expect(try keys.open(sealed, context: "row 1") == "001194000123")
        #expect(throws: DirectoryProblem.self) { try keys.open(sealed, context: "row 2") }
    }

    @Test func `an old key opens after a new one was added`() throws {
        let text = KeyRing.freshText()
        let sealed = try KeyRing(text: text).seal("x", context: "c")
        let second = String(repeating: "ab", count: 32)

        let rotated = try KeyRing(text: text + "key 2 \(second)\n")

        #expect(try rotated.open(sealed, context: "c") == "x")
        #expect(try rotated.seal("y", context: "c").prefix(4) == [0, 0, 0, 2])
    }

    @Test func `a key ring is made for its owner only and refused once others may read it`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)").path
        let sealed = try KeyRing.openOrMake(at: path).seal("x", context: "c")

        #expect(try KeyRing.openOrMake(at: path).open(sealed, context: "c") == "x")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: DirectoryProblem.self) { try KeyRing.open(at: path) }
    }

    @Test func `looks of one quarter of an hour are one row, and the person sees body, role and purpose`() async throws
    {
        let fixture = try await BookFixture()
        let subject = try await fixture.resident("huong")
        let counter = try await fixture.officer(.counterOfficer, at: SmallCity.point)

        for minutes in [0, 5, 10] {
            fixture.clock.set(BookFixture.start.adding(minutes: Int64(minutes)))
            try await fixture.book.look(
                at: subject, fields: ["person.number", "answers"], purpose: .counter, dossier: 7, by: counter.actor)
        }
        fixture.clock.set(BookFixture.start.adding(minutes: 15))
        try await fixture.book.look(
            at: subject, fields: ["person.number"], purpose: .handling, dossier: 7, by: counter.actor)

        let looks = try await fixture.book.looks(at: subject)
        #expect(looks.map(\.purpose) == [.handling, .counter])
        #expect(looks.last?.fields == ["answers", "person.number"])
        #expect(looks.first?.unit == SmallCity.point)
        #expect(looks.first?.officerName == nil)
    }

    @Test func `a seal holds until a row under it is changed`() async throws {
        let fixture = try await BookFixture()
        let subject = try await fixture.resident("huong")
        let counter = try await fixture.officer(.counterOfficer, at: SmallCity.point)
        try await fixture.book.look(at: subject, fields: ["name"], purpose: .counter, by: counter.actor)
        #expect(try await fixture.book.sealAccessLog() == nil)

        fixture.clock.advance(milliseconds: 60_000)
        let seal = try #require(try await fixture.book.sealAccessLog())

        #expect(try await fixture.book.sealHolds(seal))
        try await fixture.database.write("tamper") {
            try $0.execute(SQL("UPDATE access_log SET purpose = 'inspection'"))
        }
        #expect(try await !fixture.book.sealHolds(seal))
    }

    @Test func `every statement of the room is understood by the engine`() async throws {
        let fixture = try await BookFixture()
        for statement in DirectoryStore.statements {
            let count = statement.text.utf8.count { $0 == UInt8(ascii: "?") }
            // Nothing has the key 0; a constraint that refuses the value proves the text was read.
            do {
                try await fixture.database.write("prepare") { transaction in
                    try transaction.forEach(statement, [SQLValue](repeating: .int(0), count: count)) { _ in }
                }
            } catch StoreError.constraint {
                continue
            }
        }
    }

    @Test func `six guesses at one code are stopped for the rest of the hour`() async throws {
        let fixture = try await BookFixture()
        for _ in 0..<5 { try await fixture.book.throttle.take(.init(.trackingByCode, key: "H26-1")) }

        await #expect(throws: DirectoryProblem.tooManyAttempts(until: BookFixture.start.adding(hours: 1), zone: .hanoi))
        {
            try await fixture.book.throttle.take(.init(.trackingByCode, key: "H26-1"))
        }
        try await fixture.book.throttle.take(.init(.trackingByCode, key: "H26-2"))
    }
}
