import Civic
import Dossiers

/// How near a deadline is, as a sign and words: never colour alone. Days are working days of who answers for it.
struct DueLabel {
    /// `far`, `soon`, `today`, `overdue`, `paused`, `none`: the class of the style sheet.
    let kind: String
    let sign: String
    /// `Còn 2 ngày làm việc`
    let text: String
    /// `15:00 ngày 23/11/2026`; nil without a date.
    let date: String?

    init(due: Instant?, clock: ClockState, now: Instant, calendar: WorkingCalendar, words: Words) {
        let zone = calendar.zone
        let date = due.map { HouseDates.text($0, in: zone, words.language) }
        if clock == .paused {
            self.init(kind: "paused", sign: "‖", text: words["officer_due_paused"], date: date)
            return
        }
        guard let due else {
            self.init(kind: "none", sign: "–", text: words["officer_due_none"], date: nil)
            return
        }
        let (day, today) = (zone.day(due), zone.day(now))
        if due < now {
            let late = calendar.workingDays(from: day + 1, through: today)
            // A weekend is no lateness of its own.
            let text =
                late > 0
                ? words[late == 1 ? "officer_due_late_one" : "officer_due_late", ["n": String(late)]]
                : words[day == today ? "officer_due_late_today" : "officer_due_late_since"]
            self.init(kind: "overdue", sign: "▲", text: text, date: date)
            return
        }
        let days = max(calendar.workingDays(from: today + 1, through: day), day == today ? 0 : 1)
        if days == 0 {
            self.init(
                kind: "today", sign: "◆", text: words["officer_due_today", ["time": zone.local(due).time.text]],
                date: date)
        } else if days == 1 {
            self.init(kind: "soon", sign: "◇", text: words["officer_due_one"], date: date)
        } else {
            self.init(kind: "far", sign: "○", text: words["officer_due_days", ["n": String(days)]], date: date)
        }
    }

    /// Nothing counts down any more: the result is there, or the dossier is over. The date stands.
    init(settled due: Instant?, as status: DossierStatus, zone: CityZone, words: Words) {
        self.init(
            kind: "none", sign: "●",
            text: words["officer_due_\(status.isFinal ? "over_\(status.rawValue)" : "settled")"],
            date: due.map { HouseDates.text($0, in: zone, words.language) })
    }

    private init(kind: String, sign: String, text: String, date: String?) {
        self.kind = kind
        self.sign = sign
        self.text = text
        self.date = date
    }

    var model: Model {
        // A row without a date must not borrow that of the page around it.
        ["due_kind": kind, "due_sign": sign, "due_text": text, "has_due_date": date != nil, "due_date": date ?? ""]
    }
}
