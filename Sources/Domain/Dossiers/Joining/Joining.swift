package import Catalogue
package import Civic
package import Directory

/// One person asked to join in a filing that is still a draft, and what they said.
package struct Joining: Sendable, Equatable {
    package enum State: String, Sendable {
        case asked
        case confirmed
        case refused
        /// Taken back by who asked, or by a newer link.
        case withdrawn
    }

    package let id: ID<Joining>
    package let draft: Int64
    /// The question of the form that says who it is.
    package let person: String
    package let state: State
    /// Of what was said yes to: other answers are another filing.
    let digest: [UInt8]?
    package let askedBy: ID<Subject>
    package let expires: Instant
    /// Who answered; nil until then.
    package let subject: ID<Subject>?
    package let name: String
    /// Why not.
    package let word: String
    package let answeredAt: Instant?
}

/// Somebody of a draft who may join in it or must, for who files it.
package struct JoinNeed: Sendable {
    package enum Standing: Sendable, Equatable {
        case notAsked
        /// Only who has a number on the form can be known again.
        case numberMissing
        case waits(link: String, until: Instant)
        case lapsed
        case confirmed(at: Instant)
        /// They said yes to other answers.
        case outdated
        case refused(at: Instant, word: String)
    }

    package let demand: JoinDemand
    /// As the form declares it.
    package let name: String
    package let standing: Standing
    let joining: Joining?

    /// Whether the filing waits for this: whoever was asked is waited for, also where nobody had to be asked.
    package var holds: Bool {
        switch standing {
        case .confirmed: false
        case .notAsked, .numberMissing, .lapsed: demand.isRequired
        case .waits, .outdated, .refused: true
        }
    }
}

/// What somebody who was asked to join is shown.
package struct JoiningView: Sendable {
    package let joining: Joining
    package let procedure: Procedure
    package let demand: JoinDemand
    /// The form as it stands now.
    package let state: FormState
    package let askedByName: String
    /// Stands for what is shown; it comes back with the answer.
    package let mark: String
}

package enum JoinAnswer: Sendable {
    /// - Parameter mark: of the form that was shown.
    case yes(mark: String)
    case no(word: String)
}

/// Why a link to join opens nothing.
package enum JoinEnd: Sendable, Equatable {
    case unknown
    case used
    case withdrawn
    case expired
}
