import Catalogue
import Civic
import Directory
import Dossiers

/// Stories of the further procedures that leave nothing on anybody's desk: a death that was entered, extracts for an old
/// man, and a dossier of the police's.
extension DemoCity {
    private static let extract: [String: AnswerValue] = [
        "whose": .text("self"), "kind": .text("birth"), "copies": .int(2), "exempt": .text("none"),
        "return_by": .text("point"),
    ]

    func further(_ cast: Cast) async throws {
        try await death(cast)
        try await extracts(cast)
        try await residence(cast)
    }

    /// Whoever is named there can file nothing any more.
    private func death(_ cast: Cast) async throws {
        let answers: [String: AnswerValue] = [
            "rel": .text("child"), "notice": .text("notice"), "deceased.name": .text("Nguyễn Văn Thọ"),
            "deceased.number": .text("001045000007"), "deceased.born_on": .text("1945-02-03"),
            "birth_registered": .flag(true), "death.on": .text(workingDay(6).iso), "death.cause": .text("Tuổi cao"),
            "last.known": .flag(true), "last.residence.area": .text(Self.wardArea), "copies": .int(0),
            "return_by": .text("point"),
        ]
        let hotich = cast.officer("hotich")
        let filed = try await taken("1.000656", seed: 401, born: 1972, answers, on: workingDay(4), cast)
        try await press(filed, "examine", "ready", by: hotich)
        try await press(filed, "record", "enter", by: hotich)
        try await press(filed, "draft", "submit", by: hotich)
        try await press(filed, "sign", "sign", by: cast.officer("chutich"))
        try await press(filed, "seal", "release", by: cast.officer("vanthu"))
        try await press(filed, "return", "hand_over", by: cast.officer("quay"))
    }

    private func extracts(_ cast: Cast) async throws {
        let hotich = cast.officer("hotich")
        let filed = try await taken("2.000635", seed: 402, born: 1954, Self.extract, on: workingDay(5), cast)
        try await press(filed, "look_up", "found", by: hotich)
        try await press(filed, "print", "submit", by: hotich)
        try await press(filed, "sign", "sign", by: cast.officer("chutich"))
        try await press(filed, "seal", "release", by: cast.officer("vanthu"))
        _ = try await house.desk.payAtCounter(
            filed, expecting: try await version(filed), receiptNumber: "BL-0402", by: cast.officer("quay"))
        try await press(filed, "return", "hand_over", by: cast.officer("quay"))
    }

    /// The father's new residence stands in his list as the police report it.
    private func residence(_ cast: Cast) async throws {
        let bo = cast.resident("bo")
        let kind = UnitKind(rawValue: "police")
        guard let police = house.directory.tree.units(of: kind, serving: Self.wardArea, on: today).first else { return }
        for (status, back) in [(DossierStatus.lodged, 4), (.accepted, 3), (.working, 2)] {
            set(workingDay(back), "10:00")
            _ = try await house.desk.receive(
                MirrorReport(
                    code: "G01.888.001-\(workingDay(4).iso)-0123", procedure: "1.004222",
                    applicant: PartyPerson(subject: bo.subject, name: bo.name), unit: police.code, status: status,
                    at: clock.now(),
                    due: calendar.zone.instant(calendar.close(of: calendar.workingDay(3, after: today)))),
                by: .system("exchange"))
        }
    }

    /// Lodged and accepted at the point at half past eight.
    private func taken(
        _ procedure: String, seed: UInt64, born year: Int, _ answers: [String: AnswerValue], on day: Day, _ cast: Cast
    ) async throws -> ID<Dossier> {
        set(day, "08:30")
        let quay = cast.officer("quay")
        let person = try await passer(seed, born: year)
        let filed = try await house.desk.lodge(
            try await filing(
                procedure, .counter, for: person, area: Self.wardArea, seed: seed, preferred: answers,
                at: try UnitCode(Self.point)), by: quay)
        try await accept(filed.dossier, by: quay)
        clock.advance(milliseconds: 1_800_000)
        return filed.dossier
    }
}
