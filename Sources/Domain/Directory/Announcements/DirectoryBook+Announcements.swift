package import Civic
import Journal
import Store
import Synchronization

/// Messages of the city's administrators at the head of pages.
extension DirectoryBook {
    private static let longest = 300

    /// - Throws: `badAnnouncement`, `accessRefused`.
    @discardableResult
    package func announce(
        _ text: LocalizedText, to audience: Audience, from begins: Instant, until ends: Instant, by actor: Actor
    ) async throws -> ID<Announcement> {
        try decide(.manageUnit, on: .house, by: actor).required()
        let text = LocalizedText(vi: Self.trimmed(text.vi), en: Self.trimmed(text.en))
        let lengths = 1...Self.longest
        guard lengths.contains(text.vi.count), lengths.contains(text.en.count), begins < ends, ends > clock.now()
        else { throw DirectoryProblem.badAnnouncement }
        let id = ids.next(Announcement.self)
        let event = event(
            "announced", on: id, by: actor,
            facts: [
                "audience": .text(audience.rawValue), "from": .int(begins.milliseconds), "to": .int(ends.milliseconds),
            ],
            body: BodyWriter.object {
                $0.text("vi", text.vi)
                $0.text("en", text.en)
            })
        try await database.write("Directory.announce") { transaction in
            try transaction.execute(
                AnnouncementStore.insert,
                [
                    .id(id), .text(text.vi), .text(text.en), .text(audience.rawValue), .instant(begins),
                    .instant(ends),
                ])
            try Journal.appendNext(event, in: transaction)
        }
        try await lookForAnnouncements()
        return id
    }

    /// Before its time; one that has not begun is never shown.
    package func endAnnouncement(_ id: ID<Announcement>, by actor: Actor) async throws {
        try decide(.manageUnit, on: .house, by: actor).required()
        let now = clock.now()
        let event = event("announcementEnded", on: id, by: actor)
        let before = Instant(milliseconds: now.milliseconds - 1)
        try await database.write("Directory.endAnnouncement") { transaction in
            try transaction.execute(
                AnnouncementStore.end, [.instant(now), .instant(before), .instant(now), .id(id), .instant(now)],
                changing: 1, else: DirectoryProblem.announcementOver)
            try Journal.appendNext(event, in: transaction)
        }
        try await lookForAnnouncements()
    }

    /// The youngest fifty, over or not, for who makes them.
    package func announcements(by actor: Actor) async throws -> [Announcement] {
        try decide(.manageUnit, on: .house, by: actor).required()
        return try await database.read { transaction in
            try transaction.all(AnnouncementStore.newest) { Announcement(row: $0) }
        }
    }

    /// What a page of this actor shows now, from memory: a page costs no look at the database for it.
    package func announcements(to actor: Actor) -> [Announcement] {
        let now = clock.now()
        return shown.withLock { $0 }.filter { $0.isShown(to: actor, at: now) }
    }

    /// Fetches what other nodes made; at the start and every some seconds.
    package func lookForAnnouncements() async throws {
        let now = clock.now()
        let coming = try await database.read { transaction in
            try transaction.all(AnnouncementStore.coming, [.instant(now)]) { Announcement(row: $0) }
        }
        shown.withLock { $0 = coming }
    }
}
