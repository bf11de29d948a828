import Civic
import Foundation
import Journal

/// `motcua journal verify --export`: checks a dossier's audit file by public keys alone.
package enum EvidenceCheck {
    package struct Report: Sendable, JSONReport {
        package let label: String
        package let events: Int
        package let proven: Int
        package let uncovered: Int
        package let withheld: Int
        package let absent: Int
        package let headAt: String?
        package let ok: Bool
        package let faults: [String]

        enum CodingKeys: String, CodingKey {
            case label, events, proven, uncovered, withheld, absent, ok, faults
            case headAt = "head_at"
        }

        package var text: String {
            var head = "\(label): \(events) events, \(proven) proven to stand in the journal"
            if let headAt { head += " as it was signed at \(headAt)" }
            if uncovered > 0 { head += ", \(uncovered) younger than that" }
            if withheld > 0 { head += ", the words of \(withheld) withheld from the reader" }
            if absent > 0 { head += ", the words of \(absent) erased by law or in an archive" }
            let verdict = ok ? "The file says what the journal says." : "The file does NOT say what the journal says."
            return ([head] + faults.map { "FAULT \($0)" } + [verdict]).joined(separator: "\n")
        }
    }

    private struct Document: Decodable {
        let label: String
        let journal: StreamEvidence
    }

    /// - Parameter keys: files of public keys; none: those of the city on this machine.
    package static func run(_ path: String, keys: [String], _ files: HouseFiles) -> Report {
        guard let data = FileManager.default.contents(atPath: path),
            let document = try? JSONDecoder().decode(Document.self, from: data)
        else { return failed("\(path) is no audit file of a dossier: take it from /can-bo/kiem-toan") }
        let given = keys.compactMap {
            (try? String(contentsOfFile: $0, encoding: .utf8)).flatMap(HeadPublicKey.init(text:))
        }
        guard given.count == keys.count else { return failed("a file of --key holds no public key: give head.pub") }
        let found = document.journal.check(keys.isEmpty ? HouseKeys.publicKeys(in: files.keys) : given)
        return Report(
            label: document.label, events: found.events, proven: found.proven, uncovered: found.uncovered,
            withheld: found.withheld, absent: found.absent,
            headAt: found.headAt.map { Date(timeIntervalSince1970: Double($0.milliseconds) / 1_000).ISO8601Format() },
            ok: found.ok, faults: found.faults)
    }

    private static func failed(_ text: String) -> Report {
        Report(
            label: "", events: 0, proven: 0, uncovered: 0, withheld: 0, absent: 0, headAt: nil, ok: false,
            faults: [text])
    }
}
