import Catalogue
import CityFolder
package import Civic
import Directory
import Dossiers
import Foundation
import Papers

/// Furnishes a new database with people and live dossiers in different states, all through the use cases and with dates
/// that are offsets from today.
package struct DemoCity: Sendable {
    let house: CityHouse
    let clock: ManualClock
    let now: Instant
    let today: Day
    let calendar: WorkingCalendar
    let names: NameTable
    let streets: [String]
    let note: @Sendable (String) -> Void

    package init(_ house: CityHouse, clock: ManualClock, note: @escaping @Sendable (String) -> Void) throws {
        self.house = house
        self.clock = clock
        self.note = note
        now = clock.now()
        today = house.catalogue.zone.day(now)
        calendar = house.catalogue.officeCalendar
        let folder = try CityHouse.cityFolder(house.files)
        names = NameTable(folder)
        let findings = Findings()
        streets = folder.everyFile("streets.csv").flatMap { file in
            (CSVSource.records(file, findings) ?? []).dropFirst().compactMap { $0.fields.last }
        }
    }

    /// True when the database has the demo's people already.
    package static func isFurnished(_ house: CityHouse) async throws -> Bool {
        try await house.directory.hasDemoAccounts()
    }

    package func furnish() async throws {
        // Officers have held their posts for a year.
        set(today + -300, "08:00")
        note("accounts")
        let cast = try await hire()
        note("dossiers")
        try await tell(cast)
        clock.set(now)
    }

    // MARK: - Time

    func set(_ day: Day, _ time: String) {
        clock.set(calendar.zone.instant(LocalTime(day, TimeOfDay(time) ?? TimeOfDay(minutes: 480))))
    }

    /// So many working minutes ago. What a story left on somebody's desk is still in time, whatever day the demo is made:
    /// on a Sunday the last working minute was on Friday.
    func ago(workingMinutes count: Int) {
        var left = count
        var local = calendar.zone.local(now)
        while true {
            for session in calendar.sessions(on: local.day).reversed() where session.start < local.time {
                let end = min(session.end, local.time)
                if left <= end.minutes - session.start.minutes {
                    clock.set(calendar.zone.instant(LocalTime(local.day, TimeOfDay(minutes: end.minutes - left))))
                    return
                }
                left -= end.minutes - session.start.minutes
            }
            local = calendar.close(of: calendar.workingDay(1, before: local.day))
        }
    }

    /// The last working day whose work is over: what came in late on it is due on the next.
    var eve: Day {
        let local = calendar.zone.local(now)
        let isOver = calendar.isWorking(today) && local >= calendar.close(of: today)
        return isOver ? today : calendar.workingDay(1, before: today)
    }

    /// The n-th working day before today (0: today, or the last working day when today is none).
    func workingDay(_ back: Int) -> Day {
        let base = calendar.isWorking(today) ? today : calendar.workingDay(1, before: today)
        return back == 0 ? base : calendar.workingDay(back, before: base)
    }

    // MARK: - People

    struct Cast: Sendable {
        var residents: [String: Actor] = [:]
        var officers: [String: Actor] = [:]
        var officerIDs: [String: ID<Officer>] = [:]
        var firm: ID<Subject>?

        func resident(_ login: String) -> Actor { residents[login] ?? .anyone }
        func officer(_ login: String) -> Actor { officers[login] ?? .anyone }
    }

    private func hire() async throws -> Cast {
        let directory = house.directory
        let by = Actor.system("demo")
        var cast = Cast()
        for person in DemoCast.residents {
            let number = (try? PersonalNumber("001195012345")).flatMap { person.login == "me" ? $0 : nil }
            let subject = try await directory.createPerson(
                NewPerson(name: person.name, birthYear: 1995, number: number, phone: try? PhoneNumber("0912345678")))
            let account = try await directory.createAccount(
                login: person.login, password: DemoPerson.password, subject: subject, kind: .resident, demo: true, by: by)
            cast.residents[person.login] = Actor(
                subject: subject, name: person.name, standing: .resident(account: account, onBehalfOf: nil))
        }
        for person in DemoCast.officers {
            guard let home = person.home.flatMap({ try? UnitCode($0) }) else { continue }
            let (officer, subject) = try await directory.createOfficer(
                name: person.name, title: person.who, unit: home, by: by)
            for (role, unit) in person.seats {
                try await directory.givePost(role, at: try UnitCode(unit), to: officer, from: today + -300, by: by)
            }
            try await directory.createAccount(
                login: person.login, password: DemoPerson.password, subject: subject, kind: .officer, demo: true, by: by)
            cast.officerIDs[person.login] = officer
            cast.officers[person.login] = Actor(
                subject: subject, name: person.name, standing: .officer(try await directory.standing(of: officer)))
        }
        try await giveMandates(&cast)
        let firm = try await directory.createOrganisation(
            name: "Công ty TNHH Du lịch Sông Hồng", taxCode: try? TaxCode("0100109106"))
        cast.firm = firm
        try await directory.represent(
            firm, by: cast.resident("cty").subject, ground: .legalRepresentative, from: today + -300, recordedBy: by)
        return cast
    }

    /// The chairwoman lets the counter certify copies (until tonight, for the tour) and her deputy sign permits.
    private func giveMandates(_ cast: inout Cast) async throws {
        let ward = try UnitCode(DemoCast.ward)
        let tonight = calendar.zone.instant(calendar.close(of: workingDay(0))).adding(hours: 24 * 30)
        for (login, power) in [("quay", "certify_copies"), ("truongdiem", "certify_copies"), ("phoct", "sign:1.013225")] {
            guard let officer = cast.officerIDs[login] else { continue }
            _ = try await house.directory.grantMandate(
                NewMandate(
                    grantee: officer, power: power, unit: ward, from: clock.now(), to: tonight,
                    decision: "12/QĐ-UBND"), by: cast.officer("chutich"))
            let old = cast.officer(login)
            cast.officers[login] = Actor(
                subject: old.subject, name: old.name,
                standing: .officer(try await house.directory.standing(of: officer)))
        }
    }
}
