import Civic
import Foundation
import Journal
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
        // Other rooms forget what they hold of the person when they read this.
        let events = try await JournalReader(fixture.database).stream(subject.retyped()).map(\.event.kind)
        #expect(events.last == DirectoryEvent.personCut)
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
        #expect(try await fixture.book.units(lookingAt: subject) == [SmallCity.point])
        #expect(try await fixture.book.looks(at: subject, from: SmallCity.point).count == 2)
        #expect(try await fixture.book.looks(at: subject, from: SmallCity.ward).isEmpty)
    }

    @Test func `a list is one look for all it named, once in a quarter of an hour, and about nobody in particular`()
        async throws
    {
        let fixture = try await BookFixture()
        let subject = try await fixture.resident("huong")
        let counter = try await fixture.officer(.counterOfficer, at: SmallCity.point)
        let dpo = try await fixture.officer(.dpo, at: SmallCity.city)
        let show: @Sendable (Set<Int64>) async throws -> Void = { dossiers in
            try await fixture.book.look(atList: "unit", dossiers: dossiers, purpose: .handling, by: counter.actor)
        }
        let log: @Sendable (Int64?) async throws -> [AccessLogEntry] = { dossier in
            var query = AccessLogQuery(from: fixture.book.today, to: fixture.book.today)
            query.dossier = dossier
            return try await fixture.book.accessLog(query, by: dpo.actor)
        }

        try await show([])
        for minutes in [0, 5] {
            fixture.clock.set(BookFixture.start.adding(minutes: Int64(minutes)))
            try await show(Set(1...7))
        }
        #expect(try await log(nil).map(\.dossiers) == [Array(1...7)])
        fixture.clock.set(BookFixture.start.adding(minutes: 15))
        try await show(Set(1...120))

        #expect(Set(try await log(nil).map(\.dossiers.count)) == [7, 100, 20])
        for (dossier, lists) in [(7, 2), (70, 1), (110, 1), (121, 0)] {
            #expect(try await log(Int64(dossier)).count == lists, "\(dossier)")
        }
        let line = try #require(try await log(110).first)
        #expect(line.list == "unit" && line.subject == nil && line.officer == counter.id && line.purpose == .handling)
        #expect(try await fixture.book.looks(at: subject).isEmpty)
        fixture.clock.advance(milliseconds: 60_000)
        let seal = try #require(try await fixture.book.sealAccessLog())
        #expect(try await fixture.book.sealHolds(seal))
    }

    @Test func `the log is read by the data-protection officer alone, by person, officer, unit, purpose and day`()
        async throws
    {
        let fixture = try await BookFixture()
        let huong = try await fixture.resident("huong")
        let nam = try await fixture.resident("nam")
        let counter = try await fixture.officer(.counterOfficer, at: SmallCity.point)
        let clerk = try await fixture.officer(.civilStatusOfficer, at: SmallCity.ward)
        let dpo = try await fixture.officer(.dpo, at: SmallCity.city)
        try await fixture.book.look(at: huong, fields: ["person.name"], purpose: .counter, by: counter.actor)
        try await fixture.book.look(
            at: [huong, nam], fields: ["dossier.answers"], purpose: .handling, dossier: 9, by: clerk.actor)
        let today = fixture.book.today
        let log: @Sendable (@Sendable (inout AccessLogQuery) -> Void) async throws -> [AccessLogEntry] = { change in
            var query = AccessLogQuery(from: today, to: today)
            change(&query)
            return try await fixture.book.accessLog(query, by: dpo.actor)
        }

        #expect(try await log { _ in }.count == 3)
        #expect(try await log { $0.officer = counter.id }.map(\.subject) == [huong])
        #expect(try await log { $0.unit = SmallCity.ward }.count == 2)
        #expect(try await log { $0.purpose = .counter }.map(\.role) == [.counterOfficer])
        #expect(try await log { $0.dossier = 9 }.count == 2)
        #expect(try await log { ($0.from, $0.to) = (today + -3, today + -1) }.isEmpty)
        let first = try await log { $0.limit = 2 }
        let second = try await log { ($0.limit, $0.before) = (2, first.last?.id) }
        #expect(first.count == 2 && second.count == 1 && Set((first + second).map(\.id)).count == 3)

        // Who asks about a person is himself in that person's log, and each reading is an event.
        #expect(try await log { $0.subject = huong }.count == 3)
        #expect(try await fixture.book.looks(at: huong).first?.purpose == .dataSubjectRequest)
        let read = try await fixture.database.read { transaction in
            try transaction.first(SQL("SELECT COUNT(*) FROM event WHERE kind = 'directory.accessLogRead'")) {
                $0.int(0)
            }
        }
        #expect(read == 9)
        for actor in [counter.actor, clerk.actor] {
            await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole)) {
                _ = try await fixture.book.accessLog(AccessLogQuery(from: today, to: today), by: actor)
            }
        }
    }

    @Test func `somebody is found by the phone number they left, and a family may share one`() async throws {
        let fixture = try await BookFixture()
        let phone = try PhoneNumber("0912 345 678")
        for name in ["Nguyễn Văn An", "Lê Thị Bình"] {
            _ = try await fixture.book.createPerson(NewPerson(name: name, phone: phone))
        }
        _ = try await fixture.book.createPerson(NewPerson(name: "Phạm Văn Cường"))

        let found = try await fixture.book.findPersons(phone: try PhoneNumber("+84 912 345 678"))
        #expect(Set(found.map(\.name)) == ["Nguyễn Văn An", "Lê Thị Bình"])
    }

    @Test func `the administrator of a unit sees its officers, posts and accounts; others do not`() async throws {
        let fixture = try await BookFixture()
        let counter = try await fixture.officer(.counterOfficer, at: SmallCity.point)
        let admin = try await fixture.officer(.unitAdmin, at: SmallCity.centre)

        let staff = try await fixture.book.staff(of: SmallCity.point, by: admin.actor)
        #expect(staff.map(\.officer) == [counter.id])
        #expect(staff.first?.posts.map(\.role) == [.counterOfficer] && staff.first?.isClosed == false)
        await #expect(throws: DirectoryProblem.self) {
            _ = try await fixture.book.staff(of: SmallCity.point, by: counter.actor)
        }
        await #expect(throws: DirectoryProblem.self) {
            _ = try await fixture.book.staff(of: SmallCity.ward, by: admin.actor)
        }
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
        for _ in 0..<5 { try await fixture.book.throttle.take([.init(.trackingByCaller, key: "H26-1")]) }

        await #expect(throws: DirectoryProblem.tooManyAttempts(until: BookFixture.start.adding(hours: 1), zone: .hanoi))
        {
            try await fixture.book.throttle.take([.init(.trackingByCaller, key: "H26-1")])
        }
        try await fixture.book.throttle.take([.init(.trackingByCaller, key: "H26-2")])
    }
}
