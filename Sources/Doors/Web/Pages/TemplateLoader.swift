import Foundation
import Mustache

/// Reads the templates of `share/templates` and puts our escaper at the head of each, partials too: a partial resets the
/// content type to the library's own.
package enum TemplateLoader {
    package enum Fault: Error, CustomStringConvertible {
        case noTemplates(String)
        case refused(file: String, line: Int, why: String)
        case syntax(file: String, String)

        package var description: String {
            switch self {
            case .noTemplates(let folder): "no templates in \(folder)"
            case .refused(let file, let line, let why): "\(file):\(line): \(why)"
            case .syntax(let file, let text): "\(file): \(text)"
            }
        }
    }

    static func load(folder: String) throws -> MustacheLibrary {
        MustacheContentTypes.register(HTMLEscaper(), named: HTMLEscaper.name)
        var library = MustacheLibrary()
        let sources = try sources(folder: folder)
        for (name, text) in sources {
            let source = try prepared(text, file: name)
            do {
                try library.register(source, named: name)
            } catch {
                throw Fault.syntax(file: name, "\(error)")
            }
        }
        return library
    }

    /// The templates' text by name, `citizen/home`.
    static func sources(folder: String) throws -> [String: String] {
        var sources: [String: String] = [:]
        let root = URL(fileURLWithPath: folder, isDirectory: true).standardizedFileURL
        guard let files = FileManager.default.enumerator(atPath: root.path) else { throw Fault.noTemplates(folder) }
        while let path = files.nextObject() as? String {
            guard path.hasSuffix(".mustache") else { continue }
            sources[String(path.dropLast(9))] = try String(
                contentsOf: root.appendingPathComponent(path), encoding: .utf8)
        }
        guard !sources.isEmpty else { throw Fault.noTemplates(folder) }
        return sources
    }

    /// Refuses what could print text raw, drops indentation (a standalone partial would repeat it inside a text area),
    /// and names the escaper.
    static func prepared(_ text: String, file: String) throws(Fault) -> String {
        var lines: [Substring] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for (sign, why) in [
                ("{{{", "unescaped text"), ("{{&", "unescaped text"), ("{{=", "a change of delimiters"),
                ("{{%", "a pragma; the loader sets the content type"),
            ] where line.contains(sign) {
                throw .refused(file: file, line: index + 1, why: "\(sign) is refused: \(why)")
            }
            // Outside quotes even escaped text can end an attribute.
            if let bare = line.ranges(of: "={{").first(where: { line[..<$0.lowerBound].count { $0 == "\"" } % 2 == 0 })
            {
                let place = line[bare.lowerBound...].prefix(20)
                throw .refused(file: file, line: index + 1, why: "an attribute without quotes: \(place)")
            }
            lines.append(line.drop { $0 == " " || $0 == "\t" })
        }
        return "{{% CONTENT_TYPE:\(HTMLEscaper.name)}}\n" + lines.joined(separator: "\n")
    }
}
