import Catalogue
import Civic
import Directory
import Dossiers

/// A permit of May 2025: the district of Hoàn Kiếm received and signed it, and ended before anybody came for the result.
/// Its one-stop section's work went to the ward's service point, and with that to the city's centre.
extension DemoCity {
    private static let district = "H26.D02"
    private static let section = "H26.D02.09"
    /// The ward of the house, as it was called then.
    private static let oldArea = "00040"

    func formerDistrict() async throws {
        guard let may = Day("2025-05-12"), let end = Day("2025-06-30") else { return }
        set(may + -60, "08:00")
        let counter = try await employ("Đinh Thị Vân", .counterOfficer, Self.section, until: end)
        let head = try await employ("Lưu Quang Huy", .divisionHead, Self.district, until: end)
        let specialist = try await employ("Tô Minh Châu", .specialist, Self.district, until: end)
        let signer = try await employ("Dương Văn Khải", .signer, Self.district, until: end)
        let clerk = try await employ("Kiều Thị Liên", .clerk, Self.district, until: end)
        set(may, "09:00")
        let owner = try await passer(19, born: 1968)
        let permit = try await house.desk.lodge(
            try await filing(
                "1.013225", .counter, for: owner, area: Self.oldArea, seed: 19, preferred: Self.house,
                at: try UnitCode(Self.section)), by: counter)
        try await accept(permit.dossier, by: counter)
        clock.advance(milliseconds: 3_600_000)
        try await press(permit.dossier, "assign", "assign", by: head)
        set(may + 3, "10:00")
        try await press(permit.dossier, "site_check", "as_filed", by: specialist)
        try await press(permit.dossier, "appraise", "appraised", by: specialist)
        set(may + 7, "09:00")
        try await press(permit.dossier, "draft", "permit", by: specialist)
        try await press(permit.dossier, "review", "ok", by: head)
        set(may + 8, "15:00")
        try await press(permit.dossier, "sign", "sign", by: signer)
        set(may + 9, "08:30")
        try await press(permit.dossier, "issue", "release", by: clerk)
        // The district ended; half a year later the ward's point became the centre's.
        for day in ["2025-07-01", "2025-12-08"].compactMap({ Day($0) }) {
            set(day, "08:00")
            try await house.desk.transferFromEndedUnits()
        }
    }

    /// Somebody who worked there then and has no account now.
    private func employ(_ name: String, _ role: Role, _ unit: String, until end: Day) async throws -> Actor {
        let by = Actor.system("demo")
        let unit = try UnitCode(unit)
        let (officer, subject) = try await house.directory.createOfficer(
            name: name, title: LocalizedText(vi: "Cán bộ quận Hoàn Kiếm", en: "Officer of Hoan Kiem District"),
            unit: unit, by: by)
        try await house.directory.givePost(
            role, at: unit, to: officer, from: calendar.zone.day(clock.now()), until: end, by: by)
        return Actor(
            subject: subject, name: name, standing: .officer(try await house.directory.standing(of: officer)))
    }
}
