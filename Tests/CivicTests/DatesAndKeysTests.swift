import Civic
import Testing

@Suite struct `Dates as printed and typed` {
    @Test func `dates and times have one form in both languages`() {
        #expect(HouseDates.text(at("2026-02-05T09:10"), .vi) == "09:10 ngày 05/02/2026")
        #expect(HouseDates.text(at("2026-02-05T09:10"), .en) == "09:10 on 05/02/2026")
        #expect(HouseDates.longText(day("2026-02-05"), .vi) == "ngày 05 tháng 02 năm 2026")
        #expect(HouseDates.longText(day("2026-11-21"), .vi) == "ngày 21 tháng 11 năm 2026")
        #expect(HouseDates.longText(day("2026-02-05"), .en) == "5 February 2026")
        #expect(HouseDates.weekday(day("2026-11-21"), .vi) == "thứ Bảy")
        #expect(HouseDates.text(Instant(milliseconds: 1_770_862_200_000), in: .hanoi, .vi) == "09:10 ngày 12/02/2026")
    }

    @Test(arguments: [
        ("2026-02-16", "2026-02-20", "16–20/02/2026"), ("2026-04-30", "2026-05-01", "30/04–01/05/2026"),
        ("2026-12-31", "2027-01-02", "31/12/2026–02/01/2027"), ("2026-11-24", "2026-11-24", "24/11/2026"),
    ])
    func `a range repeats only what changes`(first: String, last: String, text: String) {
        #expect(HouseDates.range(day(first), day(last)) == text)
    }

    @Test(arguments: ["1/9/2026", "01-09-2026", "01.09.2026", " 1 / 9 / 2026 ", "2026-09-01"])
    func `a date typed in one field is read`(typed: String) throws {
        #expect(try HouseDates.day(typed) == day("2026-09-01"))
    }

    @Test(arguments: [
        ("", DateFault.empty), ("1/9", .unreadable), ("1/9/26", .shortYear),
        ("31/9/2026", .noSuchDay(31, month: 9, year: 2026)),
        ("1/13/2026", .noSuchMonth(13)), ("a/9/2026", .notANumber(.day)), ("1/9/202", .unlikelyYear(202)),
        ("1/9/99999", .notANumber(.year)),
    ])
    func `what is wrong with a date is named`(typed: String, fault: DateFault) {
        #expect(throws: fault) { try HouseDates.day(typed) }
    }

    @Test func `three fields say which of them is missing`() throws {
        #expect(try HouseDates.day(day: "1", month: "09", year: " 2026 ") == day("2026-09-01"))
        #expect(throws: DateFault.missing([.day, .year])) { try HouseDates.day(day: " ", month: "9", year: "") }
        #expect(throws: DateFault.empty) { try HouseDates.day(day: "", month: "", year: "") }
        #expect(DateFault.missing([.day, .year]).message.vi == "Ngày còn thiếu ngày và năm.")
    }

    @Test func `written days and times take digits only and come back the same`() {
        for bad in ["2026-+1-05", "2026-1-05", "2026-01-05 ", "2026-02-29", "20260105", "-026-01-05"] {
            #expect(Day(bad) == nil)
        }
        for bad in ["+8:00", "8:+0", "24:01", "8", "08:60"] { #expect(TimeOfDay(bad) == nil) }
        for bad in ["2026-01-05T24:00", "2026-01-05 08:00", "2026-01-05T08:00:+1", "2026-01-05T08:00Z"] {
            #expect(LocalTime(bad) == nil)
        }
        for number in stride(from: Int32(-200_000), through: 200_000, by: 37) {
            let day = Day(number: number)

            #expect(Day(day.iso) == day)
        }
    }
}

@Suite struct `Keys, zones and amounts` {
    @Test func `ids rise although the clock is set back`() {
        let clock = ManualClock(Instant(milliseconds: 1_795_000_000_000))
        let generator = IDGenerator(node: 7, clock: clock)
        var last = generator.next(Int.self)
        for round in 0..<6_000 {
            if round % 1_000 == 0 { clock.advance(milliseconds: -5_000) }
            let id = generator.next(Int.self)

            #expect(id > last)
            #expect((id.rawValue >> 12) & 1023 == 7)
            last = id
        }
    }

    @Test func `an id seen elsewhere is passed`() {
        let generator = IDGenerator(node: 1, clock: ManualClock(Instant(milliseconds: 1_795_000_000_000)))
        let foreign = ID<Int>(generator.next(Int.self).rawValue + 1_000_000_000)
        generator.observe(foreign)

        #expect(generator.next(Int.self) > foreign)
    }

    @Test func `Hanoi is seven hours ahead and a shifting zone comes back to its moment`() throws {
        #expect(CityZone.hanoi.local(Instant(milliseconds: 0)) == at("1970-01-01T07:00"))
        #expect(CityZone.hanoi.local(Instant(milliseconds: -1)) == at("1970-01-01T06:59"))
        let paris = try #require(CityZone("Europe/Paris"))
        #expect(paris.local(paris.instant(at("2026-07-14T09:00"))) == at("2026-07-14T09:00"))
        #expect(paris.local(paris.instant(at("2026-01-14T09:00"))) == at("2026-01-14T09:00"))
        #expect(CityZone("Asia/Nowhere") == nil)
    }

    @Test func `amounts are grouped by thousands`() {
        #expect(Dong(1_234_567).formatted(.vi) == "1.234.567 ₫" && Dong(1_234_567).formatted(.en) == "1,234,567 VND")
        #expect(Dong(-800).formatted(.vi) == "−800 ₫" && Dong(0).formatted(.en) == "0 VND")
    }
}
