import Catalogue
import CityFolder
import Civic
import Testing

/// What a civil register may be given to hold.
@Suite struct NameAndDateTests {
    private func problems(_ name: String, year: String) throws -> [FieldProblem] {
        let file = SourceFile(name: "L.1.yaml", text: LibraryTown.procedure)
        let journey = FormJourney(
            try #require(ProcedureSource(file, in: LibraryTown.folder(), Findings())).procedure,
            FormContext(channel: .online, today: try #require(Day("2026-03-02"))))
        let answers = try journey.fill(
            "holder",
            [
                "holder.name": [name], "holder.born_on.day": ["7"], "holder.born_on.month": ["3"],
                "holder.born_on.year": [year], "holder.nationality": ["Việt Nam"], "home.area": ["T1"],
            ], into: try journey.fill("who", ["kind": ["adult"]], into: Answers()))
        return try journey.state(of: answers).problems(on: "holder")
    }

    @Test(arguments: ["Y Blơ Niê-Kdăm O’Brien", "Nguyễn Thị Ánh Tuyết", "Lý T. An", "李小龙", "D'Arc"])
    func `a name of any script passes`(_ name: String) throws {
        #expect(try problems(name, year: "2015") == [])
    }

    @Test(arguments: ["12345", "😀😀", "<script>alert(1)</script>", "An & Bình", "-", "An1"])
    func `what is no name is refused with what a name is made of`(_ name: String) throws {
        let found = try problems(name, year: "2015")

        #expect(found.map(\.fieldID) == ["holder.name"])
        #expect(found.first?.message.en.contains("made of letters, spaces, hyphens") == true)
    }

    @Test func `a year before 1900 is a slip`() throws {
        #expect(try problems("An", year: "1900") == [])
        let found = try problems("An", year: "1800")
        #expect(found.map(\.fieldID) == ["holder.born_on"])
        #expect(found.first?.message.vi.hasSuffix("phải từ năm 1900 trở đi") == true)
    }
}
