package import Civic

/// What a person thinks of how the dossier was dealt with (đánh giá, Decree 61/2018 Art. 31). The first tap says whether it
/// was good; the nine questions and a word behind it are as the person likes.
package struct Rating: Sendable, Equatable {
    package let isSatisfied: Bool
    /// By question, 1 to 9; what was left out is not there.
    package let answers: [Int: Answer]
    /// For the unit alone: never published.
    package let words: String

    package init(isSatisfied: Bool, answers: [Int: Answer] = [:], words: String = "") {
        self.isSatisfied = isSatisfied
        self.answers = answers.filter { RatingPolicy.questions.contains($0.key) }
        self.words = words
    }

    package enum Answer: String, Sendable, Codable, CaseIterable {
        case good, fair, poor
    }
}

/// Whether a dossier may be rated, and how it was.
package struct RatingOffer: Sendable, Equatable {
    /// Until then it may be given or changed.
    package let until: Instant
    package let given: Rating?
}

package enum RatingPolicy {
    /// Decree 61/2018 Art. 31.1 a–i.
    package static let questions = 1...9
    package static let longestWords = 2_000
    /// One rating a dossier, which the person may change for so long after the end: the project's proposal.
    static let days: Int64 = 30
    static let statuses: Set<DossierStatus> = [.released, .returned, .refusedAtIntake, .stopped]

    /// Nil where there is nothing to rate any more, or yet.
    static func closes(_ dossier: Dossier, at now: Instant) -> Instant? {
        guard statuses.contains(dossier.status), !dossier.isMirrored,
            let ended = dossier.endedAt ?? dossier.releasedAt
        else { return nil }
        let until = ended.adding(hours: 24 * days)
        return now < until ? until : nil
    }
}
