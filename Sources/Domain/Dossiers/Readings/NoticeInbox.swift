import Civic
import Directory
package import Journal
package import Store

/// The in-app inbox: a line for applicant and submitter at every event they should hear of, once it can no longer be
/// undone. A consumer of the journal; exactly once.
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

    package init() {}

    package func prepare(_ events: [RecordedEvent], _ reader: JournalReader) async throws -> [Line] {
        events.flatMap { event -> [Line] in
            guard var name = HistoryReader.name(of: event.kind) else { return [] }
            let isTakenBack = name == .undone
            if isTakenBack { name = event.facts.text("event").flatMap(EventName.init(rawValue:)) ?? .undone }
            guard Self.told.contains(name) else { return [] }
            let subjects = Set(["applicant", "submitter"].compactMap { event.facts.int($0) })
            return subjects.map {
                Line(
                    subject: $0, position: event.position, dossier: event.stream.rawValue, event: name,
                    at: event.header.releasedAt ?? event.header.at, isTakenBack: isTakenBack)
            }
        }
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

    /// `procedures.md` 1.9.
    static let told: Set<EventName> = [
        .lodged, .accepted, .forwarded, .supplementRequested, .supplemented, .verificationAsked, .consulted,
        .extendedByLaw, .apologised, .proofSilent, .paymentAsked, .paymentReceived, .released, .returned,
        .refusedAtIntake, .withdrawn, .stopped, .overdueNoticed,
    ]
}
