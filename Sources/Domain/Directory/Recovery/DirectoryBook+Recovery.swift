package import Civic
import Journal
import Store

/// Four eyes over an account: one administrator asks, another (or a head of the unit) confirms within a working day, and
/// the officer is told of both.
extension DirectoryBook {
    /// - Parameter calendar: the unit's; the request ends one working day from now.
    /// - Throws: `ownRecovery`, `reasonMissing`, `recoveryPointless`, `recoveryWaits`, `accessRefused`.
    @discardableResult
    package func askRecovery(
        _ kind: RecoveryKind, of officer: ID<Officer>, reason: String, calendar: WorkingCalendar, by actor: Actor
    ) async throws -> ID<Recovery> {
        guard let asker = actor.officer else { throw DirectoryProblem.accessRefused(.notTheirRole) }
        guard asker.officer != officer else { throw DirectoryProblem.ownRecovery }
        let reach = try await self.reach(of: officer)
        try requireRight(.manageUnit, over: reach, by: actor)
        let reason = Self.trimmed(reason)
        guard !reason.isEmpty, reason.count <= 500 else { throw DirectoryProblem.reasonMissing }
        let account = try await officerAccount(of: officer)
        let isGuarded = try await asksForCode(account.id)
        let makesSense =
            switch kind {
            case .password: !account.isClosed
            case .secondFactor: !account.isClosed && isGuarded
            case .reopen: account.isClosed
            }
        guard makesSense else { throw DirectoryProblem.recoveryPointless }
        let id = ids.next(Recovery.self)
        let now = clock.now()
        let expires = Self.workingDay(from: now, calendar)
        let event = event(
            "recoveryAsked", on: account.id, by: actor, unit: reach.home,
            facts: ["kind": .text(kind.rawValue), "officer": .int(officer.rawValue)],
            body: BodyWriter.object { $0.text("reason", reason) })
        let units = reach.units.map(\.text).sorted().joined(separator: " ")
        try await database.write("Directory.askRecovery") { transaction in
            let waits = try transaction.first(
                RecoveryStore.open, [.id(account.id), .text(kind.rawValue), .instant(now)]
            ) { _ in true }
            guard waits == nil else { throw DirectoryProblem.recoveryWaits }
            try transaction.execute(
                RecoveryStore.insert,
                [
                    .id(id), .text(kind.rawValue), .id(account.id), .id(officer), .text(units), .bool(reach.isOfHouse),
                    .text(reason), .id(asker.officer), .instant(now), .instant(expires),
                ])
            try Journal.appendNext(event, in: transaction)
        }
        return id
    }

