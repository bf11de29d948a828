import Foundation

/// How this process is called in the table of leases, for people who look: machine, process, and a word of its own.
enum NodeName {
    static func make() -> String {
        var name = [CChar](repeating: 0, count: 65)
        gethostname(&name, name.count - 1)
        let host = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let word = String(UInt32.random(in: .min ... .max), radix: 36)
        return "\(host).\(ProcessInfo.processInfo.processIdentifier).\(word)"
    }
}
