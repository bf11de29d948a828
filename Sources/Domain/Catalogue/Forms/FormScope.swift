package import Rules
import Synchronization

/// The variables of one look at a form, made only when an expression asks for them: most questions are simply required
/// and read nothing.
package final class FormScope: Activation {
    private let made: Mutex<Bindings?>
    private let make: @Sendable () -> Bindings

    init(_ make: @escaping @Sendable () -> Bindings) {
        made = Mutex(nil)
        self.make = make
    }

    package func value(_ name: String) -> RuleValue? {
        made.withLock { made in
            if let made { return made.value(name) }
            let bindings = make()
            made = bindings
            return bindings.value(name)
        }
    }
}

/// The declared questions as nested maps in the order of their keys, worked out once for a form; each unanswered one is
/// null.
struct AnswerShape: Sendable {
    private indirect enum Node: Sendable {
        case leaf(id: String, type: FieldType)
        /// The keys of the map, and what stands under each.
        case branch(keys: RuleMap, [Node])
    }

    private struct Path {
        let names: [Substring]
        let part: FormPart
    }

    private let root: Node

    init(_ parts: [FormPart]) {
        let paths = parts.map { Path(names: $0.id.split(separator: "."), part: $0) }
            .sorted { $0.names.lexicographicallyPrecedes($1.names) }
        root = Self.branch(paths[...], depth: 0)
    }

    /// Paths that are sorted and share their first `depth` names.
    private static func branch(_ paths: ArraySlice<Path>, depth: Int) -> Node {
        var keys = RuleMap()
        var children: [Node] = []
        var rest = paths
        while let first = rest.first {
            let name = first.names[depth]
            let group = rest.prefix { $0.names[depth] == name }
            rest = rest.dropFirst(group.count)
            keys[.string(String(name))] = .null
            // A question that has parts is a map of them: it sorts before its parts and gives way to them.
            let deeper = group.drop { $0.names.count == depth + 1 }
            children.append(
                deeper.isEmpty ? .leaf(id: first.part.id, type: first.part.type) : branch(deeper, depth: depth + 1))
        }
        return .branch(keys: keys, children)
    }

    /// What is not of its type counts as unanswered.
    func value(_ answers: [String: AnswerValue]) -> RuleValue { Self.value(root, answers) }

    private static func value(_ node: Node, _ answers: [String: AnswerValue]) -> RuleValue {
        switch node {
        case .leaf(let id, let type):
            guard let answer = answers[id], AnswerCheck.isTyped(type, answer) else { return .null }
            return answer.ruleValue
        case .branch(let keys, let children):
            return .map(RuleMap(keysOf: keys, children.map { value($0, answers) }))
        }
    }
}
