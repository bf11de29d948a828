import CityFolder
import Civic
import Rules
import Testing

@testable import Papers

/// A paper is a file: read, checked, filled.
@Suite struct PaperTemplateTests {
    private static let fields: [String: [String: RuleType]] = [
        "receipt": [
            "code": .string, "fee": .int,
            "documents": .list(.record(["name": .string, "copies": .int])),
        ]
    ]

    private func faults(_ blocks: String, head: String = "code: receipt\nversion: \"1\"\nvalid_from: 2020-01-01")
        -> [Diagnostic]
    {
        let text = """
            \(head)
            name: {vi: "Giấy", en: "Paper"}
            ground: "Luật"
            title: "Giấy"
            page: {size: a5}
            blocks:
            \(blocks)
            """
        let layer = CityFolder.Layer(name: "city", files: ["papers/receipt.yaml": Array(text.utf8)])
        return CityFolder(layers: [layer]).check([
            PapersLint.lint(codes: ["receipt"]) { _ in { Self.fields[$0.code] } }
        ])
    }

    @Test func `a sound paper has no faults`() {
        let found = faults(
            """
              - {text: "Mã {code}", when: "fee > 0 || fee == null"}
              - {list: documents, as: document, item: "{index}. {document.name}"}
            """.replacing("fee > 0 || fee == null", with: "fee == null || fee > 0"))

        #expect(found == [])
    }

    @Test(arguments: [
        ("  - {text: \"{cide}\"}", "paper.field"),
        ("  - {list: documents, as: d, item: \"{d.nam}\"}", "paper.field"),
        ("  - {text: \"{documents}\"}", "paper.type"),
        ("  - {text: \"x\", when: \"fee\"}", "paper.type"),
        ("  - {text: \"{string(fee)}\"}", "paper.total"),
        ("  - {text: \"Mã {code\"}", "rule.parse"),
        ("  - {text: \"中\"}", "paper.glyph"),
        ("  - {line: \"Mã\"}", "yaml.missing"),
        ("  - {bold: true}", "paper.block"),
        ("  - {text: \"a\", rule: 3}", "paper.block"),
        ("  - {text: \"a\", colour: red}", "yaml.unknown_key"),
        ("  []", "paper.empty"),
    ])
    func `a fault is named with its line and its cure`(_ block: String, _ rule: String) throws {
        let found = faults(block)

        let fault = try #require(found.first { $0.rule == rule }, "\(found)")
        #expect(fault.file == "city/papers/receipt.yaml" && !fault.cure.vi.isEmpty && !fault.cure.en.isEmpty)
        if ["paper.field", "paper.type", "rule.parse", "paper.glyph"].contains(rule) { #expect(fault.line == 9) }
    }

    @Test func `a paper nobody fills is refused with the nearest name`() {
        let found = faults("  - {text: \"a\"}", head: "code: reciept\nversion: \"1\"\nvalid_from: 2020-01-01")

        #expect(found.map(\.rule) == ["paper.code"])
        #expect(found.first?.cure.en.contains("receipt") == true)
    }

    @Test func `the form in force is chosen by the day, and two at once are a fault`() throws {
        func file(_ version: String, _ from: String, _ to: String?) -> [UInt8] {
            Array(
                """
                code: receipt
                version: "\(version)"
                valid_from: \(from)
                \(to.map { "valid_to: \($0)" } ?? "")
                name: {vi: "Giấy", en: "Paper"}
                ground: "Luật"
                title: "Giấy"
                page: {size: a5}
                blocks:
                  - {text: "a"}
                """.utf8)
        }
        func folder(_ end: String?) -> CityFolder {
            CityFolder(layers: [
                CityFolder.Layer(
                    name: "city",
                    files: [
                        "papers/a.yaml": file("2018", "2019-01-06", end),
                        "papers/b.yaml": file("2025", "2025-09-15", nil),
                    ])
            ])
        }
        let cabinet = PaperCabinet(folder("2025-09-14"), Findings())

        #expect(cabinet.template("receipt", on: try #require(Day("2025-09-14")))?.version == "2018")
        #expect(cabinet.template("receipt", on: try #require(Day("2025-09-15")))?.version == "2025")
        #expect(cabinet.template("receipt", on: try #require(Day("2019-01-05"))) == nil)
        let lint = PapersLint.lint(codes: ["receipt"]) { _ in { Self.fields[$0.code] } }
        #expect(folder("2025-09-14").check([lint]) == [])
        #expect(folder(nil).check([lint]).map(\.rule) == ["paper.versions"])
    }

    @Test func `conditions, lists and empty values decide what stands there`() throws {
        let template = try PaperTemplate.made(
            """
              - {text: "{{không thay}} {code}"}
              - {text: "Phí", when: "fee != null"}
              - {line: "Mã", value: "{code}"}
              - {list: documents, as: document, item: "{index}: {document.name}"}
            """)

        let empty = try template.filled(with: ["code": .null, "fee": .null, "documents": []])
        let full = try template.filled(with: ["code": "A1", "fee": 1, "documents": [["name": "Đơn"]]])

        #expect(empty.blocks.count == 3)
        #expect(full.blocks.map(\.content).first == .text("{không thay} A1", PaperStyle()))
        #expect(full.blocks.map(\.content).last == .list(["1: Đơn"], PaperStyle()))
        #expect(empty.blocks.map(\.content)[1] == .line(label: "Mã", value: nil, PaperStyle()))
    }

    @Test func `a field the values lack is refused and named`() throws {
        let template = try PaperTemplate.made("  - {text: \"{nothing}\"}")

        let problem = #expect(throws: PapersProblem.self) { try template.filled(with: ["code": "A"]) }

        #expect(problem?.code == "papers.template")
        #expect(problem?.publicMessage.en.contains("nothing") == true)
    }

    @Test func `a published paper reads back as it was`() throws {
        let template = try PaperTemplate.made("  - {text: \"Mã {code}\", bold: true, when: \"code != null\"}")

        let copy = try CompiledJSON.value(PaperTemplate.self, CompiledJSON.bytes(template))

        #expect(copy == template)
    }
}
