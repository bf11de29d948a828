/// Why a day differs from its weekday (Labour Code 2019 Art. 111–112 and the yearly notices).
package enum DayKind: String, Sendable, Codable, Hashable, CaseIterable {
    /// Tết, 30 April, National Day, …
    case paidHoliday
    /// A holiday fell on a weekly day off, so the next working day is off (Art. 111.3).
    case compensatoryRest
    /// A working day given for a rest day that is worked in its place.
    case swappedRest
    /// A rest day that is worked.
    case makeupWork
}

/// One day of the calendar that is not like its weekday, with what a printed reason calls it.
package struct SpecialDay: Hashable, Sendable, Codable {
    package let kind: DayKind
    package let name: LocalizedText
    /// The notice that decided it, as cited: `TB 9441/TB-BNV`.
    package let decidedBy: String?
    /// Hours of a make-up day that differ from Monday's; means nothing for the other kinds.
    package let sessions: [WorkSession]?

    package init(_ kind: DayKind, name: LocalizedText, decidedBy: String? = nil, sessions: [WorkSession]? = nil) {
        self.kind = kind
        self.name = name
        self.decidedBy = decidedBy
        self.sessions = sessions
    }

    package var isWorked: Bool { kind == .makeupWork }
}
