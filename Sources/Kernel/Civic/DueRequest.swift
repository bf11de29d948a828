import Foundation

/// One question of `motcua due`: a line of JSON in, a line of JSON out. Nothing a line holds stops the next one.
///
/// `{"received":"2026-02-12T09:10","limit":{"workingDays":5},"rule":"clock","unit":null}` is answered by
/// `{"due":"2026-02-26T09:10","why":["…"]}`, or by `{"error":"…"}` saying what is wrong and how to mend it.
package struct DueRequest: Hashable, Sendable {
    package let received: LocalTime
    package let limit: Limit
    /// `close` when the line does not say.
    package let rule: DueRule
    /// The unit whose office hours count; nil for the city's.
    package let unit: String?
    /// The language of the reasons.
    package let language: Language

    package init(
        received: LocalTime, limit: Limit, rule: DueRule = .close, unit: String? = nil, language: Language = .vi
    ) {
        self.received = received
        self.limit = limit
        self.rule = rule
        self.unit = unit
        self.language = language
    }

    package init(line: some StringProtocol) throws(DueRequestFault) {
        do {
            self = try JSONDecoder().decode(Wire.self, from: Data(line.utf8)).request
        } catch let fault as DueRequestFault {
            throw fault
        } catch let fault as LimitFault {
            throw .limit(fault)
        } catch {
            throw .notJSON
        }
    }

    /// Answers one line.
    ///
    /// - Parameter calendarFor: the calendar of a unit's code, of the city for nil; nil when there is no such unit.
    package static func answer(line: some StringProtocol, calendarFor: (String?) -> WorkingCalendar?) -> String {
        do throws(DueRequestFault) {
            let request = try DueRequest(line: line)
            guard let calendar = calendarFor(request.unit) else { throw .unknownUnit(request.unit ?? "") }
            let due = calendar.due(received: request.received, limit: request.limit, rule: request.rule)
            return json(Answer(due: due.at.iso, why: due.why(request.language)))
        } catch {
            return json(Refusal(error: "\(error.message.vi) / \(error.message.en)"))
        }
    }

    private struct Answer: Encodable {
        let due: String
        let why: [String]
    }

    private struct Refusal: Encodable {
        let error: String
    }

    private static func json(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? #"{"error":"unprintable"}"#
    }
}

/// The line as it is read: each key by itself, so that the fault names it.
private struct Wire: Decodable {
    let request: DueRequest

    init(from decoder: any Decoder) throws {
        guard let container = try? decoder.container(keyedBy: AnyKey.self) else { throw DueRequestFault.notJSON }
        let known: Set<String> = ["received", "limit", "rule", "unit", "language"]
        if let stranger = container.allKeys.map(\.stringValue).filter({ !known.contains($0) }).min() {
            throw DueRequestFault.unknownKey(stranger)
        }
        guard let typed = try? container.decode(String.self, forKey: AnyKey("received")),
            let received = LocalTime(typed), (1900...9000).contains(received.day.components.year)
        else { throw DueRequestFault.badReceived }
        guard container.contains(AnyKey("limit")) else { throw LimitFault.none }
        let limit = try container.decode(Limit.self, forKey: AnyKey("limit"))
        request = DueRequest(
            received: received, limit: limit,
            rule: try Self.optional(container, "rule", DueRequestFault.badRule) ?? .close,
            unit: try Self.optional(container, "unit", DueRequestFault.badUnit),
            language: try Self.optional(container, "language", DueRequestFault.badLanguage) ?? .vi)
    }

    private static func optional<Value: Decodable>(
        _ container: KeyedDecodingContainer<AnyKey>, _ name: String, _ fault: DueRequestFault
    ) throws(DueRequestFault) -> Value? {
        do {
            return try container.decodeIfPresent(Value.self, forKey: AnyKey(name))
        } catch {
            throw fault
        }
    }
}
