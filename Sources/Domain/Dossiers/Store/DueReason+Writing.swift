import Civic
import Journal

/// The reasons of a due date as JSON in the shape `Codable` reads, straight to bytes: they are written at every acceptance
/// and read only when somebody asks why.
extension DueReason {
    func write(to writer: inout BodyWriter) {
        switch self {
        case .received(let at): Self.write("received", at: at, to: &writer)
        case .limit(let limit): writer.object("limit") { $0.object("_0") { Self.write(limit, to: &$0) } }
        case .startsNextSession(let at): Self.write("startsNextSession", at: at, to: &writer)
        case .startsAfterDayOff(let at): Self.write("startsAfterDayOff", at: at, to: &writer)
        case .startsAfterCutoff(let cutoff, let day):
            writer.object("startsAfterCutoff") {
                $0.text("cutoff", cutoff.text)
                $0.text("on", day.iso)
            }
        case .firstDayNotCounted(let day): writer.object("firstDayNotCounted") { $0.text("day", day.iso) }
        case .daysOff(let stretches):
            writer.object("daysOff") { $0.objects("_0", stretches) { Self.write($1, to: &$0) } }
        case .makeupDayCounted(let day, let name):
            writer.object("makeupDayCounted") {
                $0.text("day", day.iso)
                Self.write(name, to: &$0)
            }
        case .monthEndTaken(let day): writer.object("monthEndTaken") { $0.text("day", day.iso) }
        case .rolled(let from, let to):
            writer.object("rolled") {
                $0.text("from", from.iso)
                $0.text("to", to.iso)
            }
        case .roundTheClock: writer.object("roundTheClock") { _ in }
        case .endsAtClose(let at): Self.write("endsAtClose", at: at, to: &writer)
        case .endsAt(let at): Self.write("endsAt", at: at, to: &writer)
        }
    }

    private static func write(_ key: String, at time: LocalTime, to writer: inout BodyWriter) {
        writer.object(key) { $0.text("at", time.iso) }
    }

    private static func write(_ name: LocalizedText, to writer: inout BodyWriter) {
        writer.object("name") {
            $0.text("vi", name.vi)
            $0.text("en", name.en)
        }
    }

    private static func write(_ stretch: DaysOff, to writer: inout BodyWriter) {
        writer.text("first", stretch.first.iso)
        writer.text("last", stretch.last.iso)
        write(stretch.name, to: &writer)
        writer.text("decidedBy", stretch.decidedBy)
    }

    private static func write(_ limit: Limit, to writer: inout BodyWriter) {
        switch limit {
        case .workingDays(let count): writer.number("workingDays", count)
        case .days(let count): writer.int("days", count)
        case .months(let count): writer.int("months", count)
        case .years(let count): writer.int("years", count)
        case .hours(let count, let clock):
            writer.number("hours", count)
            if clock != .working { writer.text("clock", clock.rawValue) }
        case .sameDay(let cutoff): writer.text("sameDay", cutoff.text)
        }
    }
}

extension BodyWriter {
    /// A finite number, whole ones without a fraction.
    fileprivate mutating func number(_ key: String, _ value: Double) {
        if let whole = Int64(exactly: value) { int(key, whole) } else { json(key, Array(String(value).utf8)) }
    }
}
