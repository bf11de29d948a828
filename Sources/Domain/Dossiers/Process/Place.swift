package import Catalogue

/// Where a step stands in the process tree: indices that alternate between position in a list and branch or arm taken,
/// `2` or `1.0.2`. Stored with the task, because a dossier's place is the set of its open tasks.
package struct Place: Sendable, Hashable {
    package let path: [Int]

    package init(_ path: [Int]) {
        self.path = path
    }

    /// Nil when the text is no path of a step (its length is odd by construction).
    package init?(text: String) {
        var path: [Int] = []
        for part in text.split(separator: ".", omittingEmptySubsequences: false) {
            guard let index = Int(part), index >= 0 else { return nil }
            path.append(index)
        }
        guard path.count % 2 == 1 else { return nil }
        self.path = path
    }

    package var text: String { path.map(String.init).joined(separator: ".") }

    /// True for a place inside the block (or branch) that stands at `prefix`.
    package func isInside(_ prefix: [Int]) -> Bool {
        path.count > prefix.count && path.starts(with: prefix)
    }
}

extension Array where Element == Block {
    /// The block at a path of odd length, nil when the tree has none there.
    package func block(at path: [Int]) -> Block? {
        guard let index = path.first, indices.contains(index) else { return nil }
        guard path.count > 1 else { return self[index] }
        guard path.count > 2 else { return nil }
        let rest = Swift.Array(path.dropFirst(2))
        switch self[index] {
        case .step: return nil
        case .parallel(_, _, let branches):
            return branches.indices.contains(path[1]) ? branches[path[1]].block(at: rest) : nil
        case .choice(_, let arms):
            return arms.indices.contains(path[1]) ? arms[path[1]].blocks.block(at: rest) : nil
        }
    }

    package func step(at place: Place) -> Step? {
        if case .step(let step)? = block(at: place.path) { step } else { nil }
    }

    /// Every step with its place, in reading order.
    package var steps: [(place: Place, step: Step)] {
        var found: [(place: Place, step: Step)] = []
        collect(into: &found, prefix: [])
        return found
    }

    private func collect(into found: inout [(place: Place, step: Step)], prefix: [Int]) {
        for (index, block) in enumerated() {
            switch block {
            case .step(let step): found.append((Place(prefix + [index]), step))
            case .parallel(_, _, let branches):
                for (branch, blocks) in branches.enumerated() {
                    blocks.collect(into: &found, prefix: prefix + [index, branch])
                }
            case .choice(_, let arms):
                for (arm, one) in arms.enumerated() { one.blocks.collect(into: &found, prefix: prefix + [index, arm]) }
            }
        }
    }
}
