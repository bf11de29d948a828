import Rules

/// The answers of one form by flat dotted id. What stopped being relevant waits in `shadow`: it comes back when it is
/// relevant again, and is never part of what is lodged.
package struct Answers: Sendable, Hashable {
    package var values: [String: AnswerValue]
    package var shadow: [String: AnswerValue]
    /// What a person typed where the answer is written otherwise, so that a page shows it again as it was; of a draft
    /// only.
    var typed: [String: String] = [:]

    package init(_ values: [String: AnswerValue] = [:], shadow: [String: AnswerValue] = [:]) {
        self.values = values
        self.shadow = shadow
    }

    /// The text a page shows for an answer that was typed otherwise than it is written; nil: as it is written.
    package func typed(_ part: FormPart) -> String? {
        typed[part.id].flatMap { AnswerReading.value(part, $0) == values[part.id] ? $0 : nil }
    }

    package subscript(id: String) -> AnswerValue? {
        get { values[id] }
        set { values[id] = newValue }
    }

    package func text(_ id: String) -> String? {
        if case .text(let text)? = values[id] { text } else { nil }
    }

    /// The same answers without what is not relevant: what is lodged.
    package var submitted: Answers { Answers(values) }

    /// Canonical JSON: members sorted by name, no white space; `{"answers":{…}}` with `"shadow"` and `"typed"` only
    /// where there is one.
    package var bytes: [UInt8] {
        var members: [(String, JSONValue)] = [("answers", Self.object(values))]
        if !shadow.isEmpty { members.append(("shadow", Self.object(shadow))) }
        if !typed.isEmpty { members.append(("typed", Self.object(typed.mapValues { .text($0) }))) }
        return JSONText.bytes(.object(JSONObject(members)))
    }

    private static func object(_ values: [String: AnswerValue]) -> JSONValue {
        .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }))
    }

    /// Reads what `bytes` wrote; nil for anything else.
    package init?(bytes: [UInt8]) {
        guard let json = try? JSONText.read(bytes), let values = Self.values(json["answers"]) else { return nil }
        guard let shadow = json["shadow"].map(Self.values) ?? [:], let typed = json["typed"].map(Self.values) ?? [:]
        else { return nil }
        self.values = values
        self.shadow = shadow
        self.typed = typed.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
    }

    private static func values(_ json: JSONValue?) -> [String: AnswerValue]? {
        guard case .object(let object)? = json else { return nil }
        var values: [String: AnswerValue] = [:]
        for member in object.members {
            guard let value = AnswerValue(member.value) else { return nil }
            values[member.name] = value
        }
        return values
    }
}
