import Civic

extension AccessPolicy.Desk {
    /// Roles that look over the shoulder of a whole unit and what stands under it.
    static func isHead(_ role: Role) -> Bool {
        switch role {
        case .deskHead, .divisionHead, .signer: true
        default: false
        }
    }

    /// Roles that see every dossier of their own unit. Outside bodies' officers see one step, the others no dossier.
    static func worksInside(_ role: Role) -> Bool {
        switch role {
        case .counterOfficer, .deskHead, .civilStatusOfficer, .specialist, .divisionHead, .signer, .certifier, .clerk:
            true
        case .verifier, .consultedOfficer, .taxOfficer, .catalogueOwner, .inspector, .dpo, .unitAdmin, .cityAdmin:
            false
        }
    }

    static func onlyLooks(_ role: Role) -> Bool { role == .inspector || role == .dpo }

    func isWithin(_ unit: UnitCode, _ root: UnitCode) -> Bool {
        question.tree.isWithin(unit, subtreeOf: root, on: question.day)
    }

    func isTop(_ unit: UnitCode) -> Bool { question.tree.unit(unit, on: question.day)?.parent == nil }

    /// An inspector reads everything in and under the unit he is posted to.
    func inspects(_ unit: UnitCode) -> Bool {
        standing.posts.contains { $0.role == .inspector && isWithin(unit, $0.unit) }
    }

    /// The commune's chairwoman and heads see the queue of the city's service point in their area; they do not run it.
    func heads(areaOf unit: UnitCode) -> Bool {
        guard question.tree.unit(unit, on: question.day)?.kind == .servicePoint,
            let commune = question.tree.communePC(of: unit, on: question.day)
        else { return false }
        return standing.posts.contains { post in
            switch post.role {
            case .signer, .deskHead: post.unit == commune.code
            default: false
            }
        }
    }

    func holdsPost(of task: TaskFacts) -> Bool { standing.holds(task.role, at: task.unit) }

    func holdsMandate(_ power: String, at unit: UnitCode, _ procedure: String) -> Bool {
        standing.mandates.contains {
            $0.reaches(power: power, at: unit, procedure: procedure) && $0.isInForce(at: question.at)
        }
    }

    func holdsMandate(for task: TaskFacts, _ procedure: String) -> Bool {
        task.power.map { holdsMandate($0, at: task.unit, procedure) } ?? false
    }

    func hasTask(in facts: DossierFacts) -> Bool {
        facts.openTasks.contains { holdsPost(of: $0) || holdsMandate(for: $0, facts.procedure) }
    }
}

extension Post {
    /// Whether its holder leads the other's: a higher role within the same unit, or no lower one in a unit above.
    func outranks(_ other: Post, in tree: UnitTree, on day: Day) -> Bool {
        guard tree.isWithin(other.unit, subtreeOf: unit, on: day) else { return false }
        return rank > other.rank || (rank == other.rank && unit != other.unit)
    }

    private var rank: Int {
        switch role {
        case .signer: 2
        case .deskHead, .divisionHead: 1
        default: 0
        }
    }
}
