import Civic
import TestEngines
import Testing

@Suite struct `Unit codes` {
    @Test(arguments: [
        ("H26", "H26", 1), ("H26.34.12", "H26.34.12", 3), (" h26.34 ", "H26.34", 2), ("000.00.00.H26", "H26", 1),
        ("000.12.34.H26", "H26.34.12", 3), ("28.22.H17", "H17.22.28", 3), ("002.00.20.H13", "H13.20.002", 3),
        ("G09.A1B", "G09.A1B", 2),
    ])
    func `both directions are read, the new one is kept`(typed: String, text: String, level: Int) throws {
        let code = try UnitCode(typed)

        #expect(code.text == text && code.level == level)
    }

    @Test(arguments: [
        ("", UnitCode.Fault.empty), ("Z26", .badFirstGroup), ("H2", .badFirstGroup), ("H26..1", .emptyGroup),
        ("H26.Đ", .badCharacter), ("H26-34", .badCharacter), ("H26.00000000000000000000000000000001", .tooLong),
    ])
    func `what is wrong is named`(typed: String, fault: UnitCode.Fault) {
        #expect(throws: fault) { try UnitCode(typed) }
    }

    @Test func `a unit is below its parents and not beside a longer name`() throws {
        let ward = try UnitCode("H26.34.12")
        let city = try UnitCode("H26")

        #expect(try ward.parent == UnitCode("H26.34") && ward.parent?.parent == city && city.parent == nil)
        #expect(try ward.isDescendant(of: city) && ward.isDescendant(of: UnitCode("H26.34")))
        #expect(try !ward.isDescendant(of: ward) && !UnitCode("H26.345").isDescendant(of: UnitCode("H26.34")))
    }
}

@Suite struct `Dossier codes` {
    @Test func `a code is made of unit, day and number, and widens`() throws {
        let unit = try UnitCode("H26.34.12")

        #expect(DossierCode(unit: unit, day: day("2026-11-21"), sequence: 5).text == "H26.34.12-261121-0005")
        #expect(DossierCode(unit: unit, day: day("2026-01-02"), sequence: 12_345).text == "H26.34.12-260102-12345")
        #expect(DossierCode(unit: unit, day: day("2101-01-02"), sequence: 1).text == "H26.34.12-21010102-0001")
    }

    @Test(arguments: [
        ("000.21.10.H26-210325-0005", "H26.10.21", "2021-03-25", 5), ("H26.20-250714-0012", "H26.20", "2025-07-14", 12),
        ("G09.20-20260609-0092637", "G09.20", "2026-06-09", 92_637),
        (" h26.20-250714-0012 ", "H26.20", "2025-07-14", 12),
    ])
    func `every generation on paper is read`(typed: String, unit: String, date: String, sequence: Int) throws {
        let code = try DossierCode(typed)

        #expect(code.unit.text == unit && code.day == day(date) && code.sequence == sequence)
        #expect(code.text == typed.uppercased().filter { $0 != " " })
    }

    @Test(arguments: [
        ("", DossierCode.Fault.empty), ("H26.20-250714", .wrongShape), ("Z99-250714-0012", .unit(.badFirstGroup)),
        ("H26-250230-0012", .badDate), ("H26-2507140-0012", .badDate), ("H26-250714-012", .badSequence),
        ("H26-250714-+012", .badSequence),
    ])
    func `what is wrong is named`(typed: String, fault: DossierCode.Fault) {
        #expect(throws: fault) { try DossierCode(typed) }
    }

    @Test func `what is made is read back`() throws {
        var random = Seeded(3)
        for _ in 0..<300 {
            let unit = try UnitCode("H\(random.int(10...99)).\(random.int(1...999))")
            let code = DossierCode(
                unit: unit, day: Day(number: Int32(random.int(11_000...60_000))), sequence: random.int(1...9_999_999))

            #expect(try DossierCode(code.text) == code)
        }
    }
}

@Suite struct `Telephone numbers and e-mail addresses` {
    @Test(arguments: [
        ("0912 345 678", "0912345678"), ("+84 912.345.678", "0912345678"), ("84912345678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"), ("024 3825 3536", "02438253536"), ("0084-24-38253536", "02438253536"),
    ])
    func `a number has one national form`(typed: String, text: String) throws {
        let number = try PhoneNumber(typed)

        #expect(number.text == text && number.isMobile == (text.utf8.count == 10))
        #expect(number.international == "+84" + text.dropFirst())
    }

    @Test(arguments: [
        ("", PhoneNumber.Fault.empty), ("91234567x", .notDigits), ("912345678", .noLeadingZero),
        ("0112345678", .unknownPrefix),
        ("091234567", .wrongLength(9)), ("0243825353", .wrongLength(10)), ("+1 202 555 0100", .foreign),
        ("0", .wrongLength(1)),
    ])
    func `what is wrong with a number is named`(typed: String, fault: PhoneNumber.Fault) {
        #expect(throws: fault) { try PhoneNumber(typed) }
    }

    @Test func `an address keeps its owner's spelling and lowers the domain`() throws {
        #expect(try EmailAddress(" Nguyen.Van-A@Hanoi.GOV.vn ").text == "Nguyen.Van-A@hanoi.gov.vn")
    }

    @Test(arguments: [
        ("", EmailAddress.Fault.empty), ("a.b.vn", .atSign), ("a@b@c.vn", .atSign), ("a b@c.vn", .badName),
        ("@c.vn", .badName),
        (".a@c.vn", .badName), ("a@vn", .badDomain), ("a@-b.vn", .badDomain), ("a@b..vn", .badDomain),
        ("a\u{0}@b.vn", .badName),
    ])
    func `what is wrong with an address is named`(typed: String, fault: EmailAddress.Fault) {
        #expect(throws: fault) { try EmailAddress(typed) }
    }
}
