import Civic

/// An inverted index over folded words: a query costs a few binary searches, whatever the number of procedures.
struct SearchIndex: Sendable {
    /// Every folded word once, sorted.
    private let vocabulary: [String]
    /// For each word the entries that have it, ascending.
    private let postings: [[Int32]]
    /// Folded names, to see whole phrases.
    private let names: [String]
    private let isModelled: [Bool]
    private let synonyms: [(words: [String], means: [String])]
    private let count: Int

    init(_ entries: [CatalogueEntry], modelled: [String: LocalizedText], synonyms: [Synonym]) {
        var words: [String: [Int32]] = [:]
        var names: [String] = []
        names.reserveCapacity(entries.count)
        for (position, entry) in entries.enumerated() {
            var text = VietnameseText.fold(entry.name.vi)
            if let name = modelled[entry.code] {
                for more in [VietnameseText.fold(name.vi), VietnameseText.fold(name.en)] where !text.contains(more) {
                    text += " " + more
                }
            }
            names.append(text)
            let code = entry.code.lowercased()
            for word in Set(Self.words(text) + [code, code.filter { $0 != "." }]) {
                words[word, default: []].append(Int32(position))
            }
        }
        vocabulary = words.keys.sorted()
        postings = vocabulary.map { words[$0] ?? [] }
        self.names = names
        isModelled = entries.map { modelled[$0.code] != nil }
        self.synonyms = synonyms.map {
            (Self.words(VietnameseText.fold($0.term)), Self.words(VietnameseText.fold($0.means)))
        }
        count = entries.count
    }

    /// Letters and digits of any script, and the dots inside a code.
    static func words(_ folded: String) -> [String] {
        folded.split { !($0.isLetter || $0.isNumber || $0 == ".") }
            .map { word in String(word).trimmingDots }.filter { !$0.isEmpty }
    }

    struct Hit {
        let position: Int
        let score: Int
    }

    /// Entries that answer a query, best first: its phrase in the name, then all its words, then (only when none has
    /// all) some of them. A modelled procedure goes before an equal.
    func search(_ query: String, admits: (Int) -> Bool) -> [Hit] {
        let asked = Self.words(VietnameseText.fold(query))
        guard !asked.isEmpty else { return [] }
        var best = [Int](repeating: 0, count: count)
        var hasAll = false
        for (words, weight) in variants(of: asked) {
            let phrase = words.joined(separator: " ")
            var matched = [Int](repeating: 0, count: count)
            var whole = [Int](repeating: 0, count: count)
            for (place, word) in words.enumerated() {
                var seen = [Bool](repeating: false, count: count)
                for (found, isExact) in matches(word, isLast: place == words.count - 1) {
                    for posting in postings[found] {
                        let position = Int(posting)
                        if !seen[position] {
                            seen[position] = true
                            matched[position] += 1
                        }
                        if isExact { whole[position] += 1 }
                    }
                }
            }
            for position in 0..<count where matched[position] > 0 && admits(position) {
                var score = matched[position] * 100 / words.count + min(whole[position], 20)
                if matched[position] == words.count {
                    hasAll = true
                    score += 1_000
                    if names[position].contains(phrase) { score += 1_000 }
                }
                best[position] = max(best[position], score + weight)
            }
        }
        let least = hasAll ? 900 : 50
        return best.indices.filter { best[$0] >= least }
            .map { Hit(position: $0, score: best[$0] * 2 + (isModelled[$0] ? 1 : 0)) }
            .sorted { left, right in
                if left.score != right.score { return left.score > right.score }
                let (a, b) = (names[left.position], names[right.position])
                return a.utf8.count != b.utf8.count ? a.utf8.count < b.utf8.count : left.position < right.position
            }
    }

    /// The query as typed, and once more for each everyday word in it that the law calls otherwise. Who typed exactly
    /// such a word means what it stands for: that answer leads. Inside a longer query it goes behind the words as typed.
    private func variants(of words: [String]) -> [(words: [String], weight: Int)] {
        var variants = [(words: words, weight: 0)]
        for synonym in synonyms where !synonym.words.isEmpty && synonym.words.count <= words.count {
            for start in 0...(words.count - synonym.words.count)
            where Array(words[start..<(start + synonym.words.count)]) == synonym.words {
                let meant = Array(words[..<start]) + synonym.means + Array(words[(start + synonym.words.count)...])
                variants.append((meant, synonym.words.count == words.count ? 200 : -5))
            }
            if variants.count > 8 { break }
        }
        return variants
    }

    /// Words of the vocabulary a typed word may mean: itself, those it begins (the word being typed, or three letters
    /// and more), and where there is none of these, those one slip away.
    private func matches(_ word: String, isLast: Bool) -> [(Int, isExact: Bool)] {
        var found: [(Int, isExact: Bool)] = []
        var position = lowerBound(word)
        while position < vocabulary.count, vocabulary[position].hasPrefix(word) {
            let isExact = vocabulary[position].utf8.count == word.utf8.count
            if isExact || isLast || word.count >= 3 { found.append((position, isExact)) }
            position += 1
        }
        if found.isEmpty, word.utf8.count >= 5 {
            let typed = Array(word.utf8)
            for position in vocabulary.indices where Self.isOneSlipAway(typed, vocabulary[position]) {
                found.append((position, false))
            }
        }
        return found
    }

    private func lowerBound(_ word: String) -> Int {
        var low = 0
        var high = vocabulary.count
        while low < high {
            let middle = (low + high) / 2
            if vocabulary[middle] < word { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// One letter more, less or other, or two neighbours in the wrong order.
    static func isOneSlipAway(_ typed: [UInt8], _ word: String) -> Bool {
        let other = word.utf8
        guard abs(other.count - typed.count) <= 1 else { return false }
        let known = Array(other)
        var start = 0
        while start < min(typed.count, known.count), typed[start] == known[start] { start += 1 }
        let left = typed[start...]
        let right = known[start...]
        if left.count == right.count {
            if left.dropFirst().elementsEqual(right.dropFirst()) { return true }
            return left.count >= 2 && left[start] == right[start + 1] && left[start + 1] == right[start]
                && left.dropFirst(2).elementsEqual(right.dropFirst(2))
        }
        return left.count > right.count ? left.dropFirst().elementsEqual(right) : right.dropFirst().elementsEqual(left)
    }
}

extension String {
    fileprivate var trimmingDots: String {
        var text = self[...]
        while text.first == "." { text.removeFirst() }
        while text.last == "." { text.removeLast() }
        return String(text)
    }
}
