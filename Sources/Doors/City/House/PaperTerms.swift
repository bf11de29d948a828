import Catalogue
import Civic
import Dossiers
import Journal
import Papers
import Store

/// Sets how long the papers of a dossier stay when it ends, by the rules of that day, and takes it back when the end is
/// undone. A consumer of the journal; exactly once.
struct PaperTerms: JournalConsumer {
    let name = "papers.terms"
    let catalogue: CatalogueBook

    func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> Set<ID<Dossier>> {
        Set(events.filter { Self.ending.contains($0.kind) }.map { $0.stream.retyped() })
    }

    /// As the dossier stands now, whichever event led here: told twice or late, it comes to the same.
    func apply(_ prepared: Set<ID<Dossier>>, in transaction: any Transaction) throws {
        for id in prepared {
            guard let dossier = try CaseReader.dossier(id, in: transaction) else { continue }
            try UploadBook.keep(papersOf: id.retyped(), in: transaction) { document in
                guard let end = dossier.endedAt else { return UploadBook.Term(heldUntil: nil, eraseAt: nil) }
                let rule = catalogue.retention(of: document) ?? PaperRetention()
                let ends = rule.ends(after: end, isWithdrawn: dossier.status == .withdrawn, in: catalogue.zone)
                return UploadBook.Term(heldUntil: ends.keep ?? Upload.forever, eraseAt: ends.erase)
            }
        }
    }

    private static let ending: Set<String> = Set(
        [EventName.refusedAtIntake, .returned, .withdrawn, .stopped, .mirrored, .undone].map {
            "dossier.\($0.rawValue)"
        })
}
