import Synchronization

/// One statement text of the common subset (`docs/sql.md`), with `?` for each value. Made once, as a `static let`;
/// every connection keeps it prepared and finds it by its number, not by its text.
///
/// Each room lists its statements in `XStore.statements`, and a test prepares every one on every engine.
package struct Statement: Sendable, Hashable {
    package let number: Int
    package let text: String

    private static let count = Atomic<Int>(0)

    package init(_ text: String) {
        number = Self.count.add(1, ordering: .relaxed).oldValue
        self.text = text
    }

    package static func == (left: Self, right: Self) -> Bool { left.number == right.number }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(number)
    }
}
