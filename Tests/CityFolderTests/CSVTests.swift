import CityFolder
import Civic
import Testing

@Suite struct CSVTests {
    private func fields(_ text: String) -> [[String]] {
        CSVSource.records(SourceFile(name: "x.csv", text: text), Findings())?.map(\.fields) ?? []
    }

    @Test func `quotes, commas and line breaks inside a field are kept`() {
        #expect(fields("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n") == [["a", "b"], ["x, \"y\"", "two\nlines"]])
    }

    @Test(arguments: ["a,b\n1,\n", "a,b\r\n1,\r\n", "a,b\n1,", "\u{FEFF}a,b\n\n1,\n\n"])
    func `line endings, a mark at the start and blank lines change nothing`(_ text: String) {
        #expect(fields(text) == [["a", "b"], ["1", ""]])
    }

    @Test func `a row after a field of two lines has the line of the file`() {
        let file = SourceFile(name: "x.csv", text: "a\n\"1\n2\"\n3\n")

        #expect(CSVSource.records(file, Findings())?.map(\.line) == [1, 2, 4])
    }

    @Test func `an open quote is a fault at its line`() {
        let findings = Findings()

        let records = CSVSource.records(SourceFile(name: "x.csv", text: "a\n\"b\nc\n"), findings)

        #expect(records == nil)
        #expect(findings.all.map(\.line) == [2])
    }

    @Test func `unknown and missing columns and short rows are faults`() {
        let findings = Findings()
        let file = SourceFile(name: "x.csv", text: "code,nmae\n1,2\n3\n")

        let table = CSVTable.read(file, required: ["code", "name"], findings)

        #expect(table.rows.map { $0["code"] } == ["1"])
        #expect(findings.all.map(\.rule) == ["csv.unknown_column", "csv.missing_column", "csv.width"])
        #expect(findings.all[0].cure.en.contains("name"))
        #expect(findings.all[2].line == 3)
    }
}

@Suite struct LayerTests {
    private let folder = CityFolder(layers: [
        CityFolder.Layer(
            name: "base", files: ["t.csv": Array("id,v\na,1\nb,2\n".utf8), "p/x.yaml": Array("a: 1\n".utf8)]),
        CityFolder.Layer(
            name: "town", files: ["t.csv": Array("id,v\nb,9\nc,3\n".utf8), "p/y.yaml": Array("a: 2\n".utf8)]),
    ])

    @Test func `an overlay replaces rows of the same key and adds others`() {
        let rows = folder.table("t.csv", key: ["id"], required: ["id", "v"], Findings())

        #expect(rows.map { $0["id"] + $0["v"] } == ["a1", "b9", "c3"])
        #expect(rows.map { $0.place().file } == ["base/t.csv", "town/t.csv", "town/t.csv"])
    }

    @Test func `files of all layers are seen, the last one of a path stands`() {
        #expect(folder.paths(in: "p", ending: ".yaml") == ["p/x.yaml", "p/y.yaml"])
        #expect(folder.file("t.csv")?.name == "town/t.csv")
        #expect(folder.everyFile("t.csv").map(\.name) == ["base/t.csv", "town/t.csv"])
    }

    @Test func `the same key twice in one file is a fault at the second`() {
        let folder = CityFolder(layers: [.init(name: "base", files: ["t.csv": Array("id,v\na,1\na,2\n".utf8)])])
        let findings = Findings()

        _ = folder.table("t.csv", key: ["id"], required: ["id", "v"], findings)

        #expect(findings.all.map(\.line) == [3])
        #expect(findings.all.map(\.rule) == ["csv.duplicate"])
    }
}
