import Civic

extension AccessPolicy {
    /// One officer's question, and the rules in the order they are tried.
    struct Desk {
        let question: AccessQuestion
        let standing: OfficerStanding

        init(_ question: AccessQuestion, _ standing: OfficerStanding) {
            self.question = question
            self.standing = standing
        }

        func decide() -> AccessDecision {
            if standing.isViewing {
                // What is there, how much and until when; nobody's data, and nothing done.
                switch question.action {
                case .seeDossier, .seeUnitStatistics: break
                default: return .deny(.readOnly)
                }
            }
            let decision = decideOpenly()
            guard decision.isAllowed else { return decision }
            switch question.target {
            // Nothing is done with a protected dossier by who may not even see it.
            case .dossier(let facts) where facts.secrecy == .protected,
                .task(_, let facts) where facts.secrecy == .protected:
                let sight = see(facts)
                return sight.isAllowed ? decision : sight
            default: return decision
            }
        }

        private func decideOpenly() -> AccessDecision {
            switch (question.action, question.target) {
            case (.seeDossier, .dossier(let facts)), (.seeDossier, .task(_, let facts)):
                see(facts)
            case (.seePersonalData, .dossier(let facts)), (.seePersonalData, .task(_, let facts)):
                seePersonalData(of: facts)
            case (.seePersonalData, .subject(let subject)):
                seePersonalData(of: subject)
            case (.act, .task(let task, let facts)):
                facts.ownership == .city ? act(on: task, of: facts) : .deny(.ownedElsewhere)
            case (.assign, .task(let task, let facts)):
                facts.ownership == .city ? assign(task, of: facts) : .deny(.ownedElsewhere)
            case (.decideRefusal, .task(let task, let facts)):
                facts.ownership == .city ? decideRefusal(task, of: facts) : .deny(.ownedElsewhere)
            case (.withdraw, .dossier(let facts)), (.answerProof, .dossier(let facts)),
                (.supplement, .dossier(let facts)), (.takePayment, .dossier(let facts)):
                facts.ownership == .city ? atTheCounter(facts) : .deny(.ownedElsewhere)
            case (.steer, .dossier(let facts)):
                facts.ownership == .city ? steer(facts) : .deny(.ownedElsewhere)
            case (.correct, .dossier(let facts)):
                facts.ownership == .city ? correct(facts) : .deny(.ownedElsewhere)
            case (.endResult, .dossier(let facts)):
                facts.ownership == .city ? endResult(of: facts) : .deny(.ownedElsewhere)
            case (.printSlip, .dossier(let facts)):
                serves(at: Set([facts.receiving].compactMap { $0 }))
            case (.printSlip, .unit(let unit)):
                serves(at: [unit])
            case (.seeUnitStatistics, .unit(let unit)):
                seeStatistics(of: unit)
            case (.seeJournal, .unit(let unit)):
                inspects(unit) ? .allow(.inspector) : .deny(.notTheirRole)
            case (.seeJournal, .dossier(let facts)):
                facts.units.contains(where: inspects) ? .allow(.inspector) : .deny(.notTheirRole)
            case (.seeJournal, .house):
                standing.posts.contains { $0.role == .inspector && isTop($0.unit) }
                    ? .allow(.inspector) : .deny(.notTheirRole)
            case (.manageUnit, .unit(let unit)):
                manage(unit)
            case (.manageUnit, .house):
                standing.holds(.cityAdmin) ? .allow(.cityAdmin) : .deny(.notTheirRole)
            case (.confirmRecovery, .unit(let unit)):
                confirmRecovery(at: unit)
            case (.confirmRecovery, .house):
                standing.holds(.cityAdmin) ? .allow(.cityAdmin) : .deny(.notTheirRole)
            case (.grantMandate, .unit(let unit)):
                grantMandate(at: unit)
            case (.seeAccessLog, .subject(question.actor.subject)):
                .allow(.ownData)
            case (.seeAccessLog, .house), (.seeAccessLog, .subject):
                standing.holds(.dpo) ? .allow(.dpo) : .deny(.notTheirRole)
            case (.publishCatalogue, .house):
                standing.holds(.catalogueOwner) ? .allow(.catalogueOwner) : .deny(.notTheirRole)
            default:
                .deny(.notApplicable)
            }
        }

        // MARK: Looking without a dossier

        /// A person found outside a dossier: only at a counter, by whoever serves them there.
        func seePersonalData(of subject: ID<Subject>) -> AccessDecision {
            if subject == question.actor.subject { return .allow(.ownData) }
            guard standing.holds(.counterOfficer) || standing.holds(.deskHead) || standing.holds(.civilStatusOfficer)
            else { return .deny(.notTheirRole) }
            switch question.purpose {
            case .counter, .handling, .verification, .complaint, .dataSubjectRequest: return .allow(.atTheCounter)
            default: return .deny(.purposeMissing)
            }
        }

        func seeStatistics(of unit: UnitCode) -> AccessDecision {
            if inspects(unit) { return .allow(.inspector) }
            let works = { (role: Role) in role != .inspector && role != .dpo }
            if standing.posts.contains(where: { works($0.role) && $0.unit == unit }) { return .allow(.unitOfDossier) }
            if standing.posts.contains(where: { Self.isHead($0.role) && isWithin(unit, $0.unit) }) {
                return .allow(.unitSubtree)
            }
            return heads(areaOf: unit) ? .allow(.areaServed) : .deny(.notTheirUnit)
        }

        // MARK: Acting

