package import Civic
package import Directory
package import Journal
package import Store

/// Takes the name of the person off the rows of results, and the words of why they ended, when the law has the person or
/// the dossier erased. A consumer of the journal: the erasure itself is the event that says so, and a backup that is put
/// back forgets the name again with it.
package struct HolderErasure: JournalConsumer {
    package enum Order: Sendable {
        case owner(ID<Subject>, at: Instant)
        case dossier(ID<PaperLink>, at: Instant)
    }

    package let name = "papers.holderErasure"
    /// Kinds of events of a dossier whose bodies name its people: where one is erased, the dossier is.
    private let naming: Set<String>

    package init(naming: Set<String>) { self.naming = naming }

    package func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> [Order] {
        var orders: [Order] = []
        for event in events {
            switch event.kind {
            case DirectoryEvent.personCut: orders.append(.owner(event.stream.retyped(), at: event.header.at))
            case Erasure.kind:
                guard let id = event.facts.int("event"), let erased = try await reader.event(ID(id)),
                    naming.contains(erased.kind)
                else { continue }
                orders.append(.dossier(erased.stream.retyped(), at: event.header.at))
            default: continue
            }
        }
        return orders
    }

    package func apply(_ prepared: [Order], in transaction: any Transaction) throws {
        for order in prepared {
            switch order {
            case .owner(let owner, let at):
                try transaction.execute(ResultStore.eraseByOwner, [.instant(at), .id(owner)])
            case .dossier(let dossier, let at):
                try transaction.execute(ResultStore.eraseByDossier, [.instant(at), .id(dossier)])
            }
        }
    }
}
