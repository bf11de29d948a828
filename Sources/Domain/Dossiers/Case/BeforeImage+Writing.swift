import Catalogue
import Civic
import Directory
import Journal

/// The image as JSON, written straight to bytes: it is made at every reversible action, and read back only by undo. The
/// shape is what `Codable` reads.
extension BeforeImage {
    var json: [UInt8] {
        BodyWriter.object(capacity: 512) { image in
            image.object("dossier") { Self.write(dossier, to: &$0) }
            image.objects("tasks", tasks) { Self.write($1, to: &$0) }
        }
    }

    private static func write(_ dossier: Face, to writer: inout BodyWriter) {
        writer.int("status", dossier.status.rawValue)
        writer.text("outcome", dossier.outcome?.rawValue)
        writer.text("receiving", dossier.receiving.text)
        writer.text("competent", dossier.competent.text)
        writer.text("returning", dossier.returning.text)
        write("acceptedAt", dossier.acceptedAt, to: &writer)
        write("due", dossier.due, to: &writer)
        write("originalDue", dossier.originalDue, to: &writer)
        write("releasedAt", dossier.releasedAt, to: &writer)
        write("endedAt", dossier.endedAt, to: &writer)
        writer.text("clock", dossier.clock.rawValue)
        if let remaining = dossier.remaining { writer.int("remaining", remaining.count) }
        writer.int("supplementRounds", dossier.supplementRounds)
        writer.bool("hasBegun", dossier.hasBegun)
        writer.bool("hasApologised", dossier.hasApologised)
        writer.object("facts") { facts in
            for (name, value) in dossier.facts.sorted(by: { $0.key < $1.key }) { facts.text(name, value) }
        }
    }

    private static func write(_ task: WorkTask, to writer: inout BodyWriter) {
        writer.text("id", task.id.description)
        writer.text("dossier", task.dossier.description)
        writer.text("kind", task.kind.rawValue)
        writer.text("step", task.step)
        writer.text("place", task.place)
        writer.text("seat", task.seat.text)
        writer.text("unit", task.unit.text)
        writer.text("assignee", task.assignee?.description)
        write("openedAt", task.openedAt, to: &writer)
        write("due", task.due, to: &writer)
        writer.text("state", task.state.rawValue)
        writer.text("outcome", task.outcome)
        writer.text("closedBy", task.closedBy?.description)
        write("closedAt", task.closedAt, to: &writer)
        writer.text("askedBy", task.askedBy?.description)
        writer.text("remark", task.remark)
    }

    private static func write(_ key: String, _ instant: Instant?, to writer: inout BodyWriter) {
        guard let instant else { return }
        writer.object(key) { $0.int("milliseconds", instant.milliseconds) }
    }
}
