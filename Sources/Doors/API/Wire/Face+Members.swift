import Civic
import Rules

/// The kinds of member a face is made of. What is absent is written as null, so that every answer has every member.
extension Face.Member {
    static func id<Thing>(_ name: String, _ read: @escaping @Sendable (Value) -> ID<Thing>) -> Self {
        Self(name, .id) { .string(read($0).description) }
    }

    static func optionalID<Thing>(_ name: String, _ read: @escaping @Sendable (Value) -> ID<Thing>?) -> Self {
        Self(name, .nullable(.id)) { read($0).map { .string($0.description) } ?? .null }
    }

    static func text(_ name: String, most: Int = 20_000, _ read: @escaping @Sendable (Value) -> String) -> Self {
        Self(name, .text(least: 0, most: most)) { .string(read($0)) }
    }

    static func optionalText(_ name: String, _ read: @escaping @Sendable (Value) -> String?) -> Self {
        Self(name, .nullable(.text(least: 0, most: 20_000))) { read($0).map { .string($0) } ?? .null }
    }

    static func texts(_ name: String, most: Int = 1_000, _ read: @escaping @Sendable (Value) -> [String]) -> Self {
        Self(name, .list(.text(least: 0, most: 20_000), most: most)) { .array(read($0).map { .string($0) }) }
    }

    static func words(_ name: String, _ read: @escaping @Sendable (Value) -> LocalizedText) -> Self {
        Self(name, .words) { read($0).json }
    }

    static func optionalWords(_ name: String, _ read: @escaping @Sendable (Value) -> LocalizedText?) -> Self {
        Self(name, .nullable(.words)) { read($0)?.json ?? .null }
    }

    static func wordsList(_ name: String, _ read: @escaping @Sendable (Value) -> [LocalizedText]) -> Self {
        Self(name, .list(.words, most: 1_000)) { .array(read($0).map(\.json)) }
    }

    static func integer(_ name: String, _ read: @escaping @Sendable (Value) -> Int64) -> Self {
        Self(name, .anyInteger) { .int(read($0)) }
    }

    static func optionalInteger(_ name: String, _ read: @escaping @Sendable (Value) -> Int64?) -> Self {
        Self(name, .nullable(.anyInteger)) { read($0).map { .int($0) } ?? .null }
    }

    static func boolean(_ name: String, _ read: @escaping @Sendable (Value) -> Bool) -> Self {
        Self(name, .boolean) { .bool(read($0)) }
    }

    static func instant(_ name: String, _ read: @escaping @Sendable (Value) -> Instant) -> Self {
        Self(name, .instant) { read($0).json }
    }

    static func optionalInstant(_ name: String, _ read: @escaping @Sendable (Value) -> Instant?) -> Self {
        Self(name, .nullable(.instant)) { read($0)?.json ?? .null }
    }

    static func optionalDay(_ name: String, _ read: @escaping @Sendable (Value) -> Day?) -> Self {
        Self(name, .nullable(.day)) { read($0).map { .string($0.iso) } ?? .null }
    }

    /// A closed set of words.
    static func oneOf<Word>(_ name: String, _ read: @escaping @Sendable (Value) -> Word) -> Self
    where Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String {
        Self(name, .oneOf(Word.allCases.map(\.rawValue))) { .string(read($0).rawValue) }
    }

    static func optionalOneOf<Word>(_ name: String, _ read: @escaping @Sendable (Value) -> Word?) -> Self
    where Word: RawRepresentable & CaseIterable & Sendable, Word.RawValue == String {
        Self(name, .nullable(.oneOf(Word.allCases.map(\.rawValue)))) { read($0).map { .string($0.rawValue) } ?? .null }
    }

    static func face<Inner>(
        _ name: String, _ face: Face<Inner>, _ read: @escaping @Sendable (Value) -> Inner
    ) -> Self {
        Self(name, face.shape) { face.render(read($0)) }
    }

    static func optionalFace<Inner>(
        _ name: String, _ face: Face<Inner>, _ read: @escaping @Sendable (Value) -> Inner?
    ) -> Self {
        Self(name, .nullable(face.shape)) { read($0).map(face.render) ?? .null }
    }

    static func list<Inner>(
        _ name: String, _ face: Face<Inner>, most: Int = 10_000, _ read: @escaping @Sendable (Value) -> [Inner]
    ) -> Self {
        Self(name, .list(face.shape, most: most)) { .array(read($0).map(face.render)) }
    }
}

extension LocalizedText {
    var json: JSONValue { ["vi": .string(vi), "en": .string(en)] }
}

extension Instant {
    /// RFC 3339 in UTC; null outside the years it can write.
    var json: JSONValue { RuleTimestamp(self).map { .string($0.text) } ?? .null }
}
