/// Reads the text files: one `key: "string"` a line, comments with `#`. A part of YAML small enough that the pages need
/// no YAML library.
package enum FlatText {
    package struct Fault: Error, CustomStringConvertible {
        package let line: Int
        package let description: String
    }

    package static func parse(_ source: String) throws(Fault) -> [String: String] {
        var entries: [String: String] = [:]
        for (index, raw) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.drop { $0 == " " }
            if line.isEmpty || line.first == "#" { continue }
            guard let colon = line.firstIndex(of: ":") else {
                throw Fault(line: index + 1, description: "line \(index + 1): a line is key: \"text\"")
            }
            let key = String(line[..<colon])
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            guard value.count >= 2, value.first == "\"", value.last == "\"" else {
                throw Fault(
                    line: index + 1, description: "line \(index + 1): the text of \(key) stands in double quotes")
            }
            guard entries[key] == nil else {
                throw Fault(line: index + 1, description: "line \(index + 1): \(key) stands twice")
            }
            entries[key] = unescaped(value.dropFirst().dropLast())
        }
        return entries
    }

    private static func unescaped(_ text: Substring) -> String {
        var out = ""
        var isEscape = false
        for character in text {
            if isEscape {
                out.append(character == "n" ? "\n" : character)
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                out.append(character)
            }
        }
        return out
    }
}
