import Catalogue
import Civic
import Directory
import Journal

/// What a dossier's events say: scalars for statistics in the header, words and names in the erasable body.
enum EventBody {
    /// - Parameter found: the dossier before; where it came to another unit, the event says so.
    static func facts(
        _ happening: Happening, _ dossier: Dossier, _ actor: Actor, movedFrom found: Dossier?
    ) -> EventFacts {
        var facts: EventFacts = [
            "applicant": .int(dossier.applicant.rawValue), "competent": .text(dossier.competent.text),
            "procedure": .text(dossier.procedure), "receiving": .text(dossier.receiving.text),
        ]
        if dossier.submitter != dossier.applicant { facts["submitter"] = .int(dossier.submitter.rawValue) }
        if let joint = dossier.facts[Dossier.jointFact] { facts["joint"] = .text(joint) }
        if let joining = happening.joining {
            facts["joining"] = .int(joining.id.rawValue)
            facts["person"] = .text(joining.person)
        }
        if let found, found.receiving != dossier.receiving || found.competent != dossier.competent {
            facts["moved"] = .bool(true)
        }
        if actor.speaksFor != actor.subject { facts["on_behalf_of"] = .int(actor.speaksFor.rawValue) }
        if let step = happening.step { facts["step"] = .text(step) }
        switch happening.event {
        case .lodged:
            facts["channel"] = .text(dossier.channel.rawValue)
            if dossier.assistedBy != nil { facts["assisted"] = .bool(true) }
            if dossier.isMirrored { facts["mirrored"] = .bool(true) }
            if dossier.isFromPortal { facts["door"] = .text(Dossier.portalDoor) }
        case .released:
            if let accepted = dossier.acceptedAt, let released = dossier.releasedAt {
                facts["elapsed"] = .int((released.milliseconds - accepted.milliseconds) / 60_000)
            }
        case .undone:
            if let event = happening.undoes { facts["event"] = .text(event.rawValue) }
        default: break
        }
        let movesDue = found.map { $0.due != dossier.due } ?? false
        if let due = dossier.due, movesDue || saysDue.contains(happening.event) {
            facts["due"] = .int(due.milliseconds)
        }
        if let task = happening.task {
            facts["seat"] = .text(task.seat.text)
            if let assignee = task.assignee { facts["assignee"] = .int(assignee.rawValue) }
            if task.askedBy != nil { facts["asked"] = .bool(true) }
        }
        if !happening.reasons.isEmpty { facts["reasons"] = .text(happening.reasons.joined(separator: " ")) }
        if let rating = happening.rating {
            facts["satisfied"] = .bool(rating.isSatisfied)
            if let before = happening.ratedBefore { facts["was"] = .bool(before.isSatisfied) }
            // Who was not pleased and says why is heard by the head of the service point.
            if !rating.isSatisfied, !rating.words.isEmpty { facts["told"] = .bool(true) }
        }
        if let isOnTime = happening.isOnTime { facts["on_time"] = .bool(isOnTime) }
        if let outcome = dossier.outcome, ends.contains(happening.event) { facts["outcome"] = .text(outcome.rawValue) }
        return facts
    }

    private static let saysDue: Set<EventName> = [.accepted, .extendedByLaw, .apologised, .supplemented, .resumed]
    private static let ends: Set<EventName> = [.returned, .withdrawn, .stopped, .refusedAtIntake]

    static func bytes(_ happening: Happening, _ dossier: Dossier, _ actor: Actor) -> [UInt8] {
        BodyWriter.object { body in
            body.text("actor", actor.name)
            if !happening.text.isEmpty { body.text("text", happening.text) }
            body.text("step", happening.step)
            if happening.event == .accepted { body.text("code", dossier.code) }
            if happening.event == .lodged {
                body.text("reference", dossier.reference)
                body.text("applicant", dossier.applicantName)
            }
            if let answers = happening.rating?.answers, !answers.isEmpty {
                body.texts("answers", answers.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value.rawValue)" })
            }
            if let before = happening.before { body.json("before", before) }
        }
    }
}
