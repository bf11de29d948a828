package import Civic
import Store

package enum Audience: String, Sendable, Hashable, CaseIterable {
    case everybody
    case residents
    case officers
}

/// A message at the head of every page for a time: an outage, a closed counter.
package struct Announcement: Sendable, Hashable {
    package let id: ID<Announcement>
    package let text: LocalizedText
    package let audience: Audience
    package let begins: Instant
    /// Not shown at this instant any more.
    package let ends: Instant

    package enum State: String, Sendable {
        case coming
        case shown
        case over
    }

    package func state(at now: Instant) -> State { now >= ends ? .over : now < begins ? .coming : .shown }

    package func isShown(to actor: Actor, at now: Instant) -> Bool {
        guard state(at: now) == .shown else { return false }
        switch audience {
        case .everybody: return true
        case .officers: return actor.officer != nil
        case .residents: return actor.officer == nil
        }
    }

    init(id: ID<Announcement>, text: LocalizedText, audience: Audience, begins: Instant, ends: Instant) {
        self.id = id
        self.text = text
        self.audience = audience
        self.begins = begins
        self.ends = ends
    }

    init(row: any Row) {
        self.init(
            id: row.id(0), text: LocalizedText(vi: row.text(1), en: row.text(2)),
            audience: Audience(rawValue: row.text(3)) ?? .everybody, begins: row.instant(4), ends: row.instant(5))
    }
}

enum AnnouncementStore {
    private static let columns = "SELECT id, text_vi, text_en, audience, begins, ends FROM announcement"
    static let insert = Statement(
        "INSERT INTO announcement (id, text_vi, text_en, audience, begins, ends) VALUES (?, ?, ?, ?, ?, ?)")
    static let coming = Statement(columns + " WHERE ends > ? ORDER BY ends, id LIMIT 100")
    static let newest = Statement(columns + " ORDER BY ends DESC, id DESC LIMIT 50")
    /// One that has not begun never will: it keeps its beginning, and ends just after it.
    static let end = Statement(
        """
        UPDATE announcement SET begins = CASE WHEN begins < ? THEN begins ELSE ? END, ends = ? WHERE id = ? AND ends > ?
        """)

    static let statements = [insert, coming, newest, end]
}
