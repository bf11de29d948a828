import Rules

/// The answers of one form by flat dotted id. What stopped being relevant waits in `shadow`: it comes back when it is
/// relevant again, and is never part of what is lodged.
package struct Answers: Sendable, Hashable {
    package var values: [String: AnswerValue]
    package var shadow: [String: AnswerValue]

    package init(_ values: [String: AnswerValue] = [:], shadow: [String: AnswerValue] = [:]) {
        self.values = values
        self.shadow = shadow
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

    /// Canonical JSON: members sorted by name, no white space; `{"answers":{…}}` with `"shadow"` only where there is one.
    package var bytes: [UInt8] {
        var members: [(String, JSONValue)] = [("answers", Self.object(values))]
        if !shadow.isEmpty { members.append(("shadow", Self.object(shadow))) }
        return Array(JSONText.write(.object(JSONObject(members))).utf8)
    }

    private static func object(_ values: [String: AnswerValue]) -> JSONValue {
        .object(JSONObject(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }))
    }

    /// Reads what `bytes` wrote; nil for anything else.
    package init?(bytes: [UInt8]) {
        guard let json = try? JSONText.read(bytes), let values = Self.values(json["answers"]) else { return nil }
        self.values = values
        guard let shadow = json["shadow"] else {
            self.shadow = [:]
            return
        }
        guard let hidden = Self.values(shadow) else { return nil }
        self.shadow = hidden
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