    /// By another than who asked, and never by the officer it is about.
    /// - Returns: for a new password the link that opens its choice, shown this once.
    /// - Throws: `sameEyes`, `recoveryOver`, `accessRefused`.
    package func confirmRecovery(
        _ id: ID<Recovery>, calendar: WorkingCalendar, by actor: Actor
    ) async throws -> EntryLink? {
        let recovery = try await self.recovery(id)
        guard let officer = actor.officer else { throw DirectoryProblem.accessRefused(.notTheirRole) }
        guard officer.officer != recovery.askedBy, officer.officer != recovery.officer else {
            throw DirectoryProblem.sameEyes
        }
        guard mayConfirm(recovery, by: actor) else { throw DirectoryProblem.accessRefused(.notTheirUnit) }
        // What he was given since it was asked counts too.
        try requireRight(.confirmRecovery, over: try await reach(of: recovery.officer), by: actor)
        let now = clock.now()
        let account = try await officerAccount(of: recovery.officer)
        let link = recovery.kind == .password ? freshLink(until: Self.workingDay(from: now, calendar)) : nil
        let event = event(
            "recoveryConfirmed", on: account.id, by: actor, unit: recovery.unit,
            facts: ["kind": .text(recovery.kind.rawValue), "officer": .int(recovery.officer.rawValue)])
        try await database.write("Directory.confirmRecovery") { transaction in
            try transaction.execute(
                RecoveryStore.decide,
                [
                    .text(RecoveryState.confirmed.rawValue), .id(officer.officer), .instant(now), .id(id),
                    .instant(now),
                ],
                changing: 1, else: DirectoryProblem.recoveryOver)
            switch recovery.kind {
            case .password:
                // The forgotten word opens nothing any more, whoever found it out.
                try transaction.execute(AccountStore.setPassword, [.text(Self.noPassword), .id(account.id)])
                if let link { try Self.write(link, for: account.id, at: now, in: transaction) }
            case .secondFactor:
                try transaction.execute(SecondFactorStore.remove, [.id(account.id)])
                try transaction.execute(SecondFactorStore.removeSpares, [.id(account.id)])
            case .reopen:
                try transaction.execute(RecoveryStore.reopen, [.id(account.id)])
            }
            try transaction.execute(AccountStore.endSessions, [.id(account.id)])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
        return link
    }

    /// By whoever may confirm it, by who asked, or by the officer himself, who asked for nothing of the kind.
    package func declineRecovery(_ id: ID<Recovery>, by actor: Actor) async throws {
        let recovery = try await self.recovery(id)
        guard let officer = actor.officer else { throw DirectoryProblem.accessRefused(.notTheirRole) }
        let concerned = [recovery.askedBy, recovery.officer].contains(officer.officer)
        guard concerned || mayConfirm(recovery, by: actor) else {
            throw DirectoryProblem.accessRefused(.notTheirUnit)
        }
        let now = clock.now()
        let account = try await officerAccount(of: recovery.officer)
        let event = event(
            "recoveryDeclined", on: account.id, by: actor, unit: recovery.unit,
            facts: ["kind": .text(recovery.kind.rawValue), "officer": .int(recovery.officer.rawValue)])
        try await database.write("Directory.declineRecovery") { transaction in
            try transaction.execute(
                RecoveryStore.decide,
                [
                    .text(RecoveryState.declined.rawValue), .id(officer.officer), .instant(now), .id(id),
                    .instant(now),
                ],
                changing: 1, else: DirectoryProblem.recoveryOver)
            try Journal.appendNext(event, in: transaction)
        }
    }

    // MARK: Reading

    /// Of the last ninety days, those he may see: an administrator's, a head's, and what he asked for himself.
    package func recoveries(by actor: Actor) async throws -> [Recovery] {
        let now = clock.now()
        let since = now.adding(hours: -24 * 90)
        let all = try await database.read { transaction in
            try transaction.all(RecoveryStore.since, [.instant(since)]) { try Recovery(row: $0, at: now) }
        }
        return all.filter { $0.askedBy == actor.officer?.officer || mayConfirm($0, by: actor) }
    }

    /// What was asked and done for this officer's own account; the officer himself, or who manages him.
    package func recoveries(of officer: ID<Officer>, by actor: Actor) async throws -> [Recovery] {
        if actor.officer?.officer != officer {
            try requireRight(.manageUnit, over: try await reach(of: officer), by: actor)
        }
        let now = clock.now()
        return try await database.read { transaction in
            try transaction.all(RecoveryStore.ofOfficer, [.id(officer)]) { try Recovery(row: $0, at: now) }
        }
    }

    /// What waits for this officer: requests he can confirm, and news of his own account he has not read.
    package func unreadRecoveries(of actor: Actor) async throws -> Int {
        guard let officer = actor.officer?.officer else { return 0 }
        let now = clock.now()
        let (waiting, untold) = try await database.read { transaction in
            (
                try transaction.all(RecoveryStore.waiting, [.instant(now)]) { try Recovery(row: $0, at: now) },
                try transaction.first(RecoveryStore.untold, [.id(officer)]) { Int($0.int(0)) } ?? 0
            )
        }
        return untold + waiting.count { canConfirm($0, actor) }
    }

    /// Whether his press would count.
    package func canConfirm(_ recovery: Recovery, _ actor: Actor) -> Bool {
        recovery.state == .asked && recovery.askedBy != actor.officer?.officer
            && recovery.officer != actor.officer?.officer && mayConfirm(recovery, by: actor)
    }

    /// He has read what was done to his account.
    package func markRecoveriesRead(by actor: Actor) async throws {
        guard let officer = actor.officer?.officer else { return }
        try await database.write("Directory.markRecoveriesRead") {
            try $0.execute(RecoveryStore.tell, [.id(officer)])
        }
    }

    private func recovery(_ id: ID<Recovery>) async throws -> Recovery {
        let now = clock.now()
        let found = try await database.read { transaction in
            try transaction.first(RecoveryStore.byID, [.id(id)]) { try Recovery(row: $0, at: now) }
        }
        guard let found else { throw DirectoryProblem.recoveryOver }
        return found
    }

    private func mayConfirm(_ recovery: Recovery, by actor: Actor) -> Bool {
        if recovery.isOfHouse { return decide(.confirmRecovery, on: .house, by: actor).isAllowed }
        return !recovery.units.isEmpty
            && recovery.units.allSatisfy { decide(.confirmRecovery, on: .unit($0), by: actor).isAllowed }
    }

    private static func workingDay(from now: Instant, _ calendar: WorkingCalendar) -> Instant {
        calendar.zone.instant(
            calendar.dueTime(received: calendar.zone.local(now), limit: .workingDays(1), rule: .clock))
    }
}
