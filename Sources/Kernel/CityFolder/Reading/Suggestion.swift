/// "Did you mean": the nearest known word within two edits.
package enum Suggestion {
    package static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        let bound = word.count <= 3 ? 1 : 2
        return known.map { (word: $0, distance: distance(word, $0)) }
            .filter { $0.distance <= bound }
            .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
    }

    /// Edits (insert, delete, replace) between two words.
    package static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var previous = Array(0...right.count)
        for (row, scalar) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(
                    min(previous[column + 1] + 1, current[column] + 1, previous[column] + (scalar == other ? 0 : 1)))
            }
            previous = current
        }
        return previous[right.count]
    }
}
