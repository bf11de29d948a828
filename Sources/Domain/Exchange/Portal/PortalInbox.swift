package import Civic
import Dossiers
package import Store

package enum PortalEntry {}

/// What the portal handed out, line by line, until each is a dossier, a status, or refused; and the place up to which it
/// was read. Both move in one transaction: what was read is here, and what is here need not be read again.
package struct PortalInbox: Sendable {
    package enum State: String, Sendable {
        case waiting
        case taken
        case refused
    }

    /// What waits to be taken.
    struct Waiting: Sendable {
        let id: ID<PortalEntry>
        let code: String
        let came: Instant
        let attempts: Int
        /// Sealed; gone once it is settled.
        let content: [UInt8]
    }

    /// What was refused, without a word of whom it is about.
    package struct Refusal: Sendable {
        let id: ID<PortalEntry>
        package let code: String
        package let procedure: String
        package let came: Instant
        /// A code of `docs/errors.md`.
        package let problem: String
        package let reason: LocalizedText
        /// The portal knows of it, or need not.
        package let isTold: Bool
    }

    /// What is still to be done.
    package struct Load: Sendable {
        package let state: State
        package let count: Int64
        package let oldest: Instant
    }

    /// One line as it is kept.
    struct New: Sendable {
        let id: ID<PortalEntry>
        let digest: [UInt8]
        let code: String
        let procedure: String
        let at: Instant
        let content: [UInt8]
    }

    private let database: any Database

    package init(_ database: any Database) {
        self.database = database
    }

    // MARK: - Reading

    /// Where to read on; empty before the first time.
    func position() async throws -> String {
        try await database.read { try $0.first(PortalInboxStore.position, [.text(Self.feed)]) { $0.text(0) } ?? "" }
    }

    /// Keeps a page and goes on behind it. What came before in the same words is here already.
    /// - Throws: `FeedMoved` when somebody else went on meanwhile: nothing is kept.
    func keep(_ page: [New], from old: String, to new: String, at now: Instant) async throws {
        try await database.write("Exchange.keepPortalPage") { transaction in
            try transaction.execute(PortalInboxStore.makeFeed, [.text(Self.feed), .instant(now)])
            try transaction.execute(
                PortalInboxStore.move, [.text(new), .instant(now), .text(Self.feed), .text(old)], changing: 1,
                else: FeedMoved())
            for line in page {
                try transaction.execute(
                    PortalInboxStore.insert,
                    [
                        .id(line.id), .blob(line.digest), .text(line.code), .text(line.procedure), .instant(line.at),
                        .instant(now), .blob(line.content), .instant(now),
                    ])
            }
        }
    }

    private static let feed = "TraCuuHoSo"

    // MARK: - Settling

    /// What is due, in the order in which it happened there.
    func due(at now: Instant) async throws -> [Waiting] {
        try await database.read { transaction in
            try transaction.all(PortalInboxStore.due, [.instant(now)]) {
                Waiting(
                    id: $0.id(0), code: $0.text(1), came: $0.instant(2), attempts: Int($0.int(3)), content: $0.blob(4))
            }
        }
    }

    func took(_ entry: Waiting, _ dossier: ID<Dossier>) async throws {
        try await database.write("Exchange.takePortalEntry") {
            try $0.execute(PortalInboxStore.take, [.id(dossier), .id(entry.id)])
        }
    }

    func wait(_ entry: Waiting, until due: Instant) async throws {
        try await database.write("Exchange.keepPortalEntry") {
            try $0.execute(PortalInboxStore.wait, [.instant(due), .id(entry.id)])
        }
    }

    /// - Parameter tell: when the portal is to be told; nil: it need not.
    func refuse(_ entry: Waiting, _ problem: String, _ reason: LocalizedText, tell: Instant?) async throws {
        try await database.write("Exchange.refusePortalEntry") {
            try $0.execute(
                PortalInboxStore.refuse,
                [.text(problem), .text(reason.vi), .text(reason.en), .instant(tell), .id(entry.id)])
        }
    }

    /// Refused, and the portal does not know.
    func untold() async throws -> [Refusal] {
        try await database.read { try $0.all(PortalInboxStore.untold, [], Refusal.init(row:)) }
    }

    func told(_ refusal: Refusal) async throws {
        try await database.write("Exchange.toldPortal") { try $0.execute(PortalInboxStore.told, [.id(refusal.id)]) }
    }

    /// Forgets what was settled that long ago: a dossier is known by its code, a status by its moment.
    package func sweep(before: Instant) async throws {
        _ = try await database.write("Exchange.sweepPortal", priority: .bulk) {
            try $0.execute(PortalInboxStore.sweep, [.instant(before)])
        }
    }

    // MARK: - For who looks after it

    /// Newest first, 100 at most.
    package func refusals() async throws -> [Refusal] {
        try await database.read { try $0.all(PortalInboxStore.refused, [], Refusal.init(row:)) }
    }

    /// What waits to be taken, and what the portal is still to be told of; nothing where there is none.
    package func load() async throws -> [Load] {
        try await database.read { transaction in
            try transaction.all(PortalInboxStore.load) { row in
                State(rawValue: row.text(0)).map { Load(state: $0, count: row.int(1), oldest: row.instant(2)) }
            }.compactMap(\.self)
        }
    }
}

