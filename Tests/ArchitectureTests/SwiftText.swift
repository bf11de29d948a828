/// Swift source, told apart into code, text literals and comments: code keeps its lines, so that a find has a line
/// number; what is interpolated into a text counts as code. (Regex literals are read as operators.)
struct SwiftText {
    private(set) var code = ""
    private(set) var literals: [String] = []

    private let bytes: [UInt8]
    private var at = 0
    private var codeBytes: [UInt8] = []

    init(_ source: String) {
        bytes = Array(source.utf8)
        readCode(untilParenthesis: false)
        code = String(decoding: codeBytes, as: UTF8.self)
        codeBytes = []
    }

    private mutating func readCode(untilParenthesis: Bool) {
        var depth = 0
        while at < bytes.count {
            if starts(with: "//") {
                skipLine()
            } else if starts(with: "/*") {
                skipBlock()
            } else if let hashes = hashesOfLiteral() {
                readLiteral(hashes: hashes)
            } else {
                let byte = bytes[at]
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if untilParenthesis, depth == 0 { return }
                    depth -= 1
                }
                codeBytes.append(byte)
                at += 1
            }
        }
    }

    private mutating func skipLine() {
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") { at += 1 }
    }

    private mutating func skipBlock() {
        var depth = 0
        while at < bytes.count {
            if starts(with: "/*") {
                depth += 1
                at += 2
            } else if starts(with: "*/") {
                depth -= 1
                at += 2
                if depth == 0 { return }
            } else {
                keepLineEnd()
                at += 1
            }
        }
    }

    /// The number of `#` before the quote, where a literal begins here.
    private func hashesOfLiteral() -> Int? {
        var next = at
        while next < bytes.count, bytes[next] == UInt8(ascii: "#") { next += 1 }
        return next < bytes.count && bytes[next] == UInt8(ascii: "\"") ? next - at : nil
    }

    private mutating func readLiteral(hashes: Int) {
        at += hashes
        let hash = String(repeating: "#", count: hashes)
        let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
        at += quote.utf8.count
        var text: [UInt8] = []
        codeBytes += Array("\"\"".utf8)
        while at < bytes.count, !starts(with: quote + hash) {
            if starts(with: "\\\(hash)(") {
                at += hashes + 2
                readCode(untilParenthesis: true)
                at += 1
            } else if starts(with: "\\\(hash)") {
                at += hashes + 2
            } else {
                keepLineEnd()
                text.append(bytes[at])
                at += 1
            }
        }
        at += quote.utf8.count + hashes
        literals.append(String(decoding: text, as: UTF8.self))
    }

    private mutating func keepLineEnd() {
        if bytes[at] == UInt8(ascii: "\n") { codeBytes.append(bytes[at]) }
    }

    private func starts(with sign: String) -> Bool { bytes[at...].starts(with: sign.utf8) }
}
