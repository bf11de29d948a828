import Foundation

/// What a command found, for `--json`: one object on one line, its members in the order of their names.
package protocol JSONReport: Encodable {}

extension JSONReport {
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
