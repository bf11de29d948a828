import Civic
import Foundation
import Journal
import Store

/// A dossier's history, read from its journal stream.
enum HistoryReader {
    struct Words: Decodable {
        var actor: String?
        var text: String?
        var step: String?
    }

    private struct Before: Decodable {
        var before: BeforeImage?
    }

    static func lines(of dossier: ID<Dossier>, in transaction: any Transaction) throws -> [HistoryLine] {
        let events = try Journal.stream(dossier.retyped(), after: 0, limit: 1_000, in: transaction)
        // An undone event is marked by the `undone` that follows it.
        var undone: Set<Int64> = []
        for (event, _) in events where EventName(kind: event.kind) == .undone {
            undone.insert(event.header.streamSeq - 1)
        }
        return events.compactMap { event, body in
            guard let name = EventName(kind: event.kind) else { return nil }
            let words = body.flatMap { try? JSONDecoder().decode(Words.self, from: Data($0)) }
            return HistoryLine(
                number: event.header.streamSeq, event: name, at: event.header.at, effective: event.header.effective,
                actor: event.header.actor.retyped(), actorName: words?.actor ?? "", unit: event.header.unit,
                text: words?.text ?? "", step: words?.step, wasUndone: undone.contains(event.header.streamSeq))
        }
    }

    static func last(
        of dossier: ID<Dossier>, in transaction: any Transaction
    ) throws -> (header: EventHeader, body: [UInt8])? {
        let seq = try Journal.lastSeq(of: dossier.retyped(), in: transaction)
        guard let line = try Journal.stream(dossier.retyped(), after: seq - 1, limit: 1, in: transaction).first,
            let body = line.body
        else { return nil }
        return (line.event.header, body)
    }

    static func beforeImage(_ body: [UInt8]) -> BeforeImage? {
        (try? JSONDecoder().decode(Before.self, from: Data(body)))?.before
    }
}
