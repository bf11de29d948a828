package import Civic
import Directory
package import Dossiers
package import Store

/// What became of a message, as the case shows it.
package struct SentMessage: Sendable, Hashable {
    package enum State: String, Sendable {
        case taken
        case refused
    }

    package let at: Instant
    package let event: EventName
    package let channel: MessageChannel
    /// Only as much as tells the person's own addresses apart: `•••678`, `m•••@example.vn`.
    package let to: String
    package let state: State
    /// The carrier's reference, or why it refused.
    package let remark: String
}

package enum MessageStore {
    static let insert = Statement(
        """
        INSERT INTO message (event, subject, channel, dossier, kind, sent_to, at, state, remark)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (event, subject, channel) DO NOTHING
        """)
    static let ofEvent = Statement("SELECT subject, channel FROM message WHERE event = ?")
    static let ofDossier = Statement(
        """
        SELECT at, kind, channel, sent_to, state, remark FROM message WHERE dossier = ?
        ORDER BY at DESC, event DESC, subject, channel LIMIT 200
        """)

    package static let statements = [insert, ofEvent, ofDossier]
}

/// The log of messages.
package struct MessageLog: Sendable {
    private let database: any Database

    package init(_ database: any Database) {
        self.database = database
    }

    /// Newest first, 200 at most. Who may see the dossier is asked by who shows it.
    package func messages(of dossier: ID<Dossier>) async throws -> [SentMessage] {
        try await database.read { transaction in
            try transaction.all(MessageStore.ofDossier, [.id(dossier)]) { row -> SentMessage? in
                guard let event = EventName(rawValue: row.text(1)), let channel = MessageChannel(rawValue: row.text(2)),
                    let state = SentMessage.State(rawValue: row.text(4))
                else { return nil }
                return SentMessage(
                    at: row.instant(0), event: event, channel: channel, to: row.text(3), state: state,
                    remark: row.text(5))
            }.compactMap(\.self)
        }
    }
}
