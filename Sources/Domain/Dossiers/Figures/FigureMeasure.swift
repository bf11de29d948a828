/// What is counted; each is a column of `figure` and of `board_figure`.
package enum FigureMeasure: String, Sendable, CaseIterable {
    case received
    /// Of those received: filed online, by the person or with help.
    case online
    /// Of those filed online: by an officer for somebody (hỗ trợ nộp trực tuyến). Paper typed in at the counter is neither
    /// help nor online.
    case assisted
    /// Of those received: by post.
    case posted
    /// Of those received: of a service that runs online from end to end (toàn trình), by whatever door they came.
    case full = "fully_online"
    /// Of those received: of a service that runs online in part (một phần).
    case partial = "partly_online"
    case accepted
    /// Of those accepted: after the time in which the counter must answer.
    case acceptedLate = "accepted_late"
    /// Results that were ready by the original due date. Only the law and a supplement move it; an apology does not
    /// (Decree 61/2018 Art. 19.9).
    case onTime = "on_time"
    case late
    /// Requests for a supplement that went out.
    case supplements
    case granted
    case refused
    case refusedAtIntake = "refused_at_intake"
    case withdrawn
    case stopped
    case returned
    /// What another system decides: we neither receive it nor are late with it.
    case mirrored
    case satisfied
    case dissatisfied
}

/// A value for each measure.
package struct Tally: Sendable, Equatable {
    private var values = [Int64](repeating: 0, count: FigureMeasure.allCases.count)

    package static let zero = Tally()

    package init() {}

    /// In the order of the measures.
    init(values: [Int64]) {
        self.values = values
    }

    package subscript(measure: FigureMeasure) -> Int {
        get { Int(values[Self.places[measure] ?? 0]) }
        set { values[Self.places[measure] ?? 0] = Int64(newValue) }
    }

    private static let places = Dictionary(
        uniqueKeysWithValues: FigureMeasure.allCases.enumerated().map { ($1, $0) })

    package var isZero: Bool { values.allSatisfy { $0 == 0 } }
    var ordered: [Int64] { values }

    package static func += (left: inout Tally, right: Tally) {
        for place in left.values.indices { left.values[place] += right.values[place] }
    }

    // What follows from the measures.
    /// Filed by the person's own hand.
    package var own: Int { self[.online] - self[.assisted] }
    package var atCounter: Int { self[.received] - self[.online] - self[.posted] }
    package var finished: Int { self[.onTime] + self[.late] }
    package var ended: Int { self[.returned] + self[.withdrawn] + self[.stopped] + self[.refusedAtIntake] }
}
