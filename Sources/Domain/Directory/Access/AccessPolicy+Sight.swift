import Civic

/// Who is shown a dossier, and for what he may say he looks.
extension AccessPolicy.Desk {
    func see(_ facts: DossierFacts) -> AccessDecision {
        let units = facts.units
        let hasTask = hasTask(in: facts)
        if facts.secrecy == .protected {
            let deciding = [facts.receiving, facts.competent, facts.lead].compactMap { $0 }
            let leads = { (post: Post) in
                Self.isHead(post.role) && deciding.contains(post.unit) && sits(post, in: facts)
            }
            if standing.posts.contains(where: leads) { return .allow(.unitOfDossier) }
            return hasTask ? .allow(.openTask) : .deny(.protectedDossier)
        }
        let inside = standing.posts.filter { Self.worksInside($0.role) && units.contains($0.unit) }
        if inside.contains(where: { sits($0, in: facts) }) { return .allow(.unitOfDossier) }
        let isOver = { (unit: UnitCode) in
            standing.posts.contains { Self.isHead($0.role) && isWithin(unit, $0.unit) && sits($0, in: facts) }
        }
        if units.contains(where: isOver) { return .allow(.unitSubtree) }
        if let receiving = facts.receiving, heads(areaOf: receiving) { return .allow(.areaServed) }
        if units.contains(where: inspects) { return .allow(.inspector) }
        if holdsPower(in: facts) { return .allow(.mandate) }
        if hasTask { return .allow(.openTask) }
        // A colleague of the unit whose work this is not.
        return .deny(standing.posts.isEmpty || !inside.isEmpty ? .notTheirRole : .notTheirUnit)
    }

    func seePersonalData(of facts: DossierFacts) -> AccessDecision {
        let sight = see(facts)
        guard sight.isAllowed else { return sight }
        guard let purpose = question.purpose, purposes(on: facts).contains(purpose) else {
            return .deny(.purposeMissing)
        }
        return sight
    }

    /// The purposes this officer's posts, tasks and mandates give him here. Who only inspects or only supervises does
    /// not borrow the handler's.
    private func purposes(on facts: DossierFacts) -> Set<AccessPurpose> {
        let units = facts.units
        var purposes: Set<AccessPurpose> = []
        for post in standing.posts {
            if Self.worksInside(post.role), units.contains(post.unit), sits(post, in: facts) {
                purposes.formUnion(Self.purposes(ofSeat: post.role))
            } else if Self.isHead(post.role), sits(post, in: facts),
                units.contains(where: { isWithin($0, post.unit) })
            {
                purposes.formUnion([.supervision, .complaint])
            }
        }
        if let receiving = facts.receiving, heads(areaOf: receiving) { purposes.formUnion([.supervision, .complaint]) }
        if units.contains(where: inspects) { purposes.formUnion([.inspection, .complaint]) }
        if holdsPower(in: facts) { purposes.insert(.handling) }
        for task in facts.openTasks {
            if holdsPost(of: task) { purposes.insert(AccessPurpose(taskOf: task.role)) }
            if holdsMandate(for: task, facts.procedure) { purposes.insert(.handling) }
        }
        return purposes
    }

    /// Whether a post has to do with this dossier: a seat of its process or a task it had, or the care of the unit.
    func sits(_ post: Post, in facts: DossierFacts) -> Bool {
        guard let seats = facts.seats else { return true }
        switch post.role {
        case .deskHead, .signer:
            return true
        case .divisionHead:
            // Heads a division of the body, not the body: only what falls to the division's people.
            return seats.contains {
                ($0.role == .divisionHead || $0.role == .specialist) && isWithin($0.unit, post.unit)
            }
        default:
            return seats.contains(DossierFacts.Seat(post.role, at: post.unit))
        }
    }

    private func holdsPower(in facts: DossierFacts) -> Bool {
        facts.powers.contains { power in
            facts.units.contains { holdsMandate(power, at: $0, facts.procedure) }
        }
    }

    private static func purposes(ofSeat role: Role) -> Set<AccessPurpose> {
        switch role {
        case .counterOfficer: [.handling, .counter, .dataSubjectRequest]
        case .deskHead: [.handling, .counter, .supervision, .complaint, .dataSubjectRequest]
        case .divisionHead, .signer: [.handling, .supervision, .complaint]
        // They put right what a person says is wrong.
        case .civilStatusOfficer, .specialist: [.handling, .complaint]
        default: [.handling]
        }
    }
}
