import Catalogue
import CityFolder
import Civic
import Directory
import Rules
import Testing

@Suite struct JourneyTests {
    private let journey: FormJourney

    init() throws {
        journey = try Self.journey()
    }

    private static func journey(
        _ text: String = LibraryTown.procedure, _ channel: Channel = .online, signedIn: Bool = false
    ) throws -> FormJourney {
        let file = SourceFile(name: "L.1.yaml", text: text)
        let source = try #require(ProcedureSource(file, in: LibraryTown.folder(), Findings()))
        let today = try #require(Day("2026-03-02"))
        return FormJourney(
            source.procedure,
            FormContext(channel: channel, today: today, applicant: .init(kind: "citizen", signedIn: signedIn)))
    }

    private func filled(_ kind: String) throws -> Answers {
        var answers = try journey.fill("who", ["kind": [kind], "guardian": ["Trần Thị B"]], into: Answers())
        answers = try journey.fill(
            "holder",
            [
                "holder.name": ["  nguyễn   văn an "], "holder.born_on.day": ["7"], "holder.born_on.month": ["3"],
                "holder.born_on.year": ["2015"], "holder.nationality": ["Việt Nam"], "home.area": ["T1"],
            ], into: answers)
        return try journey.fill("books", ["books": ["2"], "phone": ["091 234 56 78"]], into: answers)
    }

