package import Civic
import Foundation
import Journal
import Store

/// `motcua journal verify`: reads only, beside a server that writes.
package enum JournalCheck {
    package struct Report: Sendable, JSONReport {
        package let events: Int64
        package let treeSize: Int64
        package let erased: Int
        /// Bodies in archives: read in those that were given, and left alone in those that were not.
        package let archived: Int64
        package let unseen: Int64
        package let ok: Bool
        package let faults: [Fault]

        package struct Fault: Sendable, Encodable {
            let kind: String
            let position: Int64?
            let text: String
        }

        enum CodingKeys: String, CodingKey {
            case events, erased, archived, unseen, ok, faults
            case treeSize = "tree_size"
        }

        package var text: String {
            var head = "\(events) events, \(treeSize) in the signed tree, \(erased) bodies erased by law"
            if archived > 0 { head += ", \(archived) read in archives" }
            if unseen > 0 { head += ", \(unseen) in archives that were not looked at (--archive FILE)" }
            let verdict = ok ? "The journal is whole." : "The journal is NOT whole."
            return ([head] + faults.map { "FAULT \($0.kind): \($0.text)" } + [verdict]).joined(separator: "\n")
        }

        init(_ report: VerifyReport) {
            events = report.events
            treeSize = report.treeSize
            erased = report.erased
            archived = report.archived
            unseen = report.unseen
            ok = report.ok
            faults = report.faults.map { Fault(kind: $0.kind.rawValue, position: $0.position, text: $0.text) }
        }

        /// Nothing could be read to the end: the problem itself is the fault.
        package init(_ problem: any Problem) {
            events = 0
            treeSize = 0
            erased = 0
            archived = 0
            unseen = 0
            ok = false
            faults = [Fault(kind: problem.code, position: nil, text: problem.operatorMessage.en)]
        }
    }

    /// What lies outside the database and vouches for it.
    struct Evidence {
        let keys: [HeadPublicKey]
        let heads: [TreeHead]

        /// Read before the database is: so it must hold at least what these heads cover.
        init(_ files: HouseFiles, witness: String? = nil) throws {
            keys = HouseKeys.publicKeys(in: files.keys)
            var heads = try KeptHead(file: files.newestHead).read().map { [$0] } ?? []
            if let witness {
                guard let names = try? FileManager.default.contentsOfDirectory(atPath: witness) else {
                    throw HouseProblem.witnessUnreadable(witness)
                }
                heads += names.sorted().compactMap { name in
                    (try? String(contentsOfFile: witness + "/" + name, encoding: .utf8)).flatMap(TreeHead.init(text:))
                }
            }
            self.heads = heads
        }
    }

    package static func run(
        _ files: HouseFiles, witness: String? = nil, archives: [String] = [], clock: any CityClock = SystemClock()
    ) async throws -> Report {
        let shelf = try await CityArchiving.open(archives)
        return Report(try await verify(files, Evidence(files, witness: witness), clock, archives: shelf))
    }

    static func verify(
        _ files: HouseFiles, _ evidence: Evidence, _ clock: any CityClock,
        archives: Archives = .none
    ) async throws -> VerifyReport {
        let database = try await files.database.openReadOnly()
        do {
            guard try await !database.appliedMigrations().isEmpty else {
                throw HouseProblem.noCity(files.database.place)
            }
            // Without a key every signature would look forged.
            guard !evidence.keys.isEmpty else { throw HouseProblem.keysMissing(files.keys + "/head.pub") }
            let report = try await JournalVerifier(
                database, keys: evidence.keys, witnessed: evidence.heads, archives: archives, clock: clock
            ).verify()
            try await database.close()
            return report
        } catch {
            try await database.close()
            throw error
        }
    }
}
