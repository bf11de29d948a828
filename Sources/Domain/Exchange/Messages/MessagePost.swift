import Catalogue
package import Civic
package import Directory
package import Dossiers
package import Journal
package import Store

/// Tells applicant and submitter by e-mail and text message what the notices on the city's pages tell them: once it can
/// no longer be undone, in their language, over the ways they chose. While a carrier is away nothing is lost and nothing
/// overtakes; what is older than a day by then is no news any more.
package struct MessagePost: OutsideConsumer {
    package let name = "exchange.messages"

    private static let newsSeconds: Int64 = 86_400

    private let database: any Database
    private let desk: DossierDesk
    private let directory: DirectoryBook
    private let clock: any CityClock
    private let writer: MessageWriter
    private let carriers: [MessageChannel: any MessageCarrier]

    package init(
        database: any Database, desk: DossierDesk, directory: DirectoryBook, clock: any CityClock,
        writer: MessageWriter, carriers: [MessageChannel: any MessageCarrier]
    ) {
        self.database = database
        self.desk = desk
        self.directory = directory
        self.clock = clock
        self.writer = writer
        self.carriers = carriers
    }

    package func wants(_ event: RecordedEvent) -> Bool {
        guard let name = EventName(kind: event.kind), NoticeInbox.told.contains(name) else { return false }
        let told = event.header.releasedAt ?? event.header.at
        return told.adding(seconds: Self.newsSeconds) > clock.now()
    }

    package func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws {
        guard let name = EventName(kind: event.kind), wants(event), try await !reader.tookBack(event) else { return }
        let dossier: ID<Dossier> = event.stream.retyped()
        guard let facts = try await facts(name, dossier) else { return }
        let told = NoticeInbox.people(of: event)
        let sent = try await sent(event.id)
        for subject in told.sorted() {
            guard let contact = try await directory.contact(of: ID(subject)) else { continue }
            for (channel, to, masked) in ways(to: contact) where !sent.contains(Way(subject, channel)) {
                guard let carrier = carriers[channel], let text = writer.write(facts, channel, contact.language) else {
                    continue
                }
                let answer = try await carrier.carry(
                    OutgoingMessage(
                        key: "\(key).\(subject).\(channel.rawValue)", channel: channel, to: to, subject: text.subject,
                        body: text.body, language: contact.language))
                try await note(answer, of: event, name, Way(subject, channel), masked, dossier)
            }
        }
    }

    /// Nil where nobody may be told over a line that somebody else could see.
    private func facts(_ event: EventName, _ id: ID<Dossier>) async throws -> MessageWriter.Facts? {
        let dossier = try await desk.state(of: id).dossier
        guard let procedure = desk.rules.procedure(dossier.procedure, version: dossier.procedureVersion),
            !procedure.isProtected
        else { return nil }
        let tracked = try await desk.tracking(id, by: .system("messages"))
        let until: Instant? =
            switch tracked.detail?.needsAction {
            case .supplement(let until), .proof(let until): until
            default: nil
            }
        let place = directory.tree.latest(dossier.returning)?.name
        return MessageWriter.Facts(
            event: event, label: tracked.label, procedure: dossier.procedure, title: procedure.name, due: dossier.due,
            until: until, place: place ?? LocalizedText(vi: dossier.returning.text, en: dossier.returning.text))
    }

    private struct Way: Hashable {
        let subject: Int64
        let channel: MessageChannel

        init(_ subject: Int64, _ channel: MessageChannel) {
            self.subject = subject
            self.channel = channel
        }
    }

    private func ways(to contact: Contact) -> [(channel: MessageChannel, to: String, masked: String)] {
        var ways: [(MessageChannel, String, String)] = []
        // What somebody typed may be anybody's; a number was told to an officer.
        if let email = contact.email, contact.confirmed.contains(.email) {
            ways.append((.email, email.text, email.masked))
        }
        // A landline reads no text messages.
        if let phone = contact.phone, phone.isMobile, contact.wantsTexts {
            ways.append((.sms, phone.international, phone.masked))
        }
        return ways
    }

    private func sent(_ event: ID<NewEvent>) async throws -> Set<Way> {
        try await database.read { transaction in
            Set(
                try transaction.all(MessageStore.ofEvent, [.id(event)]) { row in
                    MessageChannel(rawValue: row.text(1)).map { Way(row.int(0), $0) }
                }.compactMap(\.self))
        }
    }

    private func note(
        _ answer: CarrierAnswer, of event: RecordedEvent, _ name: EventName, _ way: Way, _ masked: String,
        _ dossier: ID<Dossier>
    ) async throws {
        let (state, remark): (SentMessage.State, String) =
            switch answer {
            case .taken(let reference): (.taken, reference)
            case .refused(let reason): (.refused, String(reason.prefix(300)))
            }
        let now = clock.now()
        try await database.write("Exchange.noteMessage") { transaction in
            try transaction.execute(
                MessageStore.insert,
                [
                    .id(event.id), .int(way.subject), .text(way.channel.rawValue), .id(dossier), .text(name.rawValue),
                    .text(masked), .instant(now), .text(state.rawValue), .text(remark),
                ])
        }
    }
}
