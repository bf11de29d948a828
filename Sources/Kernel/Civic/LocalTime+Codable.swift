extension LocalTime: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        if let time = LocalTime(text) {
            self = time
        } else if text.hasSuffix("T24:00"), let day = Day(text.dropLast(6)) {
            // Nobody types 24:00, but an office open all day closes then.
            self.init(day, TimeOfDay(minutes: 1_440))
        } else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a local time"))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}
