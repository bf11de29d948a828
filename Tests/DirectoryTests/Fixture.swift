import Civic
import Foundation
import Journal
import Store
import TestEngines

@testable import Directory

/// A small city: a centre with a service point that was the ward's until 2025-12-08, one ward, one other commune.
enum SmallCity {
    static let city = code("H26")
    static let centre = code("H26.C01")
    static let point = code("H26.C01.PX04")
    static let oldPoint = code("H26.X04.09")
    static let ward = code("H26.X04")
    static let justice = code("H26.X04.01")
    static let other = code("H26.Y02")
    static let tax = code("H26.T01")
    static let day = date(2026, 11, 20)

    static func code(_ text: String) -> UnitCode {
        guard let code = try? UnitCode(text) else { preconditionFailure("a test's code: \(text)") }
        return code
    }

    static func date(_ year: Int, _ month: Int, _ day: Int) -> Day {
        Day(year: year, month: month, day: day) ?? Day(number: 0)
    }

    static func unit(
        _ code: UnitCode, _ kind: UnitKind, under parent: UnitCode?, areas: [String], from: Day? = nil, to: Day? = nil,
        successor: UnitCode? = nil
    ) -> Directory.Unit {
        Directory.Unit(
            code: code, name: LocalizedText(vi: code.text, en: code.text), kind: kind, parent: parent, areas: areas,
            validFrom: from, validTo: to, successor: successor, isPlaceholder: true)
    }

    static let units = [
        unit(city, UnitKind(rawValue: "city_pc"), under: nil, areas: ["01"]),
        unit(centre, .serviceCentre, under: city, areas: ["01"]),
        unit(point, .servicePoint, under: centre, areas: ["00070"], from: date(2025, 12, 8)),
        unit(ward, .communePC, under: city, areas: ["00070"], from: date(2025, 7, 1)),
        unit(
            oldPoint, .servicePoint, under: ward, areas: ["00070"], from: date(2025, 7, 1), to: date(2025, 12, 7),
            successor: point),
        unit(justice, UnitKind(rawValue: "office_justice"), under: ward, areas: ["00070"], from: date(2025, 7, 1)),
        unit(other, .communePC, under: city, areas: ["09700"], from: date(2025, 7, 1)),
        unit(tax, UnitKind(rawValue: "tax_office"), under: nil, areas: ["01"]),
    ]
    static let tree = UnitTree(units)

    static func area(_ code: String, _ name: String, _ kind: String, in parent: String?, from: Day?, to: Day?) -> Area {
        Area(
            code: code, name: LocalizedText(vi: name, en: name), kind: kind, parent: parent, validFrom: from,
            validTo: to,
            isDifficult: false)
    }

    static let reform = date(2025, 7, 1)
    static let atlas = AreaAtlas(
        [
            area("01", "Thành phố Hà Nội", "city", in: nil, from: nil, to: nil),
            area("002", "Quận Hoàn Kiếm", "urban_district", in: "01", from: nil, to: reform + -1),
            area("00037", "Phường Phúc Tân", "ward", in: "002", from: nil, to: reform + -1),
            area("00040", "Phường Đồng Xuân", "ward", in: "002", from: nil, to: reform + -1),
            area("00070", "Phường Tràng Tiền", "ward", in: "002", from: nil, to: reform + -1),
            area("00070", "Phường Hoàn Kiếm", "ward", in: "01", from: reform, to: nil),
            area("00097", "Phường Hồng Hà", "ward", in: "01", from: reform, to: nil),
        ],
        successions: [
            succession("00037", "00097", .part, primary: true), succession("00040", "00097", .part, primary: false),
            succession("00040", "00070", .part, primary: true), succession("00070", "00070", .full, primary: true),
        ])

    private static func succession(
        _ old: String, _ new: String, _ extent: AreaSuccession.Extent, primary: Bool
    ) -> AreaSuccession {
        AreaSuccession(
            oldCode: old, oldValidFrom: nil, newCode: new, newValidFrom: reform, extent: extent, isPrimary: primary)
    }
}

/// A book over a database of its own, at 09:00 on a Friday.
struct BookFixture {
    let home: TestDatabase
    let clock: ManualClock
    let ids: IDGenerator
    let keys: KeyRing
    let book: DirectoryBook
    let admin = Actor.system("test")

    var database: any Database { home.database }

    static let start = CityZone.hanoi.instant(LocalTime(SmallCity.day, TimeOfDay(minutes: 9 * 60)))

    init() async throws {
        home = try await TestDatabase(.chosen)
        let database = home.database
        try await database.migrate(JournalSchema.migrations + DirectorySchema.migrations)
        clock = ManualClock(Self.start)
        ids = IDGenerator(node: 1, clock: clock)
        keys = try KeyRing(text: KeyRing.freshText())
        book = try DirectoryBook(
            database: database, keys: keys, clock: clock, ids: ids,
            places: DirectoryBook.Places(tree: SmallCity.tree, atlas: SmallCity.atlas),
            cost: PasswordHash.Cost(log2N: 4))
    }

    func officer(_ role: Role, at unit: UnitCode, login: String? = nil) async throws -> (id: ID<Officer>, actor: Actor)
    {
        let made = try await book.createOfficer(
            name: "Cán bộ \(role.rawValue)", title: LocalizedText(vi: "Cán bộ", en: "Officer"), unit: unit, by: admin)
        try await book.givePost(role, at: unit, to: made.officer, from: SmallCity.day + -10, by: admin)
        if let login {
            try await book.createAccount(
                login: login, password: "correct horse", subject: made.subject, kind: .officer)
        }
        let standing = try await book.standing(of: made.officer)
        return (made.officer, Actor(subject: made.subject, name: login ?? "", standing: .officer(standing)))
    }

    func resident(_ login: String) async throws -> ID<Subject> {
        let subject = try await book.createPerson(NewPerson(name: "Nguyễn Thị Hương", birthYear: 1994))
        try await book.createAccount(login: login, password: "correct horse", subject: subject, kind: .resident)
        return subject
    }
}
