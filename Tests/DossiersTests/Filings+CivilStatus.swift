import Catalogue
import Civic

@testable import Dossiers

/// Complete filings of the further civil-status procedures.
extension DeskFixture {
    static let deceasedNumber = "001045000007"

    func extract(
        _ channel: Channel = .counter, copies: Int64 = 3, _ changes: [String: AnswerValue] = [:]
    ) -> Filing {
        var answers: [String: AnswerValue] = [
            "whose": .text("self"), "kind": .text("birth"), "person.name": .text("Nguyễn Thị Hương"),
            "person.born_on": .text("1996-03-02"), "person.nationality": .text("Việt Nam"),
            "find.area": .text("Phường Hàng Bạc"), "copies": .int(copies), "exempt": .text("none"),
            "return_by": .text("point"), "phone": .text("0912345678"),
        ]
        if channel == .online { answers["office_area"] = .text(Offices.otherArea) }
        return filing("2.000635", channel, answers.merging(changes) { $1 })
    }

    func death(
        _ channel: Channel = .counter, diedOn: String = "2026-11-10", number: String? = deceasedNumber,
        _ changes: [String: AnswerValue] = [:]
    ) -> Filing {
        var answers: [String: AnswerValue] = [
            "rel": .text("child"), "notice": .text("notice"), "deceased.name": .text("Nguyễn Văn Cụ"),
            "deceased.born_on": .text("1945-02-03"), "deceased.nationality": .text("Việt Nam"),
            "birth_registered": .flag(true), "death.on": .text(diedOn), "death.place.area": .text(Offices.otherArea),
            "death.cause": .text("Tuổi cao"), "last.known": .flag(true),
            "last.residence.area": .text(Offices.wardArea), "copies": .int(0), "return_by": .text("point"),
            "phone": .text("0912345678"),
        ]
        if let number { answers["deceased.number"] = .text(number) }
        return filing(
            "1.000656", channel, answers.merging(changes) { $1 }, papers: channel == .online ? ["death_notice"] : [])
    }

    func marriage(_ channel: Channel = .counter, _ changes: [String: AnswerValue] = [:]) -> Filing {
        let answers: [String: AnswerValue] = [
            "bride.name": .text("Nguyễn Thị Hương"), "bride.born_on": .text("1996-03-02"),
            "bride.nationality": .text("Việt Nam"), "bride.ethnicity": .text("Kinh"),
            "bride.residence.area": .text(Offices.wardArea), "groom.name": .text("Trần Văn Nam"),
            "groom.born_on": .text("1994-07-08"), "groom.nationality": .text("Việt Nam"),
            "groom.ethnicity": .text("Tày"), "groom.residence.area": .text(Offices.otherArea),
            "office_by": .text("bride"), "bride_before.times": .int(0), "groom_before.times": .int(0),
            "free_will": .flag(true), "not_related": .flag(true), "unmarried": .flag(true),
            "ceremony.on": .text("2026-11-27"), "phone": .text("0912345678"),
        ]
        return filing("1.000894", channel, answers.merging(changes) { $1 })
    }

    func tourLicence(_ channel: Channel = .counter, case kind: String = "new") -> Filing {
        var answers: [String: AnswerValue] = [
            "case": .text(kind), "company.name": .text("Công ty Du lịch Hồ Gươm"), "company.code": .text("0101234567"),
            "company.office.area": .text(Offices.wardArea), "company.representative": .text("Lê Văn Bình"),
            "scope": .text("outbound"), "return_by": .text("electronic"), "phone": .text("0912345678"),
        ]
        if kind == "reissue" {
            answers["old.number"] = .text("01-234/2020/TCDL-GPLHQT")
            answers["old.reason"] = .text("Bị mất")
        } else {
            answers["deposit.bank"] = .text("Ngân hàng Ngoại thương")
            answers["deposit.amount"] = .int(500_000_000)
            answers["manager.name"] = .text("Phạm Thu Hà")
            answers["manager.diploma"] = .text("Cử nhân quản trị lữ hành")
            answers["manager.hired_by"] = .text("contract")
        }
        return filing(
            "1.115484", channel, answers,
            papers: channel == .online ? ["tl.deposit", "tl.diploma", "tl.appointment"] : [],
            name: "Công ty Du lịch Hồ Gươm")
    }
}
