import Civic
import Testing

@testable import Directory

struct AnnouncementTests {
    private static let text = LocalizedText(vi: "Cổng tạm dừng tối nay", en: "The portal is down tonight")

    @Test func `it is shown to whom it is for, from its beginning until its end`() async throws {
        let fixture = try await BookFixture()
        let admin = try await fixture.officer(.cityAdmin, at: SmallCity.city).actor
        let now = fixture.clock.now()

        try await fixture.book.announce(
            Self.text, to: .officers, from: now.adding(hours: 1), until: now.adding(hours: 2), by: admin)

        #expect(fixture.book.announcements(to: admin).isEmpty)
        fixture.clock.advance(milliseconds: 3_600_000)
        #expect(fixture.book.announcements(to: admin).map(\.text) == [Self.text])
        #expect(fixture.book.announcements(to: .anyone).isEmpty)
        fixture.clock.advance(milliseconds: 3_600_000)
        #expect(fixture.book.announcements(to: admin).isEmpty)
    }

    @Test func `ended early it is gone at once; one that had not begun never comes`() async throws {
        let fixture = try await BookFixture()
        let admin = try await fixture.officer(.cityAdmin, at: SmallCity.city).actor
        let now = fixture.clock.now()
        let shown = try await fixture.book.announce(
            Self.text, to: .everybody, from: now, until: now.adding(hours: 5), by: admin)
        let coming = try await fixture.book.announce(
            Self.text, to: .residents, from: now.adding(hours: 1), until: now.adding(hours: 5), by: admin)
        fixture.clock.advance(milliseconds: 60_000)

        try await fixture.book.endAnnouncement(shown, by: admin)
        try await fixture.book.endAnnouncement(coming, by: admin)

        #expect(fixture.book.announcements(to: .anyone).isEmpty)
        fixture.clock.advance(milliseconds: 2 * 3_600_000)
        #expect(fixture.book.announcements(to: .anyone).isEmpty)
        await #expect(throws: DirectoryProblem.announcementOver) {
            try await fixture.book.endAnnouncement(shown, by: admin)
        }
    }

    @Test func `both languages, a beginning before the end, and only the city's administrators`() async throws {
        let fixture = try await BookFixture()
        let admin = try await fixture.officer(.cityAdmin, at: SmallCity.city).actor
        let ward = try await fixture.officer(.unitAdmin, at: SmallCity.ward).actor
        let now = fixture.clock.now()

        for (text, begins, ends) in [
            (LocalizedText(vi: "Tạm dừng", en: " "), 0, 1), (Self.text, 2, 1), (Self.text, -3, -1),
        ] {
            await #expect(throws: DirectoryProblem.badAnnouncement) {
                try await fixture.book.announce(
                    text, to: .everybody, from: now.adding(hours: Int64(begins)), until: now.adding(hours: Int64(ends)),
                    by: admin)
            }
        }
        await #expect(throws: DirectoryProblem.accessRefused(.notTheirRole)) {
            try await fixture.book.announce(
                Self.text, to: .everybody, from: now, until: now.adding(hours: 1), by: ward)
        }
    }
}
