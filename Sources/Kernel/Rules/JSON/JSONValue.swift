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
    /// Where each name stands, once looking through the members would take longer.
    private var positions: [RuleKey: Int] = [:]

    /// Objects up to this size are looked through: most are, and a table for each would cost more than it saves.
    private static let searched = 24

    package init() {}

    /// Of members with the same name the last one stays.
    package init(_ members: [(String, JSONValue)]) {
        self.members.reserveCapacity(members.count)
        for (name, value) in members { self[name] = value }
    }

    package subscript(name: String) -> JSONValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            guard let newValue else { return remove(name) }
            if let position = position(of: name) {
                members[position].value = newValue
            } else {
                members.append((name, newValue))
                if members.count > Self.searched { note(from: positions.isEmpty ? 0 : members.count - 1) }
            }
        }
    }

    private func position(of name: String) -> Int? {
        members.count <= Self.searched
            ? members.firstIndex { CodePoints.same($0.name, name) } : positions[.string(name)]
    }

    private mutating func note(from start: Int) {
        for position in start..<members.count { positions[.string(members[position].name)] = position }
    }

    private mutating func remove(_ name: String) {
        guard let position = position(of: name) else { return }
        members.remove(at: position)
        positions = [:]
        if members.count > Self.searched { note(from: 0) }
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
