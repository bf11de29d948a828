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
        case branch([(key: String, node: Node)])
    }

    private struct Draft {
        var leaf: FormPart?
        var children: [String: Draft] = [:]

        mutating func insert(_ path: ArraySlice<Substring>, _ part: FormPart) {
            guard let first = path.first else {
                leaf = part
                return
            }
            children[String(first), default: Draft()].insert(path.dropFirst(), part)
        }

        var node: Node {
            if children.isEmpty, let leaf { return .leaf(id: leaf.id, type: leaf.type) }
            return .branch(children.sorted { $0.key < $1.key }.map { ($0.key, $0.value.node) })
        }
    }

    private let root: Node

    init(_ parts: [FormPart]) {
        var draft = Draft()
        for part in parts { draft.insert(part.id.split(separator: ".")[...], part) }
        root = parts.isEmpty ? .branch([]) : draft.node
    }

    /// What is not of its type counts as unanswered.
    func value(_ answers: [String: AnswerValue]) -> RuleValue { Self.value(root, answers) }

    private static func value(_ node: Node, _ answers: [String: AnswerValue]) -> RuleValue {
        switch node {
        case .leaf(let id, let type):
            guard let answer = answers[id], AnswerCheck.isTyped(type, answer) else { return .null }
            return answer.ruleValue
        case .branch(let children):
            var map = RuleMap()
            for (key, child) in children { map[.string(key)] = value(child, answers) }
            return .map(map)
        }
    }
}