    @Test func `an empty form asks for its first page and lets nobody further`() throws {
        let state = try journey.state(of: Answers())

        #expect(state.journey.map(\.id) == ["who", "holder", "books"])
        #expect(state.firstIncomplete?.id == "who")
        #expect(state.canVisit("who") && !state.canVisit("holder") && !state.canVisit("school"))
        #expect(
            state.problems(on: "who") == [
                FieldProblem(
                    fieldID: "kind",
                    message: LocalizedText(
                        vi: "Chọn câu trả lời cho “Loại thẻ”", en: "Choose an answer to “Kind of card”"))
            ])
    }

    @Test func `all that is wrong on a page is said at once, at the part it concerns`() throws {
        let answers = try journey.fill(
            "holder",
            ["holder.name": [""], "holder.born_on": ["31/02/2015"], "holder.number": ["12"], "home.street": ["1 Phố"]],
            into: Answers())

        let problems = try journey.state(of: answers).problems(on: "holder")
        #expect(
            problems.map(\.fieldID) == [
                "holder.name", "holder.number", "holder.born_on", "holder.nationality", "home.area",
            ])
        #expect(problems[2].message.en == "Holder: date of birth: month 2/2015 has no day 31.")
        #expect(answers.text("holder.born_on") == "31/02/2015")
    }

    @Test func `an empty text is no answer, whoever sends it`() throws {
        var answers = try filled("child")
        #expect(try journey.state(of: answers).isComplete)

        for blank in ["", "   ", "\u{00A0}\n"] {
            answers["holder.name"] = .text(blank)
            answers["guardian"] = .text(blank)
            answers["school"] = .text(blank)
            let state = try journey.state(of: answers)

            #expect(state.problems.map(\.fieldID) == ["guardian", "holder.name"])
            #expect(state.problems.allSatisfy { $0.message.en.lowercased().contains("enter") })
            #expect(state.answers["school"] == nil && state.answers["holder.name"] == nil)
        }
    }

    private func date(_ input: [String: String], approximate: Bool = false) throws -> (String?, String?) {
        let journey = try Self.journey(
            LibraryTown.procedure.replacing("type: person,", with: "type: person, approximate: \(approximate),"))
        let input = Dictionary(uniqueKeysWithValues: input.map { ("holder.born_on." + $0, [$1]) })
        let answers = try journey.fill("holder", input, into: Answers())
        let problem = try journey.state(of: answers).problems(on: "holder").first { $0.fieldID == "holder.born_on" }
        return (answers.text("holder.born_on"), problem?.message.vi)
    }

    @Test(arguments: [
        (["day": "22", "month": "", "year": "2026"], "Người đứng tên: ngày sinh: ngày còn thiếu tháng."),
        (["day": "", "month": "", "year": "1960"], "Người đứng tên: ngày sinh: ngày còn thiếu ngày và tháng."),
        (
            ["day": "1", "month": "9", "year": "26"],
            "Người đứng tên: ngày sinh: viết đủ bốn chữ số của năm, ví dụ 2026."
        ),
        (["day": "31", "month": "2", "year": "2015"], "Người đứng tên: ngày sinh: tháng 2/2015 không có ngày 31."),
    ])
    func `what a date lacks is named`(_ input: [String: String], _ message: String) throws {
        #expect(try date(input).1 == message)
    }

    @Test func `a date may be known to the year or the month where the form says so, and nowhere else`() throws {
        #expect(try date(["day": "", "month": "", "year": "1960"], approximate: true) == ("1960", nil))
        #expect(try date(["day": "", "month": "3", "year": "1960"], approximate: true) == ("1960-03", nil))
        #expect(try date(["day": "2", "month": "3", "year": "1960"], approximate: true) == ("1960-03-02", nil))
        #expect(try date(["day": "2", "month": "", "year": "1960"], approximate: true).1 != nil)
        #expect(try date(["day": "", "month": "13", "year": "1960"], approximate: true).1 != nil)
        #expect(try date(["day": "", "month": "", "year": "1860"], approximate: true).1 != nil)
    }

    @Test func `what was typed is shown again and what is written is kept`() throws {
        let part = try #require(journey.procedure.parts.first { $0.id == "phone" })
        var answers = try journey.fill("books", ["books": ["2"], "phone": ["091 234 56 78"]], into: Answers())
        #expect(answers.text("phone") == "0912345678" && answers.typed(part) == "091 234 56 78")
        #expect(Answers(bytes: answers.bytes)?.typed(part) == "091 234 56 78")
        #expect(answers.submitted.typed(part) == nil)

        // Changed by somebody else in between: the old typing no longer says what is kept.
        answers["phone"] = .text("0987654321")
        #expect(answers.typed(part) == nil)
    }

    @Test func `answers are kept in their written form`() throws {
        let answers = try filled("adult")

        #expect(answers.text("holder.name") == "nguyễn văn an")
        #expect(answers.text("holder.born_on") == "2015-03-07")
        #expect(answers["books"] == .int(2))
        #expect(answers.text("phone") == "0912345678")
        #expect(try journey.state(of: answers).isComplete)
    }

    @Test func `decomposed letters are stored composed`() throws {
        let answers = try journey.fill("holder", ["holder.name": ["Nguye\u{0302}\u{0303}n"]], into: Answers())

        #expect(answers.text("holder.name").map { Array($0.unicodeScalars) } == Array("Nguyễn".unicodeScalars))
    }

    @Test func `what stops being relevant waits in the shadow and comes back`() throws {
        let child = try filled("child")
        #expect(child.text("guardian") == "Trần Thị B")

        let adult = try journey.fill("who", ["kind": ["adult"]], into: child)
        #expect(adult["guardian"] == nil)
        #expect(adult.shadow["guardian"] == .text("Trần Thị B"))
        #expect(adult.submitted.shadow.isEmpty)

        let again = try journey.fill("who", ["kind": ["child"]], into: adult)
        #expect(again.text("guardian") == "Trần Thị B")
    }

    @Test func `a shown field that was not sent is cleared`() throws {
        let answers = try journey.fill("books", ["books": ["2"]], into: filled("adult"))

        #expect(answers["phone"] == nil)
    }

    @Test func `a child's page is part of a child's journey only`() throws {
        #expect(try journey.state(of: filled("child")).journey.map(\.id) == ["who", "holder", "school", "books"])
        #expect(try journey.state(of: filled("adult")).journey.map(\.id) == ["who", "holder", "books"])
    }

    @Test func `a check over two questions speaks its own message`() throws {
        let answers = try journey.fill("books", ["books": ["4"]], into: filled("child"))

        let problems = try journey.state(of: answers).problems
        #expect(problems.map(\.message.en) == ["A child borrows three at most."])
    }

    @Test func `a changed answer is checked again when the form is sent`() throws {
        let four = try journey.fill("books", ["books": ["4"]], into: filled("adult"))
        #expect(try journey.state(of: four).isComplete)

        let child = try journey.fill("who", ["kind": ["child"], "guardian": ["B"]], into: four)

        let state = try journey.state(of: child)
        #expect(!state.isComplete && state.firstIncomplete?.id == "books")
    }

    @Test func `an exit stops the journey and keeps the draft`() throws {
        let answers = try journey.fill(
            "holder",
            [
                "holder.name": ["A"], "holder.born_on": ["2015-03-07"], "holder.nationality": ["none"],
                "home.area": ["T1"],
            ],
            into: filled("adult"))

        let state = try journey.state(of: answers)
        #expect(state.exit?.page.id == "holder")
        #expect(state.exit?.exit.title.en == "Please come to the desk")
        #expect(!state.canVisit("books") && !state.isComplete)
        #expect(state.answers["books"] == nil || state.answers["books"] == .int(2))
    }

    @Test func `answers survive their bytes, shadow and all`() throws {
        var answers = try filled("child")
        answers["m"] = .many(["a", "b"])
        answers["d"] = .decimal(2.5)
        answers.shadow["x"] = .flag(false)

        #expect(Answers(bytes: answers.bytes) == answers)
        #expect(Answers(bytes: Array("[]".utf8)) == nil)
        #expect(Answers(bytes: Array("{\"answers\":{\"a\":{}}}".utf8)) == nil)
    }

    @Test func `the last page shows every answer as people read it`() throws {
        let rows = try journey.state(of: filled("child")).rows { _ in LocalizedText(vi: "Phường Một", en: "Ward One") }

        let texts = Dictionary(uniqueKeysWithValues: rows.map { ($0.fieldID, $0.value) })
        #expect(texts["kind"] == LocalizedText(vi: "Trẻ em", en: "Child"))
        #expect(texts["holder.born_on"]?.vi == "07/03/2015")
        #expect(texts["home.area"]?.en == "Ward One")
        #expect(rows.first { $0.fieldID == "holder.name" }?.label.en == "Holder: full name")
    }

    @Test func `papers, money and time follow from the answers`() throws {
        let adult = try filled("adult")
        let child = try filled("child")
        let counter = try Self.journey(LibraryTown.procedure, .counter)
        let signedIn = try Self.journey(signedIn: true)

        #expect(try journey.neededDocuments(adult).map(\.id) == ["form", "photo"])
        #expect(try journey.neededDocuments(child).map(\.id) == ["form"])
        #expect(try signedIn.documents(adult).map(\.isWaived) == [false, true])
        #expect(try journey.fees(adult).toPay == Dong(3_000))
        #expect(try journey.fees(adult).due == Dong(5_000))
        #expect(try counter.fees(adult).toPay == Dong(5_000))
        // What the city bears is never more than what is due.
        #expect(try journey.fees(child).borne == .zero)
        #expect(try journey.limit(child).limit == .workingDays(2))
        #expect(try journey.limit(adult).limit == .workingDays(1))
        #expect(try journey.facts(child) == ["kind": "child"])
    }

    @Test func `the library of the reader's ward decides`() throws {
        let findings = Findings()
        let units = UnitTree(UnitsFile.read(LibraryTown.folder(), findings))

        let found = try journey.competence(filled("adult"), receiving: nil, in: units)
        #expect(found.unit.text == "A01.1")
        #expect(throws: CatalogueProblem.noCompetentUnit("L.1")) {
            try journey.competence(Answers(), receiving: nil, in: units)
        }
    }

    @Test func `an expression that errs stops with its place and text`() throws {
        let text = LibraryTown.procedure.replacing("answers.kind == 'adult'", with: "answers.books > 1")
        let source = try #require(
            ProcedureSource(SourceFile(name: "x", text: text), in: LibraryTown.folder(), Findings()))
        let journey = FormJourney(source.procedure, self.journey.context)

        #expect {
            try journey.documents(Answers())
        } throws: { error in
            guard case CatalogueProblem.expression(let place, let source, _) = error else { return false }
            return place == "L.1 1 documents/1/need_if" && source == "answers.books > 1"
        }
    }
}
