/// The scalars a kind of event declares for statistics and for finding: procedure, channel, step, due, on time.
/// Never personal: they stand in the header, which is never erased. Kept sorted by the bytes of the key.
package struct EventFacts: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    package enum Value: Hashable, Sendable {
        case text(String)
        case int(Int64)
        case bool(Bool)
    }

    package struct Fact: Hashable, Sendable {
        package let key: String
        package let value: Value
    }

    package private(set) var sorted: [Fact]

    package static let none = EventFacts(dictionaryLiteral: [])

    package init(dictionaryLiteral elements: (String, Value)...) {
        self.init(dictionaryLiteral: elements)
    }

    /// The later of two equal keys holds.
    private init(dictionaryLiteral elements: [(String, Value)]) {
        sorted = []
        for (key, value) in elements { self[key] = value }
    }

    package subscript(key: String) -> Value? {
        get { sorted.first { $0.key == key }?.value }
        set {
            let place = sorted.firstIndex { !$0.key.utf8.lexicographicallyPrecedes(key.utf8) } ?? sorted.endIndex
            if place < sorted.endIndex && sorted[place].key == key { sorted.remove(at: place) }
            if let newValue { sorted.insert(Fact(key: key, value: newValue), at: place) }
        }
    }

    package func text(_ key: String) -> String? {
        if case .text(let value) = self[key] { value } else { nil }
    }

    package func int(_ key: String) -> Int64? {
        if case .int(let value) = self[key] { value } else { nil }
    }

    package func bool(_ key: String) -> Bool? {
        if case .bool(let value) = self[key] { value } else { nil }
    }
}

extension EventFacts.Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .int(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}
