import Catalogue
import CityFolder
import Civic
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
    let keys: DemoKeys?

    /// - Parameter keys: nil: everybody signs by hand.
    init(
        _ house: CityHouse, clock: ManualClock, keys: DemoKeys? = nil, note: @escaping @Sendable (String) -> Void
    ) throws {
        self.house = house
        self.clock = clock
        self.keys = keys
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
        let people = try DemoCast.people(house.files)
        // Officers have held their posts for a year.
        set(today + -300, "08:00")
        note("accounts")
        let cast = try await hire(people)
        try await issueKeys(people, cast)
        note("dossiers")
        if house.catalogue.city.level1Code == DemoCity.hanoi {
            try await tell(cast)
        } else {
            try await tellPlainDay(cast, people)
        }
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
        /// By the login of who acts for it.
        var firms: [String: PartyPerson] = [:]

        func resident(_ login: String) -> Actor { residents[login] ?? .anyone }
        func officer(_ login: String) -> Actor { officers[login] ?? .anyone }
    }

    private func hire(_ people: [DemoPerson]) async throws -> Cast {
        let directory = house.directory
        let by = Actor.system("demo")
        var cast = Cast()
        for person in people where person.home == nil {
            let subject = try await directory.createPerson(
                NewPerson(
                    name: person.name, birthYear: 1995, number: person.number, phone: try? PhoneNumber("0912345678")))
            let account = try await directory.createAccount(
                login: person.login, password: DemoPerson.password, subject: subject, kind: .resident, demo: true,
                by: by)
            cast.residents[person.login] = Actor(
                subject: subject, name: person.name, standing: .resident(account: account, onBehalfOf: nil))
            guard let firm = person.firm else { continue }
            let organisation = try await directory.createOrganisation(name: firm.name, taxCode: firm.taxCode)
            try await directory.represent(
                organisation, by: subject, ground: .legalRepresentative, from: today + -300, recordedBy: by)
            cast.firms[person.login] = PartyPerson(subject: organisation, name: firm.name, kind: .organisation)
        }
        for person in people {
            guard let home = person.home else { continue }
            let (officer, subject) = try await directory.createOfficer(
                name: person.name, title: person.who, unit: home, by: by)
            for seat in person.posts {
                try await directory.givePost(seat.role, at: seat.unit, to: officer, from: today + -300, by: by)
            }
            try await directory.createAccount(
                login: person.login, password: DemoPerson.password, subject: subject, kind: .officer, demo: true, by: by
            )
            cast.officers[person.login] = Actor(
                subject: subject, name: person.name, standing: .officer(try await directory.standing(of: officer)))
        }
        for person in people { try await giveMandates(to: person, among: people, &cast) }
        return cast
    }

    /// The signer of the unit lets others certify copies or sign in the unit's name, for a month from today.
    private func giveMandates(to person: DemoPerson, among people: [DemoPerson], _ cast: inout Cast) async throws {
        let old = cast.officer(person.login)
        guard !person.mandates.isEmpty, let officer = old.officer?.officer else { return }
        let end = calendar.zone.instant(calendar.close(of: workingDay(0))).adding(hours: 24 * 30)
        for power in person.mandates {
            let signs = { (seat: OfficersFile.Seat) in seat.role == .signer && seat.unit == power.unit }
            guard let signer = people.first(where: { $0.posts.contains(where: signs) }) else { continue }
            _ = try await house.directory.grantMandate(
                NewMandate(
                    grantee: officer, power: power.name, unit: power.unit, from: clock.now(), to: end,
                    decision: "12/QĐ-UBND"), by: cast.officer(signer.login))
        }
        cast.officers[person.login] = Actor(
            subject: old.subject, name: old.name, standing: .officer(try await house.directory.standing(of: officer)))
    }
}
