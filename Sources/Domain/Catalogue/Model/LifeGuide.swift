package import Civic

/// What to do when something happens in a life: the steps of one life event in the order that works best, and what
/// happens without anybody asking. A few questions narrow it down; nothing has to be answered.
package struct LifeGuide: Sendable, Codable {
    /// The life event's id in `life_events.csv`.
    package var event: String
    package var lead: LocalizedText
    package var questions: [Question]
    package var steps: [Step]
    package var automatic: [Consequence]

    package struct Question: Sendable, Codable {
        package var id: String
        package var label: LocalizedText
        package var hint: LocalizedText?
        package var options: [ListItem]
    }

    package struct Step: Sendable, Codable {
        package var id: String
        package var title: LocalizedText
        /// By when, in words; nil where nothing presses.
        package var by: LocalizedText?
        /// The law that sets the time.
        package var ground: String?
        package var text: LocalizedText
        package var papers: [LocalizedText]
        /// Codes of the catalogue.
        package var procedures: [String]
        package var when: Condition
    }

    /// What the offices do by themselves.
    package struct Consequence: Sendable, Codable {
        package var text: LocalizedText
        package var when: Condition
    }

    /// Question → the answers with which it applies; empty: always.
    package typealias Condition = [String: [String]]

    /// The answers given that are answers to these questions.
    package func answers(_ given: (String) -> String?) -> [String: String] {
        var answers: [String: String] = [:]
        for question in questions {
            guard let answer = given(question.id), question.options.contains(where: { $0.value == answer }) else {
                continue
            }
            answers[question.id] = answer
        }
        return answers
    }

    /// Whether something may concern a person who answered so: what is not answered yet excludes nothing.
    package static func mayApply(_ condition: Condition, _ answers: [String: String]) -> Bool {
        condition.allSatisfy { question, values in answers[question].map(values.contains) ?? true }
    }

    /// Whether all it depends on is answered.
    package static func isSettled(_ condition: Condition, _ answers: [String: String]) -> Bool {
        condition.keys.allSatisfy { answers[$0] != nil }
    }
}
