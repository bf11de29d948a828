package import Civic

/// One line of the national list of procedures, with what the city adds to it. Most are only described, not modelled.
package struct CatalogueEntry: Sendable, Hashable, Codable {
    /// The national code, `1.001193`.
    package var code: String
    /// The official name, in Vietnamese; the English one where the procedure is modelled.
    package var name: LocalizedText
    /// Field of government, an id of `fields.csv`.
    package var field: String
    /// `ministry`, `province`, `commune` or `unstated`.
    package var level: String
    package var kind: String
    package var subjects: [String]
    /// `counter`, `online`, `post`.
    package var channels: [String]
    package var deadlines: [EntryTerm]
    package var fees: [EntryTerm]
    /// How many papers the record lists.
    package var documents: Int
    /// The decision that announced it.
    package var decision: String
    /// `national`, `internal` (between bodies) or `city`.
    package var scope: String
    package var online: OnlineLevel

    /// Whether residents may ask for it: what is internal between bodies is listed apart.
    package var isForResidents: Bool { scope != "internal" }
}

/// What holds for one channel, as the national record writes it: `5 working_days`, `20..30 days`, `unstated`,
/// `8000`, `council`, `see_text`.
package struct EntryTerm: Sendable, Hashable, Codable {
    package var channel: String
    package var value: String

    package init(channel: String, value: String) {
        self.channel = channel
        self.value = value
    }

    /// The value in words.
    package func text(_ language: Language) -> String {
        value.split(separator: "|").map { Self.words(String($0), language) }
            .joined(separator: language == .vi ? " hoặc " : " or ")
    }

    private static func words(_ value: String, _ language: Language) -> String {
        let parts = value.split(separator: " ", maxSplits: 1).map(String.init)
        let number = parts[0].replacingOccurrences("..", "–")
        guard parts.count == 2 else {
            switch value {
            case "same_day": return language == .vi ? "trong ngày" : "the same day"
            case "unstated": return language == .vi ? "chưa nêu" : "not stated"
            case "see_text": return language == .vi ? "xem văn bản" : "see the text"
            case "council": return language == .vi ? "theo nghị quyết của Hội đồng nhân dân" : "set by the city council"
            default:
                let amounts = value.split(separator: ".").compactMap { Int64($0) }
                return amounts.isEmpty
                    ? number : amounts.map { Dong($0).formatted(language) }.joined(separator: " – ")
            }
        }
        let unit =
            switch (parts[1], language) {
            case ("working_days", .vi): "ngày làm việc"
            case ("days", .vi): "ngày"
            case ("hours", .vi): "giờ"
            case ("months", .vi): "tháng"
            case ("years", .vi): "năm"
            case ("working_days", .en): number == "1" ? "working day" : "working days"
            case (let unit, .en): number == "1" && unit.hasSuffix("s") ? String(unit.dropLast()) : unit
            case (let unit, _): unit
            }
        return number + " " + unit
    }
}

extension String {
    fileprivate func replacingOccurrences(_ old: String, _ new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}

/// A field of government (lĩnh vực).
package struct GovernmentField: Sendable, Hashable, Codable {
    package var id: String
    package var name: LocalizedText
}

/// What happens in a life, and the procedures that go with it.
package struct LifeEvent: Sendable, Hashable, Codable {
    package var id: String
    package var name: LocalizedText
    package var codes: [String]
}

/// A word people use for what the law calls otherwise.
package struct Synonym: Sendable, Hashable, Codable {
    package var term: String
    package var means: String
}
