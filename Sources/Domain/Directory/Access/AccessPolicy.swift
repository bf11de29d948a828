import Civic

/// Who may do what, on what, for which purpose: one pure function. What is not allowed by a named rule is refused.
package enum AccessPolicy {
    package static func decide(_ question: AccessQuestion) -> AccessDecision {
        switch question.actor.standing {
        case .system:
            .allow(.house)
        case .anyone:
            .deny(.signInNeeded)
        case .resident:
            Self.decide(question, forResident: question.actor.speaksFor)
        case .officer(let standing):
            Desk(question, standing).decide()
        }
    }

    /// The purposes the asker may state for a look at a dossier, whatever purpose the question names; none where it
    /// stays shut.
    package static func purposes(_ question: AccessQuestion) -> [AccessPurpose] {
        AccessPurpose.allCases.filter { purpose in
            decide(
                AccessQuestion(
                    actor: question.actor, action: .seePersonalData, on: question.target, purpose: purpose,
                    at: question.at, day: question.day, tree: question.tree)
            ).isAllowed
        }
    }

    private static func decide(_ question: AccessQuestion, forResident subject: ID<Subject>) -> AccessDecision {
        switch question.target {
        case .dossier(let facts), .task(_, let facts):
            guard facts.parties.contains(subject) else { return .deny(.notAParty) }
            switch question.action {
            case .seeDossier, .seePersonalData:
                return .allow(.party)
            case .withdraw, .answerProof, .supplement, .rate:
                return facts.ownership == .city ? .allow(.party) : .deny(.ownedElsewhere)
            default:
                return .deny(.notTheirRole)
            }
        case .subject(let owner):
            switch question.action {
            case .seePersonalData, .seeAccessLog: return owner == subject ? .allow(.ownData) : .deny(.notAParty)
            default: return .deny(.notTheirRole)
            }
        case .unit, .house:
            return .deny(.notTheirRole)
        }
    }
}
