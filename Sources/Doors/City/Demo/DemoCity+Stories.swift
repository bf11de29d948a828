import Catalogue
import Civic
import Directory
import Dossiers
import Papers

/// The live dossiers of the tour, each in the state its row of `docs/demo.md` names.
extension DemoCity {
    /// Whose stories these are; another city is told a plain day.
    static let hanoi = "H26"
    static let point = "H26.C01.PX04"
    static let wardArea = "00070"
    static let farWard = "H26.X80"
    static let farArea = "09700"

    static let birth: [String: AnswerValue] = [
        "rel": .text("mother"), "special": .text("none"), "notice_paper": .flag(true), "child.sex": .text("female"),
        "child.name": .text("Trần Ánh Dương"), "child.count_in_birth": .int(1), "born.in_facility": .flag(true),
        "born.facility": .text("Bệnh viện Phụ sản Hà Nội"), "mother.name": .text("Nguyễn Thị Ánh Tuyết"),
        "father.name": .text("Trần Quốc Bảo"), "marriage.registered": .flag(true),
        "child.nationality": .text("vietnamese"), "child.surname_after": .text("father"),
        "child.ethnicity_after": .text("father"), "child.home_place_after": .text("father"),
        "office_by": .text("mother_permanent"), "copies": .int(2),
        "return_by": .text("point"), "mother.ethnicity": .text("Kinh"), "father.ethnicity": .text("Kinh"),
    ]
    static let single: [String: AnswerValue] = [
        "for_whom": .text("self"), "purpose": .text("other"), "purpose_text": .text("Vay vốn ngân hàng"),
        "status": .text("single"), "earlier.has": .flag(false), "old.has": .flag(false), "copies": .int(1),
        "return_by": .text("point"),
    ]
    static let house: [String: AnswerValue] = [
        "builder_kind": .text("person"), "kind": .text("house"), "owns_land": .flag(true), "in_zone": .flag(false),
        "spans": .flag(false), "adjoining": .flag(false), "fire": .flag(false), "heritage": .flag(false),
        "size.storeys": .int(3), "size.basements": .int(0), "return_by": .text("point"),
        "land.paper": .text("certificate"),
    ]
    static let copies: [String: AnswerValue] = ["complex": .flag(false)]

    func tell(_ cast: Cast) async throws {
        try await history(cast)
        try await births(cast)
        try await maritalStatus(cast)
        try await permits(cast)
        try await counterDay(cast)
        try await ends(cast)
        try await represented(cast)
        try await further(cast)
        try await formerDistrict()
    }

    private func births(_ cast: Cast) async throws {
        let me = cast.resident("me")
        // Accepted 16:45 on the last working day that is over: after the cut-off, so due on the next.
        set(eve, "16:30")
        let late = try await house.desk.lodge(
            try await filing(
                "1.001193", .online, for: cast.resident("bo"), area: Self.wardArea, seed: 3, preferred: Self.birth),
            by: cast.resident("bo"))
        set(eve, "16:45")
        try await accept(late.dossier, by: cast.officer("quay"))
        // The draft was sent for checking an hour ago: the mother corrects one line or confirms.
        ago(workingMinutes: 150)
        let proof = try await house.desk.lodge(
            try await filing("1.001193", .online, for: me, area: Self.wardArea, seed: 2, preferred: Self.birth), by: me)
        ago(workingMinutes: 80)
        try await accept(proof.dossier, by: cast.officer("quay"))
        ago(workingMinutes: 60)
        try await press(proof.dossier, "examine", "ready", by: cast.officer("hotich"))
        // A supplement is asked of the mother.
        set(workingDay(1), "10:00")
        let gap = try await house.desk.lodge(
            try await filing("1.004873", .online, for: me, area: Self.wardArea, seed: 4, preferred: Self.single), by: me
        )
        set(workingDay(1), "14:10")
        _ = try await house.desk.requestSupplement(
            gap.dossier, expecting: try await version(gap.dossier),
            items: [
                SupplementItem(
                    target: .field("residence.street"),
                    reason: "Địa chỉ thiếu số nhà. Ghi đủ số nhà, ngõ, ví dụ: Số 12, ngõ 5 phố Hàng Bông.",
                    code: "answer-incomplete")
            ], by: cast.officer("quay"))
        // Just lodged: the acceptance clock runs.
        clock.set(now.adding(minutes: -40))
        _ = try await house.desk.lodge(
            try await filing("1.001193", .online, for: me, area: Self.wardArea, seed: 1, preferred: Self.birth), by: me)
    }

