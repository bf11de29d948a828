import CityFolder
import Civic
import Testing

@Suite struct YAMLTests {
    private func map(_ text: String, _ findings: Findings) throws -> YAMLMap {
        let value = try #require(YAMLSource.read(SourceFile(name: "town/x.yaml", text: text), findings))
        return try #require(YAMLMap(value, findings))
    }

    @Test func `a misspelt key is named with its line and what was meant`() throws {
        let findings = Findings()
        let map = try map("name: x\nshow_iff: true\n", findings)

        _ = map.string("name")
        _ = map.optionalString("show_if")
        map.finish()

        let fault = try #require(findings.all.first)
        #expect(fault.rule == "yaml.unknown_key")
        #expect(fault.file == "town/x.yaml" && fault.line == 2 && fault.column == 1)
        #expect(fault.cure.en.contains("show_if"))
        #expect(fault.cure.vi.contains("show_if"))
    }

    @Test func `reading goes on after a fault, so that one run shows them all`() throws {
        let findings = Findings()
        let map = try map("a: many\nb: perhaps\nc: 2026-02-30\n", findings)

        _ = (map.int("a"), map.bool("b", default: false), map.day("c"), map.text("d"))

        #expect(findings.all.map(\.line) == [1, 2, 3, 1])
        #expect(findings.all.map(\.rule) == ["yaml.value", "yaml.value", "yaml.value", "yaml.missing"])
    }

    @Test(arguments: [
        ("a: [1, 2\nb: 3\n", "yaml.syntax"), ("a: 1\na: 2\n", "yaml.syntax"), ("a: &x [1]\nb: *x\n", "yaml.shape"),
        (String(repeating: "[", count: 5_000), "yaml.shape"), ("", "yaml.empty"),
        (String(repeating: "- ", count: 4_000) + "x", "yaml.shape"),
    ]) func `what is no plain tree is refused`(_ text: String, _ rule: String) {
        let findings = Findings()

        let value = YAMLSource.read(SourceFile(name: "x.yaml", text: text), findings)

        #expect(value == nil)
        #expect(findings.all.map(\.rule) == [rule])
    }

    @Test func `a number in quotes and a version keep their text`() throws {
        let map = try map("code: \"1.004873\"\nversion: 2026-01-01\nnothing: ~\n", Findings())

        #expect(map.string("code") == "1.004873")
        #expect(map.string("version") == "2026-01-01")
        #expect(!map.has("nothing"))
    }

    @Test func `too large a file is refused before it is parsed`() {
        let findings = Findings()

        _ = YAMLSource.read(
            SourceFile(name: "x.yaml", bytes: [UInt8](repeating: 0x61, count: YAMLSource.largest + 1)), findings)

        #expect(findings.all.map(\.rule) == ["yaml.size"])
    }
}
