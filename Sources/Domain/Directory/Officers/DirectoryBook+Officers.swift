package import Civic
import Journal
import Store

/// An officer in a list of a unit: who may be given a task.
package struct OfficerEntry: Sendable, Hashable {
    package let officer: ID<Officer>
    package let name: String
    package let title: LocalizedText
    package var roles: [Role]
    package let isAbsent: Bool
    package let deputy: ID<Officer>?
}

extension DirectoryBook {
    /// Enters an officer with a subject of his own; posts follow by `givePost`.
    package func createOfficer(
        name: String, title: LocalizedText, unit: UnitCode, by actor: Actor
    ) async throws -> (officer: ID<Officer>, subject: ID<Subject>) {
        try decide(.manageUnit, on: .unit(unit), by: actor).required()
        _ = try self.unit(unit)
        let name = try Self.checked(name: name)
        let officer = ids.next(Officer.self)
        let subject = ids.next(Subject.self)
        let event = event("officerEntered", on: officer, by: actor, unit: unit)
        try await database.write("Directory.createOfficer") { transaction in
            try transaction.execute(OfficerStore.insertSubject, [.id(subject)])
            try transaction.execute(
                OfficerStore.insert,
                [.id(officer), .id(subject), .unit(unit), .text(name), .text(title.vi), .text(title.en)])
            try Journal.appendNext(event, in: transaction)
        }
        return (officer, subject)
    }

