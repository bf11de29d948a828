import Civic
import Dossiers
import Journal
import Rules

/// A dossier as it stood after one of its events, told by the journal alone: what the portal hears after an outage is
/// what was so then, and not what has become of it since.
struct PortalCase: Sendable, Equatable {
    /// A request for a supplement, and its answer.
    struct Supplement: Sendable, Equatable {
        let askedBy: String
        let asked: String
        let askedAt: Instant
        var answeredBy = ""
        var answer = ""
        var answeredAt: Instant?
        var dueBefore: Instant?
        var dueAfter: Instant?
    }

    private(set) var status = DossierStatus.lodged
    private(set) var due: Instant?
    private(set) var acceptedAt: Instant?
    /// When there was a result, or there was to be none.
    private(set) var endedAt: Instant?
    private(set) var returnedAt: Instant?
    private(set) var supplements: [Supplement] = []
    private var hasBegun = false

    fileprivate mutating func take(_ name: EventName, _ event: RecordedEvent, _ words: JSONValue?) {
        let (at, before) = (event.header.effective, due)
        status =
            StatusPolicy.next(after: status, name, wasAccepted: acceptedAt != nil, begun: hasBegun) ?? status
        if status == .working { hasBegun = true }
        if let later = event.facts.int("due") { due = Instant(milliseconds: later) }
        let (who, text) = (words?["actor"]?.stringValue ?? "", words?["text"]?.stringValue ?? "")
        switch name {
        case .accepted: acceptedAt = at
        case .released, .refusedAtIntake, .withdrawn, .stopped: endedAt = at
        case .returned: returnedAt = at
        case .supplementRequested: supplements.append(Supplement(askedBy: who, asked: text, askedAt: at))
        case .supplemented where !supplements.isEmpty:
            let last = supplements.count - 1
            supplements[last].answeredBy = who
            supplements[last].answer = text
            supplements[last].answeredAt = at
            if due != before { (supplements[last].dueBefore, supplements[last].dueAfter) = (before, due) }
        default: break
        }
    }
}

/// One event of a dossier and what it changed.
struct PortalNews: Sendable {
    enum Kind: Sendable, Equatable {
        /// The dossier as a whole; `isNew`: the first that is told of it.
        case dossier(isNew: Bool)
        /// One step on its way, and its status.
        case progress
    }

    let event: EventName
    let header: EventHeader
    let before: PortalCase
    let after: PortalCase
    /// Who acted, and in what words; empty where they were erased.
    let actor: String
    let text: String

    /// - Parameter events: of one dossier from the first on; the last is the one told.
    init?(_ events: [(event: RecordedEvent, body: [UInt8]?)]) {
        guard let (last, _) = events.last, let name = EventName(kind: last.kind) else { return nil }
        // The dossier after each event; what was taken back stands as it stood before that.
        var states = [PortalCase()]
        var words: JSONValue?
        for (event, body) in events {
            words = body.flatMap { try? JSONText.read($0) }
            var state = states[states.count - 1]
            switch EventName(kind: event.kind) {
            case .undone? where states.count > 1: state = states[states.count - 2]
            case let name?: state.take(name, event, words)
            case nil: break
            }
            states.append(state)
        }
        event = name
        header = last.header
        before = states[states.count - 2]
        after = states[states.count - 1]
        actor = words?["actor"]?.stringValue ?? ""
        text = words?["text"]?.stringValue ?? ""
    }

    /// Nil: nothing that the portal keeps.
    var kind: Kind? {
        switch event {
        case .lodged: .dossier(isNew: true)
        // What it takes back was never told.
        case .undone: nil
        case .accepted, .released, .returned, .refusedAtIntake, .withdrawn, .stopped, .resultRevoked, .corrected:
            .dossier(isNew: false)
        default:
            if after.due != before.due || after.supplements != before.supplements {
                .dossier(isNew: false)
            } else if after.status != before.status {
                .progress
            } else {
                nil
            }
        }
    }

    /// The date that this event moved; nil where it moved none. The first date is none that moved.
    var movedDue: (from: Instant, to: Instant)? {
        guard let from = before.due, let to = after.due, from != to else { return nil }
        return (from, to)
    }

    /// Events that change nothing the portal keeps, whatever else they do.
    static let untold: Set<EventName> = [
        .noted, .related, .alerted, .overdueNoticed, .mirrored, .givenBack, .paperAdded, .originalCompared,
    ]
}
