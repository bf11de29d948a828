extension DueReason {
    /// One plain sentence.
    package func text(_ language: Language) -> String {
        switch language {
        case .vi: vietnamese
        case .en: english
        }
    }

    private var vietnamese: String {
        switch self {
        case .received(let at): "Tiếp nhận lúc \(HouseDates.text(at, .vi))."
        case .limit(let limit): "Thời hạn: \(limit.text(.vi))."
        case .startsNextSession(let at): "Ngoài giờ làm việc nên bắt đầu tính từ \(HouseDates.text(at, .vi))."
        case .startsAfterDayOff(let at): "Tiếp nhận vào ngày nghỉ nên bắt đầu tính từ \(HouseDates.text(at, .vi))."
        case .startsAfterCutoff(let cutoff, let day):
            "Sau \(cutoff.text) nên tính sang ngày làm việc tiếp theo, \(HouseDates.text(day))."
        case .firstDayNotCounted(let day): "Không tính ngày tiếp nhận \(HouseDates.text(day))."
        case .daysOff(let ranges): "Không tính ngày nghỉ: \(Self.list(ranges, .vi))."
        case .makeupDayCounted(let day, let name):
            "Có tính \(HouseDates.weekday(day, .vi)) \(HouseDates.text(day)) là ngày làm việc (\(name.vi))."
        case .monthEndTaken(let day):
            "Tháng cuối không có ngày tương ứng nên lấy ngày cuối tháng, \(HouseDates.text(day))."
        case .rolled(let from, let to):
            "Ngày cuối \(HouseDates.text(from)) là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo, \(HouseDates.text(to))."
        case .roundTheClock: "Giờ tính liên tục, cả ban đêm và ngày nghỉ."
        case .endsAtClose(let at): "Hết hạn vào cuối giờ làm việc, \(HouseDates.text(at, .vi))."
        case .endsAt(let at): "Hết hạn lúc \(HouseDates.text(at, .vi))."
        }
    }

    private var english: String {
        switch self {
        case .received(let at): "Received at \(HouseDates.text(at, .en))."
        case .limit(let limit): "The limit is \(limit.text(.en))."
        case .startsNextSession(let at): "Outside office hours, so counting starts at \(HouseDates.text(at, .en))."
        case .startsAfterDayOff(let at): "Received on a day off, so counting starts at \(HouseDates.text(at, .en))."
        case .startsAfterCutoff(let cutoff, let day):
            "After \(cutoff.text), so it counts for the next working day, \(HouseDates.text(day))."
        case .firstDayNotCounted(let day): "The day of receipt, \(HouseDates.text(day)), does not count."
        case .daysOff(let ranges): "Days off do not count: \(Self.list(ranges, .en))."
        case .makeupDayCounted(let day, let name):
            "\(HouseDates.weekday(day, .en)) \(HouseDates.text(day)) counts as a working day (\(name.en))."
        case .monthEndTaken(let day):
            "The last month has no such day, so its last day is taken, \(HouseDates.text(day))."
        case .rolled(let from, let to):
            "The last day, \(HouseDates.text(from)), is a day off, so it moves to the next working day, \(HouseDates.text(to))."
        case .roundTheClock: "Hours run on through nights and days off."
        case .endsAtClose(let at): "It ends with office hours, \(HouseDates.text(at, .en))."
        case .endsAt(let at): "It ends at \(HouseDates.text(at, .en))."
        }
    }

    private static func list(_ ranges: [DaysOff], _ language: Language) -> String {
        ranges.map { range in
            let note = range.decidedBy.map { ", \($0)" } ?? ""
            return "\(HouseDates.range(range.first, range.last)) (\(range.name[language])\(note))"
        }.joined(separator: "; ")
    }
}

extension Limit {
    /// `5 ngày làm việc`, `5 working days`
    package func text(_ language: Language) -> String {
        switch self {
        case .workingDays(let count): Self.count(count, language, vi: "ngày làm việc", en: "working day")
        case .days(let count): Self.count(Double(count), language, vi: "ngày", en: "day")
        case .hours(let count, .working): Self.count(count, language, vi: "giờ làm việc", en: "working hour")
        case .hours(let count, .continuous): Self.count(count, language, vi: "giờ", en: "hour")
        case .months(let count): Self.count(Double(count), language, vi: "tháng", en: "month")
        case .years(let count): Self.count(Double(count), language, vi: "năm", en: "year")
        case .sameDay(let cutoff):
            switch language {
            case .vi: "trong ngày nếu tiếp nhận trước hoặc đúng \(cutoff.text)"
            case .en: "the same day if received by \(cutoff.text)"
            }
        }
    }

    private static func count(_ value: Double, _ language: Language, vi: String, en: String) -> String {
        let whole = value == value.rounded() && value.magnitude < 1e9
        let digits = whole ? String(Int(value)) : String(value)
        switch language {
        case .vi: return "\(digits.replacing(".", with: ",")) \(vi)"
        case .en: return "\(digits) \(en)\(value == 1 ? "" : "s")"
        }
    }
}
