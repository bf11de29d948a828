package import Civic
import Directory
package import Dossiers
import Journal
package import Store

/// What the portal was told of a dossier, as the case shows it.
package struct PortalDelivery: Sendable, Hashable {
    package enum State: String, Sendable {
        case taken
        case refused
    }

    package let at: Instant
    package let event: EventName
    /// The status told.
    package let status: DossierStatus
    package let call: PortalCall.Name
    package let state: State
    /// Why it was refused.
    package let remark: String
}

package enum PortalStore {
    static let insert = Statement(
        """
        INSERT INTO portal_delivery (event, dossier, kind, call, status, at, state, remark)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event) DO NOTHING
        """)
    static let ofEvent = Statement("SELECT event FROM portal_delivery WHERE event = ?")
    static let ofDossier = Statement(
        """
        SELECT at, kind, status, call, state, remark FROM portal_delivery WHERE dossier = ?
        ORDER BY at DESC, event DESC LIMIT 200
        """)

    package static let statements = [insert, ofEvent, ofDossier]
}

/// The log of what the portal was told.
package struct PortalLog: Sendable {
    private let database: any Database

    package init(_ database: any Database) {
        self.database = database
    }

    /// What came from there.
    package var inbox: PortalInbox { PortalInbox(database) }

    /// Newest first, 200 at most. Who may see the dossier is asked by who shows it.
    package func deliveries(of dossier: ID<Dossier>) async throws -> [PortalDelivery] {
        try await database.read { transaction in
            try transaction.all(PortalStore.ofDossier, [.id(dossier)]) { row -> PortalDelivery? in
                guard let event = EventName(rawValue: row.text(1)),
                    let status = DossierStatus(rawValue: Int(row.int(2))),
                    let call = PortalCall.Name(rawValue: row.text(3)),
                    let state = PortalDelivery.State(rawValue: row.text(4))
                else { return nil }
                return PortalDelivery(
                    at: row.instant(0), event: event, status: status, call: call, state: state, remark: row.text(5))
            }.compactMap(\.self)
        }
    }
}
