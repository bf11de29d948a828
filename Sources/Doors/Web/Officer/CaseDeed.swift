import Catalogue
import Civic
import Directory
import Door
import Dossiers

/// What an officer can do to a dossier from its page: one form, one press, one use case.
struct CaseDeed: Sendable {
    struct Press: Sendable {
        let house: House
        let dossier: ID<Dossier>
        /// The version the page was drawn from.
        let version: Int64
        let form: FilledForm
        let actor: Actor
        /// In which keys are unlocked.
        let session: String

        var reason: String { form.text("ly-do") }

        func task() throws(DossierProblem) -> ID<WorkTask> {
            guard let task = ID<WorkTask>(form.text("viec")) else { throw .taskGone }
            return task
        }
    }

    /// Last part of the address.
    let path: String
    let summary: String
    let run: @Sendable (Press) async throws -> Void

    init(_ path: String, _ summary: String, run: @escaping @Sendable (Press) async throws -> Void) {
        self.path = path
        self.summary = summary
        self.run = run
    }

    static let all = intake + work + beside

    private static let intake: [CaseDeed] = [
        CaseDeed("de-nghi-tu-choi", "Proposes a refusal at intake") { press in
            let said = press.house.reason(coded: press.form.text("ma"), adding: press.reason)
            _ = try await press.house.desk.proposeRefusal(
                press.dossier, expecting: press.version, reason: said.text, code: said.code, by: press.actor)
        },
        decision("duyet-tu-choi", "Decides a proposed refusal") { desk, press, yes in
            try await desk.decideRefusal(
                press.dossier, expecting: press.version, confirm: yes, reason: press.reason, by: press.actor)
        },
        decision("duyet-bo-sung", "Decides a further supplement round") { desk, press, yes in
            try await desk.decideSupplement(
                press.dossier, expecting: press.version, approve: yes, reason: press.reason, by: press.actor)
        },
        decision("duyet-dung", "Decides whether an unanswered dossier is stopped") { desk, press, yes in
            try await desk.decideStop(
                press.dossier, expecting: press.version, confirm: yes, reason: press.reason, by: press.actor)
        },
        CaseDeed("chuyen", "Hands a dossier to another service point") { press in
            let text = press.form.text("don-vi")
            guard let unit = try? UnitCode(text) else { throw DossierProblem.unknownUnit(text) }
            _ = try await press.house.desk.forward(
                press.dossier, expecting: press.version, to: unit, reason: press.reason, by: press.actor)
        },
        CaseDeed("nop-tien", "Records money taken at the counter") { press in
            _ = try await press.house.desk.payAtCounter(
                press.dossier, expecting: press.version, receiptNumber: press.form.text("bien-lai"), by: press.actor)
        },
        CaseDeed("rut", "Withdraws a dossier for the person at the counter") { press in
            _ = try await press.house.desk.withdraw(
                press.dossier, expecting: press.version, reason: press.reason, by: press.actor)
        },
    ]

    private static let work: [CaseDeed] = [
        CaseDeed("nhan-viec", "Takes a task") { press in
            _ = try await press.house.desk.claim(try press.task(), expecting: press.version, by: press.actor)
        },
        CaseDeed("tra-lai", "Lays a task back into its queue") { press in
            _ = try await press.house.desk.giveBack(
                try press.task(), expecting: press.version, reason: press.reason, by: press.actor)
        },
        CaseDeed("giao", "Gives a task to a colleague") { press in
            guard let officer = ID<Officer>(press.form.text("can-bo")) else { throw DirectoryProblem.officerUnknown }
            _ = try await press.house.desk.assign(
                try press.task(), expecting: press.version, to: officer, reason: press.reason, by: press.actor)
        },
        CaseDeed("thao-tac", "Does an action of the step") { press in
            try await KeyDesk(house: press.house, actor: press.actor, session: press.session).unlock(press.form)
            _ = try await press.house.desk.act(
                try press.task(), action: press.form.text("thao-tac"), expecting: press.version, reason: press.reason,
                by: press.actor, session: press.session)
        },
        CaseDeed("xac-nhan", "Records the person's word on the draft result") { press in
            _ = try await press.house.desk.answerProof(
                task: try press.task(), expecting: press.version, action: press.form.text("thao-tac"),
                reason: press.reason, by: press.actor)
        },
        CaseDeed("hoi", "Asks other units") { press in
            let units = try press.form.all("don-vi").map { text in
                guard let unit = try? UnitCode(text) else { throw DossierProblem.unknownUnit(text) }
                return unit
            }
            _ = try await press.house.desk.ask(
                try press.task(), rule: press.form.text("viec-hoi"), units: units,
                question: press.form.text("noi-dung"),
                expecting: press.version, by: press.actor)
        },
        CaseDeed("tra-loi", "Answers what was asked") { press in
            _ = try await press.house.desk.answer(
                try press.task(), answer: press.form.text("tra-loi"), text: press.reason, expecting: press.version,
                by: press.actor)
        },
    ]

    private static let beside: [CaseDeed] = [
        CaseDeed("xin-loi", "Apologises and gives a new date") { press in
            let form = press.form
            guard ["ngay", "thang", "nam"].contains(where: { !form.text($0).isEmpty }) else {
                throw DossierProblem.guardFailed(Self.dateMissing)
            }
            guard let year = Int(form.text("nam")), year > 999, let month = Int(form.text("thang")),
                let date = Int(form.text("ngay")),
                let day = Day(year: year, month: month, day: date)
            else { throw DossierProblem.guardFailed(Self.noDate) }
            _ = try await press.house.desk.apologise(
                press.dossier, expecting: press.version, newDate: day, reason: press.reason, by: press.actor)
        },
        CaseDeed("hoan-tac", "Takes back what was just done") { press in
            _ = try await press.house.desk.undo(press.dossier, expecting: press.version, by: press.actor)
        },
        CaseDeed("thu-hoi-ket-qua", "Takes a released result back") { press in
            _ = try await press.house.desk.revokeResult(
                press.form.text("ket-qua"), of: press.dossier, expecting: press.version, reason: press.reason,
                by: press.actor)
        },
        CaseDeed("ghi-chu", "Leaves a note for colleagues") { press in
            try await press.house.desk.note(press.dossier, text: press.form.text("noi-dung"), by: press.actor)
        },
        CaseDeed("lien-ket", "Links to another dossier") { press in
            try await press.house.desk.relate(
                press.dossier, to: press.form.text("ma"), relation: press.form.text("quan-he"), by: press.actor)
        },
    ]

    private static let dateMissing = LocalizedText(
        vi: "Nhập ngày hẹn mới: ngày, tháng và năm.", en: "Enter the new date: day, month and year.")
    private static let noDate = LocalizedText(
        vi: "Ngày hẹn mới phải là ngày có thật: ngày, tháng và năm bốn chữ số, ví dụ 27 11 2026.",
        en: "The new date must be a real date: day, month and a year of four digits, for example 27 11 2026.")

    private static func decision(
        _ path: String, _ summary: String,
        decide: @escaping @Sendable (DossierDesk, Press, Bool) async throws -> Int64
    ) -> CaseDeed {
        CaseDeed(path, summary) { press in
            _ = try await decide(press.house.desk, press, press.form.text("dong-y") == "1")
        }
    }
}
