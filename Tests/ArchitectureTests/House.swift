import Foundation

/// The checkout, as this suite reads it.
struct House: Sendable {
    static let here = House()

    let root: URL
    let sources: [SwiftFile]
    let tests: [SwiftFile]

    private init() {
        var folder = URL(fileURLWithPath: #filePath)
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.path + "/Package.swift") {
            folder.deleteLastPathComponent()
        }
        root = folder
        sources = Self.files(in: "Sources", of: folder, ending: ".swift").map {
            SwiftFile(path: $0.path, text: $0.text)
        }
        tests = Self.files(in: "Tests", of: folder, ending: ".swift").map { SwiftFile(path: $0.path, text: $0.text) }
    }

    /// The files below a folder, in order of their paths.
    func files(in folder: String, ending: String) -> [(path: String, text: String)] {
        Self.files(in: folder, of: root, ending: ending)
    }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
    }

    /// A document's text; empty when it is not there.
    func text(_ path: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }

    private static func files(in folder: String, of root: URL, ending: String) -> [(path: String, text: String)] {
        let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
        let below = FileManager.default.enumerator(atPath: base.path)?.compactMap { $0 as? String } ?? []
        return below.filter { $0.hasSuffix(ending) }.sorted().map { path in
            let text = try? String(contentsOf: base.appendingPathComponent(path), encoding: .utf8)
            return (folder + "/" + path, text ?? "")
        }
    }
}

struct SwiftFile: Sendable {
    /// From the root: `Sources/Domain/Papers/UploadBook.swift`.
    let path: String
    let code: String
    let literals: [String]
    let lineCount: Int

    init(path: String, text: String) {
        self.path = path
        let parts = SwiftText(text)
        code = parts.code
        literals = parts.literals
        lineCount = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    }

    /// `Kernel`, `Domain` or `Doors`, where it stands in Sources.
    var floor: String { part(1) }
    var target: String { part(2) }

    /// The modules it imports.
    var imports: [String] {
        code.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count,
                words[..<keyword].allSatisfy({ $0.hasPrefix("@") || Self.accessWords.contains($0) })
            else { return nil }
            let isOneSymbol = Self.symbolWords.contains(words[keyword + 1]) && keyword + 2 < words.count
            return words[keyword + (isOneSymbol ? 2 : 1)].split(separator: ".").first.map(String.init)
        }
    }

    /// The names of the types it declares.
    var types: [String] {
        let words = code.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        return zip(words, words.dropFirst())
            .filter { Self.typeWords.contains($0.0) && ($0.1.first?.isUppercase ?? false) }
            .map { String($0.1) }
    }

    /// Where a sign stands in the code, as `path:line`; a sign that begins with a letter begins a word.
    func places(of sign: String) -> [String] {
        code.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { Self.holds($0.element, sign) }
            .map { "\(path):\($0.offset + 1)" }
    }

    private static func holds(_ line: Substring, _ sign: String) -> Bool {
        line.ranges(of: sign).contains { range in
            guard sign.first?.isLetter == true, range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !(before.isLetter || before.isNumber || before == "_" || before == ".")
        }
    }

    private func part(_ index: Int) -> String {
        let parts = path.split(separator: "/")
        return index < parts.count - 1 ? String(parts[index]) : ""
    }

    private static let accessWords: Set<Substring> = ["package", "internal", "public", "private", "fileprivate"]
    private static let symbolWords: Set<Substring> = [
        "struct", "class", "enum", "protocol", "func", "typealias", "var", "let",
    ]
    private static let typeWords: Set<Substring> = ["struct", "class", "enum", "protocol", "actor", "typealias"]
}
