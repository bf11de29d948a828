import CityFolder
import Civic
import Rules

/// Reads the parts of a paper's file and remembers where each text and expression stood.
struct PaperFileReader {
    private(set) var expressions: [PaperFile.Placed] = []
    private(set) var texts: [(text: PaperText, place: SourcePlace)] = []
    private let findings: Findings
    private var inside: PaperBlock.Repeated?

    init(_ findings: Findings) {
        self.findings = findings
    }

    func sheet(_ map: YAMLMap) -> PaperSheet? {
        defer { map.finish() }
        let size = map.word("size", PaperSheet.Size.self)
        let margins = map.list("margins").compactMap { findings.number($0) }
        guard margins.count == 4 || !map.has("margins") else {
            return fault(
                map.place(of: "margins"), "paper.sheet", ("Lề giấy cần bốn số.", "Margins are four numbers."),
                cure: ("Ghi [trên, phải, dưới, trái] bằng milimét.", "Write [top, right, bottom, left] in millimetres.")
            )
        }
        guard let size else { return nil }
        let sheet = PaperSheet(
            size: size, top: margins.first ?? 20, right: margins.dropFirst().first ?? 15,
            bottom: margins.dropFirst(2).first ?? 20, left: margins.last ?? 30)
        guard margins.allSatisfy({ $0 >= 0 }), sheet.textWidth >= 40, sheet.top + sheet.bottom < 150 else {
            return fault(
                map.place(of: "margins"), "paper.sheet",
                ("Lề quá rộng, không còn chỗ cho chữ.", "The margins leave no room."),
                cure: ("Để lại ít nhất 40 mm bề ngang.", "Leave at least 40 mm of width."))
        }
        return sheet
    }

    mutating func blocks(_ values: [YAMLValue]) -> [PaperBlock] {
        values.compactMap { value in YAMLMap(value, findings).flatMap { block($0) } }
    }

    private mutating func block(_ map: YAMLMap) -> PaperBlock? {
        defer { map.finish() }
        let when = map.optionalExpression("when")
        if let when { note(when, .condition, map.place(of: "when")) }
        let before = map.optionalNumber("before") ?? 0
        return content(map).map { PaperBlock(content: $0, when: when, before: before) }
    }

    private static let kinds = [
        "text", "line", "list", "table", "columns", "rule", "qr", "signature", "space", "page_break",
    ]

    private mutating func content(_ map: YAMLMap) -> PaperBlock.Content? {
        let named = Self.kinds.filter { map.has($0) }
        guard let kind = named.first, named.count == 1 else {
            return fault(
                map.place, "paper.block", ("Mỗi khối cần đúng một loại.", "A block is of exactly one kind."),
                cure: (
                    "Ghi một trong: \(Self.kinds.joined(separator: ", ")).",
                    "Write one of: \(Self.kinds.joined(separator: ", "))."
                ))
        }
        switch kind {
        case "text":
            let style = style(map)
            return text(map, kind).map { .text($0, style) }
        case "line":
            let style = style(map)
            guard let label = text(map, kind), let value = text(map, "value") else { return nil }
            return .line(label: label, value: value, style)
        case "list":
            let style = style(map)
            guard let items = repeated(map, kind), let text = within(items, { $0.text(map, "item") }) else {
                return nil
            }
            return .list(items, text, style)
        case "table": return table(map)
        case "columns": return columns(map)
        case "rule": return map.optionalNumber(kind).map { .rule($0) }
        case "qr":
            let align = map.word("align", default: PaperStyle.Align.left)
            let width = map.optionalNumber("width") ?? 20
            return text(map, kind).map { .qr($0, width, align) }
        case "signature": return signature(map)
        case "space": return map.optionalNumber(kind).map { .space($0) }
        default: return map.bool(kind, default: true) ? .pageBreak : nil
        }
    }

