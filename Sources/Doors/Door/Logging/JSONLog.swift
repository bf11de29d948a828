import Foundation
package import Logging

/// One line of JSON a message on standard error, for whatever collects the logs: `ts`, `level`, `msg`, then the
/// message's own fields. The house's messages hold no personal data (docs/threat-model.md).
package struct JSONLog: LogHandler {
    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let label: String
    private let write: @Sendable (String) -> Void

    package init(
        label: String, level: Logger.Level, write: @escaping @Sendable (String) -> Void = JSONLog.standardError
    ) {
        self.label = label
        logLevel = level
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var line = "{\"ts\":\"\(Date().formatted(Self.time))\",\"level\":\"\(event.level)\",\"logger\":"
        line += Self.quoted(label) + ",\"msg\":" + Self.quoted("\(event.message)")
        let fields = metadata.merging(event.metadata ?? [:]) { _, new in new }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            line += ",\(Self.quoted(name)):\(Self.quoted("\(value)"))"
        }
        write(line + "}\n")
    }

    /// One call of the system a line: lines of two threads never mix.
    package static let standardError: @Sendable (String) -> Void = { line in
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// UTC with milliseconds.
    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
