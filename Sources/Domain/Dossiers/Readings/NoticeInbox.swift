import Civic
package import Directory
package import Journal
package import Store

/// The in-app inbox: a line for applicant, submitter and who joined at every event they should hear of, once it can no longer be
/// undone; and for officers, where work of theirs stands still or is late. A consumer of the journal; exactly once.
package struct NoticeInbox: JournalConsumer {
    package struct Line: Sendable {
        let subject: Int64
        let position: Int64
        let dossier: Int64
        let event: EventName
        /// When it is told: what may still be undone waits until it cannot.
        let at: Instant
        /// True for the event taken back: its line goes, unread and untold.
        var isTakenBack = false
    }

    package let name = "dossiers.notices"

    private let directory: DirectoryBook

    package init(_ directory: DirectoryBook) {
        self.directory = directory
    }

    package func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> [Line] {
        var lines: [Line] = []
        for event in events {
            guard var name = EventName(kind: event.kind) else { continue }
            let isTakenBack = name == .undone
            if isTakenBack { name = event.facts.text("event").flatMap(EventName.init(rawValue:)) ?? .undone }
            var subjects: Set<Int64> = []
            if Self.told.contains(name) { subjects.formUnion(Self.people(of: event)) }
            if Self.toldToOfficers.contains(name) || name == .rated && event.facts.bool("told") == true {
                subjects.formUnion(try await officers(event))
            }
            lines += subjects.map {
                Line(
                    subject: $0, position: event.position, dossier: event.stream.rawValue, event: name,
                    at: event.header.releasedAt ?? event.header.at, isTakenBack: isTakenBack)
            }
        }
        return lines
    }

    /// Who holds the work and his head; where another unit owes an answer, also the head of the one that waits for it
    /// (`procedures.md` 2.3).
    private func officers(_ event: RecordedEvent) async throws -> Set<Int64> {
        guard let text = event.header.unit, let unit = try? UnitCode(text) else { return [] }
        var subjects = try await directory.watchers(
            of: unit, seat: event.facts.text("seat").flatMap(Role.init(rawValue:)),
            assignee: event.facts.int("assignee").map { ID($0) })
        if event.facts.bool("asked") == true, let text = event.facts.text("competent"), let asking = try? UnitCode(text)
        {
            subjects.formUnion(try await directory.watchers(of: asking, seat: nil, assignee: nil))
        }
        return Set(subjects.map(\.rawValue))
    }

    package func apply(_ prepared: [Line], in transaction: any Transaction) throws {
        for line in prepared {
            if line.isTakenBack {
                try transaction.execute(
                    WorklistStore.takeBackNotice,
                    [.int(line.subject), .int(line.dossier), .text(line.event.rawValue), .instant(line.at)])
                continue
            }
            try transaction.execute(
                WorklistStore.insertNotice,
                [
                    .int(line.subject), .int(line.position), .int(line.dossier), .text(line.event.rawValue),
                    .instant(line.at),
                ])
        }
    }

    /// Applicant, submitter and who joined: who is told of what happens to a dossier.
    package static func people(of event: RecordedEvent) -> Set<Int64> {
        let joint = event.facts.text("joint")?.split(separator: " ").compactMap { Int64($0) } ?? []
        return Set(["applicant", "submitter"].compactMap { event.facts.int($0) } + joint)
    }

    static let toldToOfficers: Set<EventName> = [.alerted, .overdueNoticed]

    /// `procedures.md` 1.9.
    package static let told: Set<EventName> = [
        .lodged, .accepted, .forwarded, .transferred, .supplementRequested, .supplemented, .verificationAsked,
        .consulted,
        .extendedByLaw, .apologised, .proofSilent, .paymentAsked, .paymentReceived, .released, .returned,
        .refusedAtIntake, .withdrawn, .stopped, .overdueNoticed, .noticePosted, .mirrored, .resultRevoked, .corrected,
        .reminded,
    ]
}