    private func maritalStatus(_ cast: Cast) async throws {
        // Verification asked of Ba Vì, the answer late.
        let person = try await passer(61, born: 1990)
        var answers = Self.single
        answers["earlier.has"] = .flag(true)
        answers["earlier.area"] = .text(Self.farArea)
        set(workingDay(6), "09:00")
        let point = try UnitCode(Self.point)
        let filed = try await house.desk.lodge(
            try await filing(
                "1.004873", .counter, for: person, area: Self.wardArea, seed: 6, preferred: answers, at: point),
            by: cast.officer("quay"))
        try await accept(filed.dossier, by: cast.officer("quay"))
        set(workingDay(5), "09:30")
        let state = try await house.desk.state(of: filed.dossier)
        if let task = state.openTasks.first(where: { $0.step == "examine" }) {
            _ = try await house.desk.ask(
                task.id, rule: "verify", units: [try UnitCode(Self.farWard)],
                question: "Từ năm 2010 đến 2018 người này thường trú tại xã; đã đăng ký kết hôn lần nào chưa?",
                expecting: state.dossier.version, by: cast.officer("hotich"))
        }
        // Signed and ready to collect.
        set(workingDay(3), "08:30")
        let me = cast.resident("me")
        let ready = try await house.desk.lodge(
            try await filing(
                "1.004873", .counter, for: me, area: Self.wardArea, seed: 7, preferred: Self.single, at: point),
            by: cast.officer("quay"))
        try await accept(ready.dossier, by: cast.officer("quay"))
        set(workingDay(2), "09:00")
        try await press(ready.dossier, "examine", "ready", by: cast.officer("hotich"))
        set(workingDay(2), "15:00")
        try await press(ready.dossier, "sign", "sign", by: cast.officer("chutich"))
        set(workingDay(1), "08:30")
        try await press(ready.dossier, "seal", "release", by: cast.officer("vanthu"))
        // To be signed on a phone now.
        for seed in UInt64(71)...73 {
            let one = try await passer(seed, born: 1988)
            set(workingDay(2), "10:00")
            let filed = try await house.desk.lodge(
                try await filing(
                    "1.004873", .counter, for: one, area: Self.wardArea, seed: seed, preferred: Self.single, at: point),
                by: cast.officer("quay"))
            try await accept(filed.dossier, by: cast.officer("quay"))
            ago(workingMinutes: 15)
            try await press(filed.dossier, "examine", "ready", by: cast.officer("hotich"))
        }
    }

