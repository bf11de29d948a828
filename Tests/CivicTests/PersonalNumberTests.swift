import Civic
import Foundation
import Testing

@Suite struct `Personal numbers` {
    @Test(arguments: [
        ("001095012345", 1, Sex.male, 1995), ("001195012345", 1, .female, 1995), ("079204000001", 79, .male, 2004),
        ("096303000001", 96, .female, 2003), ("001 095.012 345", 1, .male, 1995), ("132095012345", 132, .male, 1995),
        ("001999012345", 1, .female, 2399),
    ])
    func `province, sex and year of birth stand in the number`(text: String, province: Int, sex: Sex, year: Int) throws
    {
        let number = try PersonalNumber(text)

        #expect(number.province == province && number.sex == sex && number.birthYear == year)
        #expect(number.text.utf8.count == 12)
        #expect(number.isRegisteredAbroad == (province >= 100))
    }

    @Test(arguments: [
        ("", PersonalNumber.Fault.empty), (" . ", .empty), ("00109501234", .wrongLength(11)),
        ("00109501234x", .notDigits),
        ("001095012345٣", .notDigits), ("000095012345", .noSuchProvince),
    ])
    func `what is wrong is named`(text: String, fault: PersonalNumber.Fault) {
        #expect(throws: fault) { try PersonalNumber(text) }
        #expect(!fault.message.vi.isEmpty && !fault.message.en.isEmpty)
    }

    @Test func `disagreement with what was declared warns and never refuses`() throws {
        let number = try PersonalNumber("003095012345")

        #expect(
            number.warnings(birthDate: day("1996-01-01"), sex: .female) == [
                .birthYearDiffers(number: 1995, declared: 1996), .sexDiffers, .unknownProvince(3),
            ])
        #expect(try PersonalNumber("132095012345").warnings(birthDate: day("1995-12-31"), sex: .male).isEmpty)
        #expect(try PersonalNumber("001095012345").warnings(birthDate: nil, sex: nil).isEmpty)
    }

    @Test func `a number is stored as its text and read strictly`() throws {
        let number = try PersonalNumber("001 095 012 345")
        let data = try JSONEncoder().encode([number])

        #expect(String(decoding: data, as: UTF8.self) == #"["001095012345"]"#)
        #expect(try JSONDecoder().decode([PersonalNumber].self, from: data) == [number])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([PersonalNumber].self, from: Data(#"["12"]"#.utf8))
        }
    }
}

@Suite struct `Tax codes` {
    @Test(arguments: [
        "0100047516", "0100109106", "0101248141", "0301464823", "0300588569", "0101243150", "0102100740",
    ])
    func `the official examples pass the check digit and no other digit does`(text: String) throws {
        #expect(try TaxCode(text).kind == .enterprise)
        for digit in 0...9 where !text.hasSuffix("\(digit)") {
            #expect(throws: TaxCode.Fault.checkDigit) { try TaxCode(text.dropLast() + "\(digit)") }
        }
    }

    @Test func `a branch and a person have their forms`() throws {
        #expect(try TaxCode("0100109106-001").kind == .branch(1))
        #expect(try TaxCode("0100109106 012").text == "0100109106-012")
        #expect(try TaxCode("001095012345").kind == .person(PersonalNumber("001095012345")))
    }

    @Test(arguments: [
        ("", TaxCode.Fault.empty), ("01001091", .wrongLength(8)), ("0100109106-000", .noSuchBranch),
        ("01O0109106", .notDigits),
        ("000095012345", .personalNumber(.noSuchProvince)), ("0100000000", .checkDigit),
    ])
    func `what is wrong is named`(text: String, fault: TaxCode.Fault) {
        #expect(throws: fault) { try TaxCode(text) }
        #expect(!fault.message.vi.isEmpty && !fault.message.en.isEmpty)
    }
}
