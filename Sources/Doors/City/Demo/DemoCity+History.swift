import Catalogue
import Civic
import Directory
import Dossiers

/// What the public board shows: a day of each month past. Everything in it has ended, so that nobody's list is longer.
extension DemoCity {
    func history(_ cast: Cast) async throws {
        for months in (0...9).reversed() {
            let day = calendar.workingDay(3 + months % 3, before: (today + -12).adding(months: -months))
            guard day > today + -290, let point = try? UnitCode(Self.point),
                house.directory.tree.unit(point, on: day) != nil
            else { continue }
            try await pastCopies(day, count: 5 + months % 4, seed: UInt64(2_000 + months * 40), cast)
            try await pastPermit(
                day, months.isMultiple(of: 2) ? .online : .counter, seed: UInt64(2_005 + months * 40), cast)
            try await pastOnline(day, count: 6 + (9 - months) / 2, seed: UInt64(2_010 + months * 40), cast)
        }
    }

    /// Done at the counter while people wait.
    private func pastCopies(_ day: Day, count: Int, seed: UInt64, _ cast: Cast) async throws {
        for number in 0..<count {
            set(day, "08:30")
            clock.advance(milliseconds: Int64(number) * 600_000)
            let filing = try await filing(
                "2.000815", .counter, for: try await passer(seed + UInt64(number)), area: Self.wardArea,
                seed: seed + UInt64(number), preferred: Self.copies, at: try UnitCode(Self.point))
            _ = try await house.desk.completeAtOnce(filing, by: cast.officer("quay"))
        }
    }

    /// Taken back on the same day.
    private func pastPermit(_ day: Day, _ channel: Channel, seed: UInt64, _ cast: Cast) async throws {
        let person = try await passer(seed + 15, born: 1979)
        let owner = Actor(
            subject: person.subject, name: person.name,
            standing: .resident(account: house.ids.next(), onBehalfOf: nil))
        set(day, "09:30")
        let lodged = try await house.desk.lodge(
            try await filing(
                "1.013225", channel, for: owner, area: Self.wardArea, seed: seed + 15, preferred: Self.house,
                at: channel == .counter ? try UnitCode(Self.point) : nil),
            by: channel == .counter ? cast.officer("quay") : owner)
        clock.advance(milliseconds: 3_600_000)
        _ = try await house.desk.withdraw(
            lodged.dossier, expecting: try await version(lodged.dossier), reason: "Sửa lại thiết kế.", by: owner)
    }

    /// Filed online, some with an officer's help, and accepted, a few too late; then taken back, or refused.
    private func pastOnline(_ day: Day, count: Int, seed: UInt64, _ cast: Cast) async throws {
        let counter = cast.officer("quay")
        for number in 0..<count {
            let person = try await passer(seed + 20 + UInt64(number), born: 1990)
            let owner = Actor(
                subject: person.subject, name: person.name,
                standing: .resident(account: house.ids.next(), onBehalfOf: nil))
            let isHelped = number % 4 == 3
            set(day, "09:00")
            let lodged = try await house.desk.lodge(
                try await filing(
                    "1.004873", .online, for: owner, area: Self.wardArea, seed: seed + 20 + UInt64(number),
                    preferred: Self.single), by: isHelped ? counter : owner)
            set(number % 6 == 5 ? calendar.workingDay(2, after: day) : day, "15:00")
            try await accept(lodged.dossier, by: counter)
            clock.advance(milliseconds: 3_600_000)
            _ = try await house.desk.withdraw(
                lodged.dossier, expecting: try await version(lodged.dossier), reason: "Không cần nữa.", by: owner)
        }
    }
}
