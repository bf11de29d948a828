import Catalogue
package import Civic
package import Directory
package import Dossiers
package import Journal
package import Papers
package import Store

/// Tells the national portal what becomes of every dossier: status, supplements, moved dates, results. Each event once, in
/// the order of its dossier, from the first dossier on; while the portal is away everything waits.
package struct PortalPost: OutsideConsumer {
    package let name = "exchange.portal"

    private let database: any Database
    private let desk: DossierDesk
    private let directory: DirectoryBook
    private let results: ResultBook
    private let clock: any CityClock
    private let writer: PortalWriter
    private let link: PortalLink

    package init(
        database: any Database, desk: DossierDesk, directory: DirectoryBook, results: ResultBook,
        clock: any CityClock, writer: PortalWriter, link: PortalLink
    ) {
        self.database = database
        self.desk = desk
        self.directory = directory
        self.results = results
        self.clock = clock
        self.writer = writer
        self.link = link
    }

    package func wants(_ event: RecordedEvent) -> Bool {
        EventName(kind: event.kind).map { !PortalNews.untold.contains($0) } ?? false
    }

    package func deliver(_ event: RecordedEvent, key: String, _ reader: JournalReader) async throws {
        let told = try await reader.stream(event.stream, limit: Int(event.header.streamSeq))
        guard let news = PortalNews(told), let kind = news.kind, try await !reader.tookBack(event),
            let matter = try await matter(event.stream.retyped()), try await !isTold(event.id)
        else { return }
        let call = writer.call(news, kind, matter)
        let answer = try await link.say(call, key: key)
        try await note(answer, of: event, news, call, matter.dossier.id)
    }

    /// Nil where the portal is told nothing: the dossier is another system's, which tells it itself, or it is protected:
    /// there is no mark for that in the interface, and that somebody asked for protection is itself what is protected.
    private func matter(_ id: ID<Dossier>) async throws -> PortalWriter.Matter? {
        let dossier = try await desk.state(of: id).dossier
        guard !dossier.isMirrored,
            let procedure = desk.rules.procedure(dossier.procedure, version: dossier.procedureVersion),
            !procedure.isProtected
        else { return nil }
        let view = try await desk.view(id, by: .system("portal"))
        return PortalWriter.Matter(
            dossier: dossier, procedure: procedure,
            kind: view.parties.first { $0.part == .applicant }?.person.kind ?? .person,
            number: try await directory.number(of: dossier.applicant)?.text ?? "", ledger: view.ledger,
            payments: view.payments,
            results: try await results.results(of: id.retyped()).filter { $0.state == .released })
    }

    private func isTold(_ event: ID<NewEvent>) async throws -> Bool {
        try await database.read { try $0.first(PortalStore.ofEvent, [.id(event)]) { _ in true } ?? false }
    }

    private func note(
        _ answer: PortalAnswer, of event: RecordedEvent, _ news: PortalNews, _ call: PortalCall,
        _ dossier: ID<Dossier>
    ) async throws {
        let (state, remark): (PortalDelivery.State, String) =
            switch answer {
            case .taken: (.taken, "")
            case .refused(let reason): (.refused, String(reason.prefix(300)))
            }
        let now = clock.now()
        try await database.write("Exchange.notePortal") { transaction in
            try transaction.execute(
                PortalStore.insert,
                [
                    .id(event.id), .id(dossier), .text(news.event.rawValue), .text(call.name.rawValue),
                    .int(news.after.status.rawValue), .instant(now), .text(state.rawValue), .text(remark),
                ])
        }
    }
}

extension JournalReader {
    /// Whether the event was taken back while it could be: then nobody outside hears of it.
    func tookBack(_ event: RecordedEvent) async throws -> Bool {
        guard event.header.releasedAt != nil else { return false }
        let next = try await stream(event.stream, after: event.header.streamSeq, limit: 1).first?.event
        return next.flatMap { EventName(kind: $0.kind) } == .undone
    }
}
