package import Civic
package import Dossiers
import Foundation

/// Puts what happened to a dossier into words. Every text is a key of the texts: `message_EVENT` says what happened,
/// `message_EVENT_next` what to do and until when; `…_PROCEDURE` after either (the code, `.` as `_`) is said of that
/// procedure alone. A city overlays them in its `text/`.
package struct MessageWriter: Sendable {
    /// Of a text message of one part, in letters without marks (GSM 03.38).
    package static let longestText = 160

    private let texts: [Language: [String: String]]
    private let city: LocalizedText
    private let phone: String
    /// Where the city's door is on the net; nil: messages name none.
    private let address: String?
    private let zone: CityZone

    package init(
        texts: [Language: [String: String]], city: LocalizedText, phone: String, address: String?, zone: CityZone
    ) {
        self.texts = texts
        self.city = city
        self.phone = phone
        self.address = address
        self.zone = zone
    }

    /// What a message tells; never a name, a number or what was declared.
    package struct Facts: Sendable {
        package let event: EventName
        package let label: String
        package let procedure: String
        package let title: LocalizedText
        package let due: Instant?
        /// Until when the person can act; nil where nothing is waited for.
        package let until: Instant?
        package let place: LocalizedText

        package init(
            event: EventName, label: String, procedure: String, title: LocalizedText, due: Instant?, until: Instant?,
            place: LocalizedText
        ) {
            self.event = event
            self.label = label
            self.procedure = procedure
            self.title = title
            self.due = due
            self.until = until
            self.place = place
        }
    }

    /// - Returns: nil where the city has no words for the event in that language: then nothing is sent.
    package func write(
        _ facts: Facts, _ channel: MessageChannel, _ language: Language
    ) -> (subject: String, body: String)? {
        guard let said = text("message_\(facts.event.rawValue)", facts, language) else { return nil }
        switch channel {
        case .sms: return ("", short(said, facts, language))
        case .email:
            let next = text("message_\(facts.event.rawValue)_next", facts, language)
            let parts = ["message_greeting", "message_about", "message_see", "message_sender"].map {
                text($0, facts, language) ?? ""
            }
            let body = [parts[0], parts[1] + " " + said, next ?? "", link(facts) == nil ? "" : parts[2], parts[3]]
            return (
                text("message_subject", facts, language) ?? facts.label,
                body.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
            )
        }
    }

    /// In letters without marks: full Vietnamese would halve what fits, at the same price. Where the address does not fit
    /// any more, it goes; then the text is cut.
    private func short(_ said: String, _ facts: Facts, _ language: Language) -> String {
        let head = "\(city[language]): \(said)"
        let whole = VietnameseText.withoutMarks(link(facts).map { "\(head) \($0)" } ?? head)
        if whole.count <= Self.longestText { return whole }
        let alone = VietnameseText.withoutMarks(head)
        return alone.count <= Self.longestText ? alone : String(alone.prefix(Self.longestText - 3)) + "..."
    }

    private func text(_ key: String, _ facts: Facts, _ language: Language) -> String? {
        let own = "\(key)_\(facts.procedure.replacing(".", with: "_"))"
        return (texts[language]?[own] ?? texts[language]?[key]).map { filled($0, facts, language) }
    }

    private func filled(_ text: String, _ facts: Facts, _ language: Language) -> String {
        let values = [
            "label": facts.label, "procedure": facts.title[language], "city": city[language], "phone": phone,
            "due": facts.due.map(time) ?? "", "until": facts.until.map(time) ?? "", "place": facts.place[language],
            "link": link(facts) ?? "",
        ]
        return values.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
    }

    private func link(_ facts: Facts) -> String? { address.map { "\($0)/tra-cuu?ma=\(facts.label)" } }

    /// `16:30 27/11/2026`, in both languages: short, and nobody in Vietnam takes the month for the day.
    private func time(_ instant: Instant) -> String {
        let local = zone.local(instant)
        return "\(HouseDates.text(local.time)) \(HouseDates.text(local.day))"
    }
}