    /// - Parameters:
    ///   - to: the last day of the post; nil for an open end.
    package func givePost(
        _ role: Role, at unit: UnitCode, to officer: ID<Officer>, from: Day, until: Day? = nil, by actor: Actor
    ) async throws {
        let post = NewOfficer.HeldRole(role, at: unit, from: from, until: until)
        try requirePost(post, by: actor)
        guard actor.officer?.officer != officer else { throw DirectoryProblem.ownPost }
        let id = ids.next(Post.self)
        let event = event("postGiven", on: officer, by: actor, unit: unit, facts: Self.given(post).0)
        try await database.write("Directory.givePost") { transaction in
            try Self.require(officer, in: transaction)
            let touching = try transaction.first(
                OfficerStore.touchingPost,
                [
                    .id(officer), .text(role.rawValue), .unit(unit), until.map { .day($0) } ?? OfficerStore.noEnd,
                    .day(from),
                ]
            ) { _ in true }
            guard touching == nil else { throw DirectoryProblem.postExists }
            try transaction.execute(
                OfficerStore.insertPost,
                [.id(id), .id(officer), .text(role.rawValue), .unit(unit), .day(from), .day(until)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// Ends a post after `day`.
    package func endPost(
        _ role: Role, at unit: UnitCode, of officer: ID<Officer>, after day: Day, by actor: Actor
    ) async throws {
        try decide(.manageUnit, on: .unit(unit), by: actor).required()
        if role.isOfWholeHouse { try decide(.manageUnit, on: .house, by: actor).required() }
        let event = event(
            "postEnded", on: officer, by: actor, unit: unit,
            facts: ["role": .text(role.rawValue), "to": .text(day.iso)])
        try await database.write("Directory.endPost") { transaction in
            try transaction.execute(
                OfficerStore.endPost,
                [.day(day), .id(officer), .text(role.rawValue), .unit(unit), .day(day), .day(day)], changing: 1,
                else: DirectoryProblem.postUnknown)
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// While he is away his deputy holds his posts too. The officer himself, a head above him, or the unit's
    /// administrator says so.
    /// - Parameter until: the last day away.
    package func setAbsence(
        of officer: ID<Officer>, from: Day, until: Day, deputy: ID<Officer>?, by actor: Actor
    ) async throws {
        guard from <= until, until >= today else { throw DirectoryProblem.badPeriod }
        guard deputy != officer else { throw DirectoryProblem.deputyIsOneself }
        try await requireAbsenceRight(over: officer, by: actor)
        if let deputy { try await requireDeputy(deputy, for: officer, by: actor) }
        let id = ids.next(Absence.self)
        let event = event(
            "absenceSet", on: officer, by: actor,
            facts: ["from": .text(from.iso), "to": .text(until.iso), "deputy": .int(deputy?.rawValue ?? 0)])
        try await database.write("Directory.setAbsence") { transaction in
            if let deputy {
                try Self.require(deputy, in: transaction)
                let away = try transaction.first(
                    OfficerStore.overlapping, [.id(deputy), .day(until), .day(from)]
                ) { _ in true }
                guard away == nil else { throw DirectoryProblem.deputyIsAbsent }
            }
            // A new absence replaces those it touches: one deputy at a time.
            try transaction.execute(OfficerStore.clearAbsences, [.id(officer), .day(until), .day(from)])
            try transaction.execute(
                OfficerStore.insertAbsence, [.id(id), .id(officer), .day(from), .day(until), .id(deputy)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// He is back: absences that reach today or later, planned ones too, are taken out.
    package func clearAbsence(of officer: ID<Officer>, by actor: Actor) async throws {
        try await requireAbsenceRight(over: officer, by: actor)
        let day = today
        let event = event("absenceCleared", on: officer, by: actor)
        try await database.write("Directory.clearAbsence") { transaction in
            try transaction.execute(
                OfficerStore.clearAbsences, [.id(officer), OfficerStore.noEnd, .day(day)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// The officer himself, a head who stands above all his posts, or the unit's administrator.
    private func requireAbsenceRight(over officer: ID<Officer>, by actor: Actor) async throws {
        if actor.officer?.officer == officer { return }
        let standing = try await standing(of: officer)
        let own = standing.posts.filter { $0.standingInFor == nil }
        let (tree, today) = (tree, today)
        let leads = actor.officer?.posts.contains { post in
            AccessPolicy.Desk.isHead(post.role) && tree.isWithin(standing.unit, subtreeOf: post.unit, on: today)
                && own.allSatisfy { post.outranks($0, in: tree, on: today) }
        }
        if leads != true { try decide(.manageUnit, on: .unit(standing.unit), by: actor).required() }
    }

    /// A signer chooses who signs in his stead. Others choose for him only among those who may sign at his unit already;
    /// and nobody makes himself another's deputy.
    private func requireDeputy(_ deputy: ID<Officer>, for officer: ID<Officer>, by actor: Actor) async throws {
        let chooser = actor.officer?.officer
        guard chooser != officer else { return }
        guard deputy != chooser else { throw DirectoryProblem.deputyLacksPower }
        let signed = try await standing(of: officer).posts.filter { $0.role == .signer && $0.standingInFor == nil }
        guard !signed.isEmpty else { return }
        let candidate = try await standing(of: deputy)
        let maySign = signed.allSatisfy { post in
            candidate.posts.contains { $0.role == .signer && $0.unit == post.unit && $0.standingInFor == nil }
                || candidate.mandates.contains { $0.unit == post.unit && $0.power.hasPrefix("sign:") }
        }
        guard maySign else { throw DirectoryProblem.deputyLacksPower }
    }

    /// Officers with a post at this unit today, for assignment lists.
    package func officers(of unit: UnitCode) async throws -> [OfficerEntry] {
        let day = SQLValue.day(today)
        return try await database.read { transaction in
            var entries: [OfficerEntry] = []
            try transaction.forEach(OfficerStore.ofUnit, [day, day, day, day, .unit(unit), day, day]) { row in
                guard let role = Role(rawValue: row.text(4)) else { return }
                let officer = row.id(0, of: Officer.self)
                if entries.last?.officer == officer {
                    entries[entries.count - 1].roles.append(role)
                } else {
                    entries.append(
                        OfficerEntry(
                            officer: officer, name: row.text(1),
                            title: LocalizedText(vi: row.text(2), en: row.text(3)), roles: [role],
                            isAbsent: row.int(6) > 0, deputy: row.optionalID(5)))
                }
            }
            return entries
        }
    }

    /// As it stands under a signature; nil for nobody's number.
    package func title(of officer: ID<Officer>) async throws -> LocalizedText? {
        try await database.read { transaction in
            try transaction.first(OfficerStore.nameOf, [.id(officer)]) {
                LocalizedText(vi: $0.text(1), en: $0.text(2))
            }
        }
    }

    /// Everybody whose home the unit is, with or without a post there.
    package func officers(atHomeIn unit: UnitCode) async throws -> [(subject: ID<Subject>, name: String)] {
        try await database.read {
            try $0.all(OfficerStore.subjectsOfUnit, [.unit(unit)]) { ($0.id(0, of: Subject.self), $0.text(1)) }
        }
    }

    /// Names of officers by their subjects.
    package func officerNames(_ subjects: [ID<Subject>]) async throws -> [ID<Subject>: String] {
        try await database.read { transaction in
            try subjects.reduce(into: [:]) { names, subject in
                names[subject] = try transaction.first(OfficerStore.nameOfSubject, [.id(subject)]) { $0.text(0) }
            }
        }
    }

    /// An officer as he stands now, without a session: for jobs and for showing who holds a task.
    package func standing(of officer: ID<Officer>) async throws -> OfficerStanding {
        let now = clock.now()
        let day = zone.day(now)
        return try await database.read { transaction in
            guard let unit = try transaction.first(OfficerStore.unitOf, [.id(officer)], { try $0.unit(0) }) else {
                throw DirectoryProblem.officerUnknown
            }
            return try Self.standing(of: officer, unit: unit, on: day, at: now, in: transaction)
        }
    }

    static func require(_ officer: ID<Officer>, in transaction: any Transaction) throws {
        guard try transaction.first(OfficerStore.unitOf, [.id(officer)], { _ in true }) != nil else {
            throw DirectoryProblem.officerUnknown
        }
    }

    static func standing(
        of officer: ID<Officer>, unit: UnitCode, on day: Day, at now: Instant, in transaction: any Transaction
    ) throws -> OfficerStanding {
        var posts: [Post] = []
        try transaction.forEach(OfficerStore.posts, [.id(officer), .day(day), .day(day)]) { row in
            guard let role = Role(rawValue: row.text(0)) else { return }
            posts.append(Post(role: role, unit: try row.unit(1)))
        }
        let days = [SQLValue](repeating: .day(day), count: 4)
        try transaction.forEach(OfficerStore.deputised, [.id(officer)] + days) { row in
            guard let role = Role(rawValue: row.text(0)) else { return }
            posts.append(Post(role: role, unit: try row.unit(1), standingInFor: row.id(2)))
        }
        let mandates = try transaction.all(
            MandateStore.inForce, [.id(officer), .instant(now), .instant(now), .instant(now)], GrantedMandate.init(row:)
        )
        return OfficerStanding(officer: officer, unit: unit, posts: posts, mandates: mandates)
    }
}