    private func permits(_ cast: Cast) async throws {
        let point = try UnitCode(Self.point)
        // Two bodies consulted: one answered, one silent since twelve days.
        let builder = try await passer(81, born: 1975)
        set(today + -15, "09:00")
        if !calendar.isWorking(today + -15) { set(calendar.nextWorkingDay(after: today + -15), "09:00") }
        let consulted = try await house.desk.lodge(
            try await filing(
                "1.013225", .counter, for: builder, area: Self.wardArea, seed: 8, preferred: Self.house, at: point),
            by: cast.officer("quay"))
        try await accept(consulted.dossier, by: cast.officer("quay"))
        try await press(consulted.dossier, "assign", "assign", by: cast.officer("truongphong"))
        clock.advance(milliseconds: 3_600_000)
        let state = try await house.desk.state(of: consulted.dossier)
        if let task = state.openTasks.first(where: { $0.step == "appraise" }) {
            _ = try await house.desk.ask(
                task.id, rule: "consult", units: [try UnitCode("H26.S15"), try UnitCode("Y99.01")],
                question: "Đề nghị cho ý kiến về chiều cao và lối thoát nạn của nhà ở ba tầng.",
                expecting: state.dossier.version, by: cast.officer("xaydung"))
        }
        clock.advance(milliseconds: 24 * 3_600_000)
        try await press(consulted.dossier, "site_check", "as_filed", by: cast.officer("xaydung"))
        clock.advance(milliseconds: 24 * 3_600_000)
        let asked = try await house.desk.state(of: consulted.dossier)
        if let task = asked.openTasks.first(where: { $0.unit.text == "H26.S15" }) {
            _ = try await house.desk.answer(
                task.id, answer: "agree", text: "Phù hợp quy hoạch phân khu.", expecting: asked.dossier.version,
                by: cast.officer("quyhoach"))
        }
        let owner = cast.resident("bo")
        // He asked in spring already, and took it back: what he gave then he may use again, or delete.
        set(today + -250, "20:00")
        let early = try await house.desk.lodge(
            try await filing(
                "1.013225", .online, for: owner, area: Self.wardArea, seed: 90, preferred: Self.house, sheet: "-1"),
            by: owner)
        set(today + -249, "08:30")
        _ = try await house.desk.withdraw(
            early.dossier, expecting: try await version(early.dossier), reason: "Sửa lại thiết kế.", by: owner)
        // A second lawful round of supplement.
        set(workingDay(6), "09:00")
        let second = try await house.desk.lodge(
            try await filing(
                "1.013225", .online, for: owner, area: Self.wardArea, seed: 9, preferred: Self.house), by: owner)
        try await accept(second.dossier, by: cast.officer("quay"))
        try await press(second.dossier, "assign", "assign", by: cast.officer("truongphong"))
        set(workingDay(5), "10:00")
        try await askDrawings(second.dossier, "Bản vẽ móng thiếu mặt cắt A–A.", by: cast.officer("xaydung"))
        set(workingDay(4), "20:00")
        let view = try await house.desk.view(second.dossier, by: owner)
        let drawing = try await house.uploads.receive(
            try paper("cp.drawings-2"), name: "ban-ve-mong-2.png", document: "cp.drawings", owner: owner.subject,
            link: second.dossier.retyped())
        _ = try await house.desk.supplement(
            second.dossier, expecting: view.dossier.version, answers: view.answers,
            papers: [FiledPaper(document: "cp.drawings", upload: drawing.id.rawValue, name: drawing.name)], by: owner)
        set(workingDay(2), "11:00")
        try await askDrawings(second.dossier, "Mặt cắt A–A đã có nhưng thiếu cao độ.", by: cast.officer("xaydung"))
    }

    /// The director asks for a permit in the firm's name; the mother may act for her elder child until he is of age.
    private func represented(_ cast: Cast) async throws {
        if let firm = cast.firms["cty"], case .resident(let account, _) = cast.resident("cty").standing {
            let director = cast.resident("cty")
            let acting = Actor(
                subject: director.subject, name: director.name,
                standing: .resident(account: account, onBehalfOf: firm.subject))
            var answers = Self.house
            answers["builder_kind"] = .text("organisation")
            answers["organisation.name"] = .text(firm.name)
            answers["organisation.number"] = .text("0100109106")
            set(workingDay(1), "11:00")
            let permit = try await house.desk.lodge(
                try await filing(
                    "1.013225", .online, for: acting, area: Self.wardArea, seed: 10, preferred: answers,
                    inTheNameOf: firm), by: acting)
            set(workingDay(1), "14:00")
            try await accept(permit.dossier, by: cast.officer("quay"))
        }
        guard let born = Day("2019-05-04"), let ofAge = Day("2037-05-04") else { return }
        let child = try await house.directory.createPerson(NewPerson(name: "Trần Gia Huy", bornOn: born))
        try await house.directory.represent(
            child, by: cast.resident("me").subject, ground: .parent, from: born, until: ofAge + -1,
            recordedBy: .system("demo"))
    }

