import Rules
import Synchronization

/// What follows from a procedure's text alone: worked out when first asked for, then shared by every copy of it.
struct ProcedureDigest: Sendable {
    let parts: [FormPart]
    let shape: AnswerShape
    let steps: [Step]
    /// Facts its expressions may name: computed from the answers, or set by an action.
    let declaredFacts: Set<String>
    /// Every fact there can be, as a draft has them.
    let startFacts: [String: RuleValue]

    fileprivate init(_ procedure: Procedure) {
        parts = procedure.fields.flatMap(\.parts)
        shape = AnswerShape(parts)
        steps = procedure.process.flatMap(\.steps)
        declaredFacts = Set(procedure.facts.map(\.name) + steps.flatMap(\.actions).flatMap(\.sets.keys))
        startFacts = EngineFacts.start.merging(declaredFacts.map { ($0, .null) }) { known, _ in known }
    }

    /// The digest of one text, made once. Copies of a procedure share it, and its text never changes.
    final class Box: Sendable {
        private let made = Mutex<ProcedureDigest?>(nil)

        func digest(of procedure: Procedure) -> ProcedureDigest {
            made.withLock { made in
                let digest = made ?? ProcedureDigest(procedure)
                made = digest
                return digest
            }
        }
    }
}

extension Procedure {
    var digest: ProcedureDigest { box.digest(of: self) }

    /// Every question of the form, in order.
    package var parts: [FormPart] { digest.parts }
    /// Every step, in the order of the tree.
    package var steps: [Step] { digest.steps }
    /// Facts its expressions may name: computed from the answers, or set by an action.
    package var declaredFacts: Set<String> { digest.declaredFacts }
}
