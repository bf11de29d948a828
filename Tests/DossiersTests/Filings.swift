import Catalogue
import Civic
import Directory

@testable import Dossiers

/// Complete filings of the four procedures, for the ward of the tests.
extension DeskFixture {
    /// - Parameters:
    ///   - key: stands for one press of the button; a fresh one unless given.
    ///   - name: whoever is named otherwise than the resident of the cast is entered in the Directory by `lodge`.
    func filing(
        _ procedure: String, _ channel: Channel, _ answers: [String: AnswerValue], papers: [String] = [],
        key: String? = nil, name: String = "Nguyễn Thị Hương", applicant: ID<Subject>? = nil
    ) -> Filing {
        Filing(
            procedure: procedure, channel: channel, answers: Answers(answers),
            applicant: PartyPerson(
                subject: applicant ?? (name == cast.resident.name ? cast.resident.subject : .nobody), name: name),
            receiving: channel == .online ? nil : Offices.point,
            papers: papers.enumerated().map {
                FiledPaper(document: $0.element, upload: Int64($0.offset + 1), name: "\($0.element).pdf")
            },
            idempotencyKey: key ?? ids.next(Filing.self).description, lastFour: "4321")
    }

    func birth(_ channel: Channel = .online, _ changes: [String: AnswerValue] = [:], key: String? = nil) -> Filing {
        let answers: [String: AnswerValue] = [
            "rel": .text("mother"), "special": .text("none"), "notice_paper": .flag(true),
            "child.name": .text("Nguyễn Minh An"), "child.sex": .text("female"), "child.born_on": .text("2026-11-10"),
            "child.count_in_birth": .int(1), "born.in_facility": .flag(true),
            "born.facility": .text("Bệnh viện Phụ sản Hà Nội"), "mother.name": .text("Nguyễn Thị Hương"),
            "mother.born_on": .text("1996-03-02"), "mother.nationality": .text("Việt Nam"),
            "mother.ethnicity": .text("Kinh"), "mother.residence.area": .text(Offices.wardArea),
            "father.name": .text("Nguyễn Văn Minh"), "father.born_on": .text("1994-05-06"),
            "father.nationality": .text("Việt Nam"), "father.ethnicity": .text("Kinh"),
            "father.residence.area": .text(Offices.wardArea), "marriage.registered": .flag(true),
            "marriage.place": .text("Phường Hoàn Kiếm"), "child.surname_after": .text("father"),
            "child.ethnicity_after": .text("father"), "child.home_place_after": .text("father"),
            "child.nationality": .text("vietnamese"), "office_by": .text("mother_permanent"), "copies": .int(2),
            "return_by": .text("point"), "phone": .text("0912345678"),
            // Asked for only past the sixtieth day.
            "late.reason": .text("Mẹ điều trị dài ngày"),
        ]
        return filing(
            "1.001193", channel, answers.merging(changes) { $1 }, papers: channel == .online ? ["birth_notice"] : [],
            key: key)
    }

    func copies(
        pages: Int64 = 3, copies: Int64 = 1, complex: Bool = false, key: String? = nil
    ) -> Filing {
        filing(
            "2.000815", .counter,
            [
                "requester.name": .text("Trần Văn Nam"), "paper_kind": .text("education"), "pages": .int(pages),
                "copies": .int(copies), "complex": .flag(complex),
            ], key: key, name: "Trần Văn Nam", applicant: cast.stranger.subject)
    }

    func maritalStatus(_ channel: Channel = .online, earlierHome: Bool = true) -> Filing {
        var answers: [String: AnswerValue] = [
            "for_whom": .text("self"), "person.name": .text("Nguyễn Thị Hương"), "person.born_on": .text("1996-03-02"),
            "person.nationality": .text("Việt Nam"), "residence.area": .text(Offices.wardArea),
            "purpose": .text("other"), "purpose_text": .text("Bổ sung hồ sơ vay vốn"), "status": .text("single"),
            "earlier.has": .flag(earlierHome), "old.has": .flag(false), "copies": .int(1),
            "return_by": .text("point"), "phone": .text("0912345678"),
        ]
        if earlierHome { answers["earlier.area"] = .text(Offices.otherArea) }
        return filing("1.004873", channel, answers)
    }

    func permit(
        _ channel: Channel = .counter, kind: String = "house", _ changes: [String: AnswerValue] = [:]
    ) -> Filing {
        var answers: [String: AnswerValue] = [
            "builder_kind": .text("person"), "builder.name": .text("Lê Văn Bình"),
            "builder.born_on": .text("1980-01-01"), "builder.nationality": .text("Việt Nam"), "owns_land": .flag(true),
            "kind": .text(kind), "site.area": .text(Offices.wardArea), "in_zone": .flag(false), "spans": .flag(false),
            "land.paper": .text("certificate"), "land.number": .text("CD 123456"), "land.area": .decimal(80),
            "size.storeys": .int(3), "size.basements": .int(0), "size.height": .decimal(12),
            "size.footprint": .decimal(60), "size.floor_area": .decimal(180), "layout.density": .decimal(75),
            "layout.setback": .decimal(2), "designer.name": .text("Công ty Thiết kế Sông Hồng"),
            "designer.certificate": .text("HAN-00012345"), "fire": .flag(false), "plan.start": .text("2027-01"),
            "plan.end": .text("2027-09"), "return_by": .text("point"), "phone": .text("0912345678"),
        ]
        if kind == "house" {
            answers["adjoining"] = .flag(false)
        } else {
            answers["class"] = .text("iii")
            answers["stage"] = .text("whole")
            answers["purpose"] = .text("Nhà xưởng")
            answers["feasibility_appraised"] = .flag(true)
        }
        return filing(
            "1.013225", channel, answers.merging(changes) { $1 },
            papers: channel == .online ? ["cp.land", "cp.drawings"] : [])
    }
}
