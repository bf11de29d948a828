import Civic
package import Journal
package import Store

/// Finds a dossier by any word of a name: Vietnamese are known by the last one. A row for each way to begin reading a
/// name ("thi anh tuyet", "anh tuyet", "tuyet") and each unit whose dossier it is, so that a search is one walk along
/// the key. The applicant's name from its first word on stands in the dossier's own indexes.
///
/// A consumer of the journal, exactly once: a lodging does not wait for it, and a database made before it is caught up.
package struct NameIndex: JournalConsumer {
    package struct Entry: Sendable {
        let unit: String
        let folded: String
        let dossier: Int64
    }

    /// An organisation may have a long name: nobody searches for its tenth word.
    private static let most = 8

    package let name = "dossiers.names"
    private let database: any Database

    package init(_ database: any Database) {
        self.database = database
    }

    package func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> [Entry] {
        let placed = events.filter {
            EventName(kind: $0.kind) == .lodged || $0.facts.bool("moved") == true
        }
        guard !placed.isEmpty else { return [] }
        return try await database.read { transaction in
            try placed.flatMap { event -> [Entry] in
                let parties = try CaseReader.parties(of: event.stream.retyped(), in: transaction)
                let units = Set(["receiving", "competent"].compactMap { event.facts.text($0) })
                return Self.beginnings(of: parties).flatMap { folded in
                    units.map { Entry(unit: $0, folded: folded, dossier: event.stream.rawValue) }
                }
            }
        }
    }

    package func apply(_ prepared: [Entry], in transaction: any Transaction) throws {
        for entry in prepared {
            try transaction.execute(
                WorklistStore.insertName, [.text(entry.unit), .text(entry.folded), .int(entry.dossier)])
        }
    }

    static func beginnings(of parties: [Party]) -> Set<String> {
        let applicant = parties.first { $0.part == .applicant }?.person.name
        var beginnings: Set<String> = []
        for name in Set(parties.map(\.person.name)) {
            let words = VietnameseText.fold(name).split(separator: " ").prefix(Self.most)
            for start in words.indices.dropFirst(name == applicant ? 1 : 0) {
                beginnings.insert(words[start...].joined(separator: " "))
            }
        }
        return beginnings
    }
}
