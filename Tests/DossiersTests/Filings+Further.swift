import Catalogue
import Civic
import Directory

@testable import Dossiers

/// Complete filings of the procedures beyond civil status.
extension DeskFixture {
    func noContact(_ channel: Channel = .counter) -> Filing {
        filing(
            "1.012084", channel,
            [
                "rel": .text("victim"), "victim.name": .text("Phạm Thị Lan"), "victim.born_on": .text("1990-01-01"),
                "victim.nationality": .text("Việt Nam"), "respondent.name": .text("Đỗ Văn Hùng"),
                "respondent.born_on": .text("1988-01-01"), "respondent.nationality": .text("Việt Nam"),
                "respondent.kinship": .text("spouse"), "incident.on": .text("2026-11-20"),
                "incident.text": .text("Đánh và đe dọa"), "place.area": .text(Offices.wardArea),
                "phone": .text("0912345678"),
            ], name: "Phạm Thị Lan")
    }

    func householdBusiness(_ channel: Channel = .counter, _ changes: [String: AnswerValue] = [:]) -> Filing {
        let answers: [String: AnswerValue] = [
            "owner_kind": .text("one"), "owner.name": .text("Lê Thị Mai"), "owner.number": .text("001190000005"),
            "owner.born_on": .text("1990-05-06"), "owner.nationality": .text("Việt Nam"),
            "owner.residence.area": .text(Offices.otherArea), "name": .text("Bún chả Cô Mai"),
            "office.area": .text(Offices.wardArea), "main_line": .text("food"), "capital": .int(50_000_000),
            "workers": .int(2), "start_on": .text("2026-12-01"), "tax_method": .text("declaration"),
            "by": .text("self"), "return_by": .text("point"), "phone": .text("0912345678"),
        ]
        return filing("1.001612", channel, answers.merging(changes) { $1 }, name: "Lê Thị Mai")
    }

    func residence(_ channel: Channel = .online) -> Filing {
        filing(
            "1.004222", channel,
            [
                "movers": .text("self"), "person.name": .text("Nguyễn Thị Hương"),
                "person.born_on": .text("1996-03-02"), "person.nationality": .text("Việt Nam"), "case": .text("own"),
                "home.area": .text(Offices.wardArea), "phone": .text("0912345678"),
            ], papers: channel == .online ? ["ct.home"] : [])
    }

    func landOfOrganisation(
        form: String = "art118", exempt: String = "none", wants: String = "certificate", area: String = Offices.wardArea
    ) -> Filing {
        filing(
            "1.012753", .counter,
            [
                "org.name": .text("Trường Tiểu học Hàng Bạc"), "org.code": .text("0101234567"),
                "org.representative": .text("Vũ Thị Thanh"), "org.defence": .flag(false), "site.area": .text(area),
                "site.size": .decimal(1_200), "origin": .text("allocated"), "since": .text("1995-09"),
                "papers": .flag(true), "form": .text(form), "exempt": .text(exempt), "buildings": .flag(false),
                "disputes": .flag(false), "wants": .text(wants), "return_by": .text("point"),
                "phone": .text("0912345678"),
            ], name: "Trường Tiểu học Hàng Bạc")
    }

    func landOfHousehold(wants: String = "certificate", area: String = Offices.wardArea) -> Filing {
        var answers: [String: AnswerValue] = [
            "who": .text("household"), "owner.name": .text("Bùi Văn Tiến"), "owner.born_on": .text("1960-01-01"),
            "owner.nationality": .text("Việt Nam"), "joint": .flag(false),
            "members": .text("Bùi Văn Tiến, 1960, chủ hộ\nTrần Thị Sen, 1963, vợ"), "site.area": .text(area),
            "site.size": .decimal(96), "papers": .text("none"), "origin": .text("cleared"), "since": .text("1990-01"),
            "penalty": .flag(false), "buildings": .flag(false), "adjoining": .flag(false), "disputes": .flag(false),
            "wants": .text(wants), "return_by": .text("point"), "phone": .text("0912345678"),
        ]
        if wants == "certificate" { answers["debt"] = .flag(true) }
        return filing("1.013978", .counter, answers, name: "Bùi Văn Tiến")
    }
}

extension Offices {
    static let division = code("H26.X04.02")
    static let agriculture = code("H26.S06")
    static let landOffice = code("H26.S06.11")
    static let tax = code("Y99.02.01")
    static let city = code("H26")
    static let police = code("Y99.01.X04")
    /// Of an area with difficult conditions.
    static let hardArea = "09700"
}
