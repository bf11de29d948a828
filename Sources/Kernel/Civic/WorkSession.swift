/// A stretch of office hours in one day, half open: at its end nobody is at the desk any more. Written `08:00-12:00`.
package struct WorkSession: Hashable, Sendable {
    package let start: TimeOfDay
    package let end: TimeOfDay

    /// Nil unless it starts before it ends, within one day.
    package init?(_ start: TimeOfDay, _ end: TimeOfDay) {
        guard start.minutes >= 0, start < end, end.minutes <= 1_440 else { return nil }
        self.start = start
        self.end = end
    }

    /// Reads `8:00-12:00`, with spaces or an en dash allowed; nil for anything else.
    package init?(_ text: some StringProtocol) {
        let parts = String(text).filter { $0 != " " }.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "–" }
        guard parts.count == 2, let start = TimeOfDay(parts[0]), let end = TimeOfDay(parts[1]) else { return nil }
        self.init(start, end)
    }

    package var minutes: Int { end.minutes - start.minutes }
    package var text: String { "\(start.text)-\(end.text)" }

    fileprivate init(startMinutes: Int, endMinutes: Int) {
        start = TimeOfDay(minutes: startMinutes)
        end = TimeOfDay(minutes: endMinutes)
    }
}

extension WorkSession: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let session = WorkSession(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not office hours such as 08:00-12:00"))
        }
        self = session
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// The sessions of one day, in order, without overlaps. Empty on a day off.
struct DayHours: Hashable, Sendable {
    let sessions: [WorkSession]
    let minutes: Int

    static let none = DayHours([])
    /// 08:00–12:00 and 13:00–17:00, as Hanoi's offices keep.
    static let office = DayHours([
        WorkSession(startMinutes: 480, endMinutes: 720), WorkSession(startMinutes: 780, endMinutes: 1_020),
    ])

    /// Sorts, and joins sessions that touch or overlap, so that no minute counts twice.
    init(_ sessions: [WorkSession]) {
        var joined: [WorkSession] = []
        for session in sessions.sorted(by: { $0.start < $1.start }) {
            if let last = joined.last, session.start <= last.end {
                joined[joined.count - 1] = WorkSession(
                    startMinutes: last.start.minutes, endMinutes: max(last.end.minutes, session.end.minutes))
            } else {
                joined.append(session)
            }
        }
        self.sessions = joined
        minutes = joined.reduce(0) { $0 + $1.minutes }
    }

    var works: Bool { minutes > 0 }
    var opening: TimeOfDay { sessions.first?.start ?? TimeOfDay(minutes: 0) }
    var close: TimeOfDay { sessions.last?.end ?? TimeOfDay(minutes: 1_440) }

    /// The first working moment of the day not before `time`; nil after the close.
    func next(from time: TimeOfDay) -> TimeOfDay? {
        for session in sessions where time < session.end { return max(time, session.start) }
        return nil
    }

    /// Working minutes of the day that have passed at `time`.
    func elapsed(at time: TimeOfDay) -> Int {
        sessions.reduce(0) { $0 + min(max(time.minutes - $1.start.minutes, 0), $1.minutes) }
    }

    /// The wall clock when `count` working minutes have passed, 1…`minutes`; at the end of a session it stays there.
    func time(after count: Int) -> TimeOfDay {
        var left = count
        for session in sessions {
            if left <= session.minutes { return TimeOfDay(minutes: session.start.minutes + left) }
            left -= session.minutes
        }
        return close
    }
}
