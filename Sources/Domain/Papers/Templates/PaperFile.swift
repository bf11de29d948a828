import CityFolder
import Civic
import Rules

/// The grammar of `papers/*.yaml` (`docs/city-folder.md`): one file is one version of one paper.
struct PaperFile {
    /// An expression of the file, and what it may name besides the paper's fields.
    struct Placed {
        enum Wants { case condition, list, text }
        let expression: RuleExpression
        let wants: Wants
        let place: SourcePlace
        /// Inside a list or table: the name of its item, and the expression that gives the items.
        let inside: PaperBlock.Repeated?
    }

    let template: PaperTemplate
    let file: String
    private(set) var expressions: [Placed] = []
    private(set) var texts: [(text: PaperText, place: SourcePlace)] = []
    private let findings: Findings

    /// Nil when the file is no YAML map, or its title or sheet cannot be read. Faults are among the findings.
    init?(_ source: SourceFile, _ findings: Findings) {
        guard let root = YAMLSource.read(source, findings), let map = YAMLMap(root, findings) else { return nil }
        self.findings = findings
        file = source.name
        var reader = PaperFileReader(findings)
        let name = map.text("name")
        findings.checkText(name, at: map.place(of: "name"))
        let sheet = map.map("page").flatMap { reader.sheet($0) }
        let code = map.string("code")
        let version = map.string("version")
        let validFrom = map.day("valid_from")
        let validTo = map.optionalDay("valid_to")
        let ground = map.string("ground")
        let language = map.optionalString("language") ?? "vi"
        let title = reader.text(map, "title")
        let fontSize = map.optionalNumber("font_size") ?? 13
        let blocks = reader.blocks(map.list("blocks"))
        let resultOf = map.has("result_of") ? map.strings("result_of") : nil
        let holder = map.has("holder") ? reader.text(map, "holder") : nil
        if blocks.isEmpty { findings.missingBlocks(map.place(of: "blocks")) }
        map.finish()
        guard let sheet, let title else { return nil }
        template = PaperTemplate(
            code: code, version: version, validFrom: validFrom, validTo: validTo, name: name, ground: ground,
            language: language, title: title, sheet: sheet, fontSize: fontSize, blocks: blocks,
            resultOf: resultOf, holder: holder)
        expressions = reader.expressions
        texts = reader.texts
    }
}

extension Findings {
    fileprivate func missingBlocks(_ place: SourcePlace) {
        error(
            place, "paper.empty", LocalizedText(vi: "Giấy không có nội dung.", en: "The paper has no content."),
            cure: LocalizedText(vi: "Thêm ít nhất một khối dưới blocks.", en: "Add at least one block under blocks."))
    }
}
