/// JSON that keeps what a program must not lose: ints apart from doubles, members in their order.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number without fraction and exponent, in the range of 64 bits.
    case int(Int64)
    /// A number with fraction or exponent.
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The member of an object; nil when this is none or has no such member.
    package subscript(name: String) -> JSONValue? {
        if case .object(let object) = self { object[name] } else { nil }
    }

    package var stringValue: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

/// The members of an object in the order they were written; names are unique.
package struct JSONObject: Sendable, Hashable {
    package private(set) var members: [(name: String, value: JSONValue)] = []
    private var positions: [RuleKey: Int] = [:]

    package init() {}

    /// Of members with the same name the last one stays.
    package init(_ members: [(String, JSONValue)]) {
        for (name, value) in members { self[name] = value }
    }

    package subscript(name: String) -> JSONValue? {
        get { positions[.string(name)].map { members[$0].value } }
        set {
            guard let newValue else { return remove(name) }
            if let position = positions[.string(name)] {
                members[position].value = newValue
            } else {
                positions[.string(name)] = members.count
                members.append((name, newValue))
            }
        }
    }

    private mutating func remove(_ name: String) {
        guard let position = positions[.string(name)] else { return }
        members.remove(at: position)
        positions = [:]
        for (position, member) in members.enumerated() { positions[.string(member.name)] = position }
    }

    package static func == (left: Self, right: Self) -> Bool {
        left.members.elementsEqual(right.members) { CodePoints.same($0.name, $1.name) && $0.value == $1.value }
    }

    package func hash(into hasher: inout Hasher) {
        for member in members {
            CodePoints.hash(member.name, into: &hasher)
            hasher.combine(member.value)
        }
    }
}

/// Why a text is no JSON, with the place in bytes of UTF-8.
package struct JSONFault: Error, Sendable, Hashable, CustomStringConvertible {
    package let message: String
    package let offset: Int

    package var description: String { "not JSON: \(message) (byte \(offset + 1))" }
}
