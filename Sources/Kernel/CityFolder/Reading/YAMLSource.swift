import Civic
import Yams

/// Reads the text of a YAML file, bounded: 512 KiB, 64 levels, no aliases, duplicate keys refused.
package enum YAMLSource {
    package static let largest = 512 * 1_024
    static let deepest = 64

    /// Nil when the file cannot be read as YAML; the reason is among the findings.
    package static func read(_ file: SourceFile, _ findings: Findings) -> YAMLValue? {
        guard file.bytes.count <= largest else {
            findings.error(
                SourcePlace(file: file.name), "yaml.size",
                LocalizedText(vi: "Tệp lớn hơn 512 KiB.", en: "The file is larger than 512 KiB."),
                cure: LocalizedText(vi: "Hãy tách tệp.", en: "Split the file."))
            return nil
        }
        guard let text = String(validating: file.bytes, as: UTF8.self) else {
            findings.error(
                SourcePlace(file: file.name), "file.encoding",
                LocalizedText(vi: "Tệp không phải UTF-8.", en: "The file is not UTF-8."),
                cure: LocalizedText(vi: "Hãy lưu tệp bằng UTF-8.", en: "Save the file as UTF-8."))
            return nil
        }
        if let line = firstDangerousLine(file.bytes) {
            findings.error(
                SourcePlace(file: file.name, line: line, column: 1), "yaml.shape",
                LocalizedText(
                    vi: "YAML lồng quá sâu hoặc dùng bí danh (*tên).",
                    en: "The YAML nests too deeply or uses an alias (*name)."),
                cure: LocalizedText(
                    vi: "Viết giá trị ra đầy đủ, tối đa 64 tầng; chữ bắt đầu bằng * phải để trong ngoặc kép.",
                    en: "Write the value out, at most 64 levels deep; quote a text that begins with *."))
            return nil
        }
        do {
            guard let root = try Parser(yaml: text).singleRoot() else {
                findings.error(
                    SourcePlace(file: file.name), "yaml.empty",
                    LocalizedText(vi: "Tệp trống.", en: "The file is empty."),
                    cure: LocalizedText(vi: "Hãy viết nội dung hoặc xóa tệp.", en: "Fill it in, or remove it."))
                return nil
            }
            return try convert(root, file.name, depth: 0)
        } catch let error as YamlError {
            findings.error(
                place(of: error, file.name), "yaml.syntax",
                LocalizedText(
                    vi: "Không đọc được YAML: \(reason(error)).", en: "This is not valid YAML: \(reason(error))."),
                cure: LocalizedText(
                    vi:
                        "Kiểm tra thụt lề, dấu ngoặc và dấu hai chấm ở dòng này; chữ có dấu hai chấm phải để trong ngoặc kép.",
                    en: "Check indentation, quotes and colons on this line; quote a text that holds a colon."))
            return nil
        } catch {
            findings.error(
                SourcePlace(file: file.name), "yaml.shape",
                LocalizedText(vi: "YAML lồng quá sâu.", en: "The YAML nests too deeply."),
                cure: LocalizedText(vi: "Tối đa 64 tầng.", en: "At most 64 levels."))
            return nil
        }
    }

    private struct TooDeep: Error {}

    private static func convert(_ node: Node, _ file: String, depth: Int) throws -> YAMLValue {
        guard depth <= deepest else { throw TooDeep() }
        let place = SourcePlace(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        switch node {
        case .scalar(let scalar):
            return .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any, place)
        case .sequence(let sequence):
            return .list(try sequence.map { try convert($0, file, depth: depth + 1) }, place)
        case .mapping(let mapping):
            return .map(
                try mapping.map { pair in
                    let key = pair.key.scalar?.string ?? ""
                    let mark = pair.key.mark
                    return (
                        key, SourcePlace(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0),
                        try convert(pair.value, file, depth: depth + 1)
                    )
                }, place)
        case .alias:
            throw TooDeep()
        }
    }

    /// The parser recurses and expands aliases, so depth and aliases are looked for before it runs: brackets open at
    /// once, indentation and chains of `- - -`, and `*name` where a value may begin.
    private static func firstDangerousLine(_ bytes: [UInt8]) -> Int? {
        var line = 1
        var open = 0
        var leading = 0
        var atStart = true
        var valueMayBegin = true
        var previous = UInt8(ascii: "\n")
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                leading = 0
                atStart = true
                valueMayBegin = true
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                open += 1
                valueMayBegin = true
                atStart = false
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                open = max(0, open - 1)
                atStart = false
                valueMayBegin = false
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ","):
                if atStart { leading += 1 }
                if byte != UInt8(ascii: " ") {
                    valueMayBegin = atStart || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ",")
                }
            case UInt8(ascii: "*"):
                let next = index + 1 < bytes.count ? bytes[index + 1] : 0
                let isName =
                    next >= 0x80 || Character(UnicodeScalar(next)).isLetter || Character(UnicodeScalar(next)).isNumber
                if valueMayBegin && isName && (previous != UInt8(ascii: ":")) { return line }
                atStart = false
                valueMayBegin = false
            default:
                atStart = false
                valueMayBegin = false
            }
            if open > deepest || leading > deepest * 4 { return line }
            previous = byte
        }
        return nil
    }

    private static func place(of error: YamlError, _ file: String) -> SourcePlace {
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
            SourcePlace(file: file, line: mark.line, column: mark.column)
        case .duplicatedKeysInMapping(_, let context):
            SourcePlace(file: file, line: context.mark.line, column: context.mark.column)
        default: SourcePlace(file: file)
        }
    }

    private static func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _): problem
        case .duplicatedKeysInMapping(let keys, _): "the key \(keys.joined(separator: ", ")) stands twice"
        case .reader(let problem, _, _, _): problem
        default: "unreadable"
        }
    }
}
