package import Catalogue
import Civic

/// What an answer to a request for supplements may change.
package enum SupplementPolicy {
    /// The answers a request opens: a field that is named opens all its parts.
    package static func asked(_ items: [SupplementItem], _ procedure: Procedure) -> Set<String> {
        let named = items.compactMap { item -> String? in
            if case .field(let id) = item.target { id } else { nil }
        }
        return Set(
            procedure.fields.filter { field in named.contains { $0 == field.id || $0.hasPrefix(field.id + ".") } }
                .flatMap { $0.parts.map(\.id) })
    }

    /// Fields answered before and now otherwise, though nobody asked: a question that came with a new answer may be
    /// answered, one that fell away may go.
    static func changedUnasked(
        from former: Answers, to answers: Answers, _ items: [SupplementItem], _ procedure: Procedure
    ) -> [String: LocalizedText] {
        let open = asked(items, procedure)
        let message = DossierProblem.notAsked([:]).publicMessage
        var changed: [String: LocalizedText] = [:]
        for (id, value) in answers.values where !open.contains(id) {
            if let before = former.values[id], before != value { changed[id] = message }
        }
        return changed
    }
}