/// Another runner went on from the same place; nothing was kept here.
struct FeedMoved: Error {}

extension PortalInbox.Refusal {
    init(row: any Row) {
        self.init(
            id: row.id(0), code: row.text(1), procedure: row.text(2), came: row.instant(3), problem: row.text(4),
            reason: LocalizedText(vi: row.text(5), en: row.text(6)), isTold: row.isNull(7))
    }
}

package enum PortalInboxStore {
    static let position = Statement("SELECT position FROM portal_feed WHERE name = ?")
    static let makeFeed = Statement(
        "INSERT INTO portal_feed (name, position, at) VALUES (?, '', ?) ON CONFLICT (name) DO NOTHING")
    static let move = Statement("UPDATE portal_feed SET position = ?, at = ? WHERE name = ? AND position = ?")
    static let insert = Statement(
        """
        INSERT INTO portal_entry
          (id, digest, code, procedure, at, came, content, state, attempts, due, problem, reason_vi, reason_en)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, '', '', '') ON CONFLICT (digest) DO NOTHING
        """)
    static let due = Statement(
        """
        SELECT id, code, came, attempts, content FROM portal_entry WHERE state = 'waiting' AND due <= ?
        ORDER BY at, id LIMIT 50
        """)
    static let take = Statement(
        "UPDATE portal_entry SET state = 'taken', dossier = ?, content = NULL, due = NULL WHERE id = ?")
    static let wait = Statement("UPDATE portal_entry SET attempts = attempts + 1, due = ? WHERE id = ?")
    static let refuse = Statement(
        """
        UPDATE portal_entry
        SET state = 'refused', problem = ?, reason_vi = ?, reason_en = ?, content = NULL, due = ? WHERE id = ?
        """)
    private static let refusal = "id, code, procedure, came, problem, reason_vi, reason_en, due"
    static let untold = Statement(
        """
        SELECT \(refusal) FROM portal_entry WHERE state = 'refused' AND due IS NOT NULL ORDER BY came, id LIMIT 100
        """)
    static let told = Statement("UPDATE portal_entry SET due = NULL WHERE id = ?")
    static let sweep = Statement("DELETE FROM portal_entry WHERE due IS NULL AND came < ?")
    static let refused = Statement(
        "SELECT \(refusal) FROM portal_entry WHERE state = 'refused' ORDER BY came DESC, id DESC LIMIT 100")
    static let load = Statement(
        "SELECT state, COUNT(*), MIN(came) FROM portal_entry WHERE due IS NOT NULL GROUP BY state ORDER BY state")

    package static let statements = [
        position, makeFeed, move, insert, due, take, wait, refuse, untold, told, sweep, refused, load,
    ]
}