        func act(on task: TaskFacts, of facts: DossierFacts) -> AccessDecision {
            let ground: AccessGround
            if let power = task.power {
                // A personal power: the signer's own, or a mandate's; the post alone gives nothing.
                if standing.holds(.signer, at: task.unit) {
                    ground = .signer
                } else if holdsMandate(power, at: task.unit, facts.procedure) {
                    ground = .mandate
                } else {
                    return .deny(.mandateMissing)
                }
            } else if holdsPost(of: task) {
                ground = .openTask
            } else {
                let elsewhere = standing.holds(task.role)
                if standing.posts.allSatisfy({ Self.onlyLooks($0.role) }) && !standing.posts.isEmpty {
                    return .deny(.readOnly)
                }
                return .deny(elsewhere ? .notTheirUnit : .notTheirRole)
            }
            if let assignee = task.assignee, assignee != standing.officer,
                !standing.posts.contains(where: { $0.standingInFor == assignee && $0.unit == task.unit })
            {
                return .deny(.assignedToColleague)
            }
            if task.isSigning, task.drafter == standing.officer { return .deny(.drafterMayNotSign) }
            return .allow(ground)
        }

        func assign(_ task: TaskFacts, of facts: DossierFacts) -> AccessDecision {
            let leads = standing.posts.contains {
                Self.isHead($0.role) && isWithin(task.unit, $0.unit) && sits($0, in: facts)
            }
            return leads ? .allow(.unitSubtree) : .deny(.notTheirRole)
        }

        /// At intake the head of the receiving point confirms; after acceptance the competent body's signer does.
        func decideRefusal(_ task: TaskFacts, of facts: DossierFacts) -> AccessDecision {
            let atIntake =
                facts.receiving.map { unit in
                    standing.posts.contains { $0.role == .deskHead && isWithin(unit, $0.unit) }
                } ?? false
            let after = facts.competent.map { standing.holds(.signer, at: $0) } ?? false
            let decides = task.unit == facts.receiving ? atIntake || after : after
            guard decides else { return .deny(.notTheirRole) }
            return task.drafter == standing.officer
                ? .deny(.drafterMayNotSign) : .allow(atIntake ? .unitSubtree : .signer)
        }

        /// The person stands at the counter and the officer presses the key for them.
        func atTheCounter(_ facts: DossierFacts) -> AccessDecision {
            serves(at: facts.others.union([facts.receiving].compactMap { $0 }))
        }

        func serves(at units: Set<UnitCode>) -> AccessDecision {
            let serves = standing.posts.contains {
                ($0.role == .counterOfficer || $0.role == .deskHead) && units.contains($0.unit)
            }
            if serves { return .allow(.atTheCounter) }
            let somewhere = standing.holds(.counterOfficer) || standing.holds(.deskHead)
            return .deny(somewhere ? .notTheirUnit : .notTheirRole)
        }

        /// Whoever is only asked (verifies, is consulted) sees it and steers nothing.
        func steer(_ facts: DossierFacts) -> AccessDecision {
            let counter = atTheCounter(facts)
            if counter.isAllowed { return counter }
            let deciding = [facts.competent, facts.lead].compactMap { $0 }
            let decides = standing.posts.contains {
                Self.worksInside($0.role) && deciding.contains($0.unit) && sits($0, in: facts)
            }
            if decides { return .allow(.unitOfDossier) }
            let onlyLooks = !standing.posts.isEmpty && standing.posts.allSatisfy { Self.onlyLooks($0.role) }
            return .deny(onlyLooks ? .readOnly : .notTheirUnit)
        }

        func correct(_ facts: DossierFacts) -> AccessDecision {
            let deciding = [facts.competent, facts.lead].compactMap { $0 }
            let handles: Set<Role> = [.civilStatusOfficer, .specialist, .divisionHead, .signer]
            if standing.posts.contains(where: { handles.contains($0.role) && deciding.contains($0.unit) }) {
                return .allow(.unitOfDossier)
            }
            return .deny(standing.posts.contains { handles.contains($0.role) } ? .notTheirUnit : .notTheirRole)
        }

        /// Who signs for the unit that decided.
        func endResult(of facts: DossierFacts) -> AccessDecision {
            guard standing.holds(.signer) else { return .deny(.notTheirRole) }
            let signs = facts.competent.map { standing.holds(.signer, at: $0) } ?? false
            return signs ? .allow(.signer) : .deny(.notTheirUnit)
        }

        func manage(_ unit: UnitCode) -> AccessDecision {
            if standing.holds(.cityAdmin) { return .allow(.cityAdmin) }
            guard standing.holds(.unitAdmin) else { return .deny(.notTheirRole) }
            let covers = standing.posts.contains { $0.role == .unitAdmin && isWithin(unit, $0.unit) }
            return covers ? .allow(.unitAdmin) : .deny(.notTheirUnit)
        }

        /// An administrator of the unit, or whoever heads it or a unit above.
        func confirmRecovery(at unit: UnitCode) -> AccessDecision {
            let leads = standing.posts.contains { Self.isHead($0.role) && isWithin(unit, $0.unit) }
            return leads ? .allow(.unitSubtree) : manage(unit)
        }

        /// Only from a signer's own post: who stands in, or holds a mandate, hands nothing on.
        func grantMandate(at unit: UnitCode) -> AccessDecision {
            let own = standing.posts.contains { $0.role == .signer && $0.unit == unit && $0.standingInFor == nil }
            return own ? .allow(.signer) : .deny(standing.holds(.signer) ? .notTheirUnit : .notTheirRole)
        }
    }
}