    private func style(_ map: YAMLMap) -> PaperStyle {
        PaperStyle(
            align: map.word("align", default: PaperStyle.Align.left), bold: map.bool("bold", default: false),
            italic: map.bool("italic", default: false), size: map.optionalNumber("size"),
            indent: map.optionalNumber("indent") ?? 0, level: map.optionalInt("level") ?? 0)
    }

    private mutating func table(_ map: YAMLMap) -> PaperBlock.Content? {
        guard let items = repeated(map, "table") else { return nil }
        var cells: [PaperBlock.TableColumn] = []
        for cell in map.maps("cells") {
            let group = cell.has("group") ? text(cell, "group") : nil
            let title = text(cell, "title")
            let value = within(items) { $0.text(cell, "value") }
            let share = cell.optionalNumber("width") ?? 1
            let align = cell.word("align", default: PaperStyle.Align.left)
            cell.finish()
            guard let title, let value, share > 0 else { continue }
            cells.append(PaperBlock.TableColumn(title: title, group: group, share: share, value: value, align: align))
        }
        guard cells.isEmpty else { return .table(items, cells) }
        return fault(
            map.place, "paper.block", ("Bảng không có cột.", "The table has no columns."),
            cure: ("Thêm cột dưới cells.", "Add columns under cells."))
    }

    private mutating func columns(_ map: YAMLMap) -> PaperBlock.Content? {
        var columns: [PaperBlock.Column] = []
        for column in map.maps("columns") {
            let share = column.optionalNumber("width") ?? 1
            columns.append(PaperBlock.Column(share: max(share, 0.01), blocks: blocks(column.list("blocks"))))
            column.finish()
        }
        return columns.isEmpty ? nil : .columns(columns)
    }

    private mutating func signature(_ map: YAMLMap) -> PaperBlock.Content? {
        let id = map.string("signature")
        let note = map.has("note") ? text(map, "note") : nil
        let height = map.optionalNumber("height") ?? 15
        guard let title = text(map, "title"), let name = text(map, "name") else { return nil }
        return .signature(PaperBlock.SignaturePlace(id: id, title: title, note: note, name: name, height: height))
    }

    // MARK: - Texts and expressions

    mutating func text(_ map: YAMLMap, _ key: String) -> PaperText? {
        guard let value = map.required(key), let source = findings.string(value) else { return nil }
        findings.checkText(source, at: value.place)
        do throws(RuleFault) {
            let text = try PaperText(source)
            texts.append((text, value.place))
            for expression in text.expressions { note(expression, .text, value.place) }
            return text
        } catch {
            findings.error(
                value.place, "rule.parse", error.text,
                cure: LocalizedText(
                    vi: "Sửa chữ trong ngoặc nhọn; ngoặc nhọn thường viết đôi: {{ }}.",
                    en: "Mend what stands in braces; a plain brace is written twice: {{ }}."))
            return nil
        }
    }

    private mutating func repeated(_ map: YAMLMap, _ key: String) -> PaperBlock.Repeated? {
        let name = map.string("as")
        guard let items = map.expression(key) else { return nil }
        note(items, .list, map.place(of: key))
        return PaperBlock.Repeated(items: items, name: name)
    }

    private mutating func within<Value>(
        _ items: PaperBlock.Repeated, _ read: (inout PaperFileReader) -> Value
    ) -> Value {
        inside = items
        defer { inside = nil }
        return read(&self)
    }

    private mutating func note(_ expression: RuleExpression, _ wants: PaperFile.Placed.Wants, _ place: SourcePlace) {
        expressions.append(
            PaperFile.Placed(expression: expression, wants: wants, place: place, inside: inside))
    }

    private func fault<Value>(
        _ place: SourcePlace, _ rule: String, _ text: (vi: String, en: String), cure: (vi: String, en: String)
    ) -> Value? {
        findings.error(
            place, rule, LocalizedText(vi: text.vi, en: text.en), cure: LocalizedText(vi: cure.vi, en: cure.en))
        return nil
    }
}
