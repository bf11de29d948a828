import Civic

/// Written dates for tests; a date that does not exist is day 0, which no vector expects.
func day(_ iso: String) -> Day { Day(iso) ?? Day(number: 0) }
func at(_ iso: String) -> LocalTime { LocalTime(iso) ?? LocalTime(Day(number: 0), TimeOfDay(minutes: 0)) }
func clock(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? TimeOfDay(minutes: 0) }
func sessions(_ texts: String...) -> [WorkSession] { texts.compactMap { WorkSession($0) } }

/// The official calendars of 2024–2026 for civil servants (TB 5015, 1570, 6150/LĐTBXH; TB 9441, CV 3383/BNV; CV 2450,
/// 12729/VPCP). The product reads its own from the city folder.
enum HanoiCalendar {
    static let calendar = WorkingCalendar(revision: "2026-04", days: days)

    static let days: [Day: SpecialDay] = {
        var days: [Day: SpecialDay] = [:]
        for entry in entries {
            let parts = entry.dates.split(separator: " ").map { day(String($0)) }
            let first = parts.first ?? Day(number: 0)
            for offset in 0...((parts.last ?? first) - first) {
                days[first + offset] = SpecialDay(
                    entry.kind, name: LocalizedText(vi: entry.vi, en: entry.en), decidedBy: entry.decidedBy)
            }
        }
        return days
    }()

    private struct Entry {
        let dates: String
        let kind: DayKind
        let vi: String
        let en: String
        let decidedBy: String?

        init(_ dates: String, _ kind: DayKind, _ vi: String, _ en: String, _ decidedBy: String? = nil) {
            self.dates = dates
            self.kind = kind
            self.vi = vi
            self.en = en
            self.decidedBy = decidedBy
        }
    }

    private static let entries: [Entry] = [
        Entry("2024-01-01", .paidHoliday, "Tết Dương lịch", "New Year"),
        Entry("2024-02-08 2024-02-12", .paidHoliday, "Tết Nguyên đán", "Lunar New Year"),
        Entry("2024-02-13 2024-02-14", .compensatoryRest, "nghỉ bù Tết", "rest for Lunar New Year"),
        Entry("2024-04-18", .paidHoliday, "Giỗ Tổ Hùng Vương", "Hùng Kings' Day"),
        Entry("2024-04-29", .swappedRest, "nghỉ hoán đổi", "swapped rest", "CV 2450/VPCP-KGVX"),
        Entry("2024-05-04", .makeupWork, "làm bù ngày 29/4", "for 29 April", "CV 2450/VPCP-KGVX"),
        Entry("2024-04-30", .paidHoliday, "Ngày Chiến thắng", "Victory Day"),
        Entry("2024-05-01", .paidHoliday, "Quốc tế Lao động", "Labour Day"),
        Entry("2024-09-02 2024-09-03", .paidHoliday, "Quốc khánh", "National Day"),
        Entry("2025-01-01", .paidHoliday, "Tết Dương lịch", "New Year"),
        Entry("2025-01-27 2025-01-31", .paidHoliday, "Tết Nguyên đán", "Lunar New Year", "TB 6150/TB-BLĐTBXH"),
        Entry("2025-04-07", .paidHoliday, "Giỗ Tổ Hùng Vương", "Hùng Kings' Day"),
        Entry("2025-04-30", .paidHoliday, "Ngày Chiến thắng", "Victory Day"),
        Entry("2025-05-01", .paidHoliday, "Quốc tế Lao động", "Labour Day"),
        Entry("2025-05-02", .swappedRest, "nghỉ hoán đổi", "swapped rest"),
        Entry("2025-04-26", .makeupWork, "làm bù ngày 2/5", "for 2 May"),
        Entry("2025-09-01 2025-09-02", .paidHoliday, "Quốc khánh", "National Day"),
        Entry("2026-01-01", .paidHoliday, "Tết Dương lịch", "New Year"),
        Entry("2026-01-02", .swappedRest, "nghỉ hoán đổi", "swapped rest", "CV 12729/VPCP-KGVX"),
        Entry("2026-01-10", .makeupWork, "làm bù ngày 2/1", "for 2 January", "CV 12729/VPCP-KGVX"),
        Entry("2026-02-16 2026-02-20", .paidHoliday, "Tết Nguyên đán", "Lunar New Year", "TB 9441/TB-BNV"),
        Entry("2026-04-26", .paidHoliday, "Giỗ Tổ Hùng Vương", "Hùng Kings' Day"),
        Entry("2026-04-27", .compensatoryRest, "nghỉ bù Giỗ Tổ", "rest for Hùng Kings' Day"),
        Entry("2026-04-30", .paidHoliday, "Ngày Chiến thắng", "Victory Day"),
        Entry("2026-05-01", .paidHoliday, "Quốc tế Lao động", "Labour Day"),
        Entry("2026-08-31", .swappedRest, "nghỉ hoán đổi", "swapped rest", "TB 9441/TB-BNV"),
        Entry("2026-08-22", .makeupWork, "làm bù ngày 31/8", "for 31 August", "TB 9441/TB-BNV"),
        Entry("2026-09-01 2026-09-02", .paidHoliday, "Quốc khánh", "National Day", "TB 9441/TB-BNV"),
        Entry("2026-11-24", .paidHoliday, "Ngày Văn hóa Việt Nam", "Vietnam Culture Day", "NQ 28/2026/QH16"),
    ]
}
