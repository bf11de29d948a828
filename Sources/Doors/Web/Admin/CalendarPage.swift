import Catalogue
import CityFolder
import Civic
import Directory
import Door
import Hummingbird

/// A year of a unit: its working days by month, what is off or worked instead, and a form for another such day. A day is
/// seen first with what it would do, as a list is.
struct CalendarPage: Sendable {
    let house: House

    func register(on router: GuardedRouter) {
        router.get("/can-bo/quan-tri/lich", for: AdminPages.managesCity, door: .officer, "a year of working days") {
            request, context in
            show(nil, PageErrors(), request, context)
        }
        router.post("/can-bo/quan-tri/lich", for: AdminPages.managesCity, door: .officer, "what a day would do") {
            form, request, context in
            try await plan(form, request, context)
        }
    }

    private func show(
        _ form: FilledForm?, _ errors: PageErrors, _ request: Request, _ context: HouseContext
    ) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let query = FormReader.query(request)
        let today = house.today
        let year = Int(query.text("nam")).flatMap { (2015...2100).contains($0) ? $0 : nil } ?? today.components.year
        let units = house.managedUnits(of: context.actor)
        let unit = (try? UnitCode(query.text("dv"))) ?? units.first
        let calendar = unit.map { house.catalogue.calendar(for: $0) } ?? house.catalogue.officeCalendar
        var model: Model = [
            "wants_officer_css": true, "year": String(year), "unit": unit?.text ?? "",
            "unit_name": unit.map { words.unit($0) } ?? "", "revision": house.catalogue.calendarRevision,
            "year_before": String(year - 1), "year_after": String(year + 1),
        ]
        model["f_units"] = units.map { Choice.option($0.text, words.unit($0), selected: $0 == unit) }
        var total = 0
        model["months"] = (1...12).compactMap { month -> Model? in
            guard let first = Day(year: year, month: month, day: 1) else { return nil }
            let days = (0..<31).map { first + $0 }.filter { $0.components.month == month }
            let worked = days.count { calendar.isWorking($0) }
            total += worked
            let special = days.compactMap { day in
                calendar.special(on: day).map { ["special": CalendarWords(words: words).text(day, $0)] as Model }
            }
            var line: Model = ["month": "\(month)/\(year)", "worked": String(worked), "specials": special]
            if special.isEmpty { line["plain"] = true }
            return line
        }
        model["total"] = String(total)
        model["hours"] = Self.week.map { index, key -> Model in
            // A week without special days: the hours themselves.
            let sessions = house.hours(of: unit, weekday: index)
            return [
                "weekday": words.words["admin_\(key)"],
                "sessions": sessions.isEmpty
                    ? words.words["admin_day_off"]
                    : sessions.map { "\($0.start.text)–\($0.end.text)" }.joined(separator: ", "),
            ]
        }
        for name in ["ngay", "ten", "ten-en", "can-cu"] {
            model["v_" + name.replacing("-", with: "_")] = form?.text(name) ?? ""
        }
        model["kinds"] = CalendarWords.kinds.map { kind, word in
            Choice.option(word, words.words["admin_day_\(word)"], selected: form?.text("loai") == word)
        }
        errors.put(into: &model)
        return house.pages.page(
            "admin/calendar", title: words.words["admin_calendar"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422, model, request: request, context: context)
    }

    /// One day is a list of one row: the same reader, the same preview, the same press.
    private func plan(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var errors = PageErrors()
        if Day(form.text("ngay")) == nil { errors.add("f-ngay", words["mandate_bad_date"]) }
        if form.text("ten").isEmpty { errors.add("f-ten", words.words["admin_day_name_missing"]) }
        if form.text("can-cu").isEmpty { errors.add("f-can-cu", words.words["admin_day_ground_missing"]) }
        guard errors.isEmpty else { return show(form, errors, request, context) }
        let english = form.text("ten-en")
        let csv = CSVSource.bytes([
            ["date", "kind", "name_vi", "name_en", "decided_by"],
            [
                form.text("ngay"), form.text("loai"), form.text("ten"), english.isEmpty ? form.text("ten") : english,
                form.text("can-cu"),
            ],
        ])
        return try await ImportPage(house: house).plan(csv, .days, request, context)
    }

    private static let week = [
        (1, "monday"), (2, "tuesday"), (3, "wednesday"), (4, "thursday"), (5, "friday"), (6, "saturday"), (7, "sunday"),
    ]
}

/// What the calendar's pages call days.
struct CalendarWords {
    let words: OfficerWords

    /// As `holidays.csv` writes them.
    static let kinds: [(DayKind, String)] = [
        (.paidHoliday, "paid_holiday"), (.compensatoryRest, "compensatory_rest"), (.swappedRest, "swapped_rest"),
        (.makeupWork, "makeup_work"),
    ]

    func text(_ day: Day, _ special: SpecialDay) -> String {
        let kind = Self.kinds.first { $0.0 == special.kind }?.1 ?? ""
        let parts = [
            HouseDates.text(day), words.words["admin_day_\(kind)"], special.name[words.language],
            special.decidedBy ?? "",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: " · ")
    }
}

extension House {
    /// The hours of a plain weekday (1 Monday … 7 Sunday), read off the next one without a special day.
    func hours(of unit: UnitCode?, weekday: Int) -> [WorkSession] {
        let calendar = unit.map { catalogue.calendar(for: $0) } ?? catalogue.officeCalendar
        let plain = (0..<70).lazy.map { today + $0 }.first { $0.weekday == weekday && calendar.special(on: $0) == nil }
        return plain.map { calendar.sessions(on: $0) } ?? []
    }
}