    private func askDrawings(_ dossier: ID<Dossier>, _ reason: String, by actor: Actor) async throws {
        _ = try await house.desk.requestSupplement(
            dossier, expecting: try await version(dossier),
            items: [SupplementItem(target: .document("cp.drawings"), reason: reason, code: "drawing-incomplete")],
            by: actor)
    }

    /// A morning of certified copies: done in one press each.
    private func counterDay(_ cast: Cast) async throws {
        let point = try UnitCode(Self.point)
        for number in UInt64(0)..<12 {
            let person = try await passer(100 + number, born: 1960 + Int(number) * 2)
            if number < 8 { set(workingDay(1), "08:\(10 + number)") } else { ago(workingMinutes: 60 - Int(number)) }
            _ = try await house.desk.completeAtOnce(
                try await filing(
                    "2.000815", .counter, for: person, area: Self.wardArea, seed: 200 + number,
                    preferred: Self.copies, at: point), by: cast.officer("quay"))
        }
    }

    private func ends(_ cast: Cast) async throws {
        let point = try UnitCode(Self.point)
        let quay = cast.officer("quay")
        func filed(_ seed: UInt64, _ day: Day?) async throws -> ID<Dossier> {
            let person = try await passer(seed, born: 1980)
            if let day { set(day, "09:15") } else { ago(workingMinutes: 20) }
            return try await house.desk.lodge(
                try await filing(
                    "1.004873", .counter, for: person, area: Self.wardArea, seed: seed, preferred: Self.single,
                    at: point), by: quay
            ).dossier
        }
        // Overdue, with an apology and one new date.
        let overdue = try await filed(301, workingDay(9))
        try await accept(overdue, by: quay)
        set(workingDay(7), "16:00")
        _ = try await house.desk.apologise(
            overdue, expecting: try await version(overdue), newDate: workingDay(2),
            reason: "Hệ thống hộ tịch dùng chung tạm dừng hai ngày để nâng cấp.", by: cast.officer("hotich"))
        // Refused at intake, confirmed by the head.
        let refused = try await filed(302, workingDay(4))
        _ = try await house.desk.proposeRefusal(
            refused, expecting: try await version(refused),
            reason: "Người được xác nhận thường trú ở tỉnh khác, không thuộc thẩm quyền của phường.",
            code: "not-competent", by: quay)
        clock.advance(milliseconds: 1_800_000)
        _ = try await house.desk.decideRefusal(
            refused, expecting: try await version(refused), confirm: true, reason: "", by: cast.officer("truongdiem"))
        // Refusal proposed, waiting for the head.
        let proposed = try await filed(303, nil)
        _ = try await house.desk.proposeRefusal(
            proposed, expecting: try await version(proposed), reason: "Giấy tờ xuất trình đã hết hạn.", by: quay)
        // Withdrawn.
        let withdrawn = try await filed(304, workingDay(5))
        try await accept(withdrawn, by: quay)
        clock.advance(milliseconds: 7_200_000)
        _ = try await house.desk.withdraw(
            withdrawn, expecting: try await version(withdrawn), reason: "Không còn nhu cầu.", by: quay)
        // Expired fifteen working days after an unanswered request.
        let expired = try await filed(305, workingDay(20))
        try await accept(expired, by: quay)
        set(workingDay(19), "10:00")
        _ = try await house.desk.requestSupplement(
            expired, expecting: try await version(expired),
            items: [
                SupplementItem(
                    target: .field("ended.paper"), reason: "Ghi số bản án ly hôn.", code: "answer-incomplete")
            ],
            by: cast.officer("hotich"))
        set(workingDay(3), "17:01")
        try await house.desk.fireTimers()
        set(workingDay(2), "09:00")
        _ = try await house.desk.decideStop(
            expired, expecting: try await version(expired), confirm: true, reason: "", by: quay)
    }
}
