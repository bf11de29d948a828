import Catalogue
package import Civic
package import Directory
import Rules
import Store

/// The lock on a dead person (`procedures.md` 3.3): nobody files in the name, the account is closed, and whoever holds
/// an open dossier of theirs is told. Kept in `person_lock`, with the dossier whose entry made it.
extension DossierDesk {
    package struct PersonLock: Sendable, Equatable {
        package let dossier: ID<Dossier>
        package let diedOn: Day?
        package let at: Instant
    }

    package func lock(on subject: ID<Subject>) async throws -> PersonLock? {
        try await database.read { transaction in
            try transaction.first(PersonLockStore.bySubject, [.id(subject)]) { row in
                PersonLock(dossier: row.id(0), diedOn: try row.optionalDay(1), at: row.instant(2))
            }
        }
    }

    /// - Returns: the fact whether somebody was locked, and what to write with the entry. Who has no number on the form
    ///   is not locked: a name alone could be another person's.
    func preparePersonLock(_ effect: EffectRef, for dossier: Dossier) async throws -> PreparedEffect {
        guard let person = effect.parameters["person"] else { return PreparedEffect() }
        let answers = try await database.read { try CaseReader.answers(of: dossier.id, in: $0) }
        guard let number = answers.text(person + ".number").flatMap({ try? PersonalNumber($0) }) else {
            return PreparedEffect(facts: ["person_locked": "no"])
        }
        let isLock = effect.port == EffectPort.personLock.rawValue
        let found = try await directory.findPerson(number: number)?.subject
        guard isLock || found != nil else { return PreparedEffect(facts: ["person_locked": "no"]) }
        let subject: ID<Subject>
        if let found {
            subject = found
        } else {
            // Whoever was never here is entered, so that nobody comes with the number tomorrow.
            subject = try await directory.createPerson(
                NewPerson(name: answers.text(person + ".name") ?? number.text, number: number))
        }
        let day = effect.parameters["on"].flatMap { answers.text($0) }.flatMap { Day($0) }
        let alerts = isLock ? try await alerts(forDossiersOf: subject, except: dossier.id) : []
        let made = dossier.correctionOf ?? dossier.id
        let now = clock.now()
        let accounts = directory.accounts(ofLocked: subject, isClosed: isLock)
        return PreparedEffect(facts: ["person_locked": isLock ? "yes" : "no"]) { transaction in
            if isLock {
                try transaction.execute(PersonLockStore.lock, [.id(subject), .id(made), .day(day), .instant(now)])
            } else if try transaction.executeCounting(PersonLockStore.unlock, [.id(subject), .id(made)]) == 0 {
                return
            }
            try accounts(transaction)
            for alert in alerts { _ = try alert.write(in: transaction) }
        }
    }

    /// One line in each open dossier of the person, for who holds its work.
    private func alerts(
        forDossiersOf subject: ID<Subject>, except: ID<Dossier>
    ) async throws -> [CaseWriter] {
        let states = try await database.read { transaction in
            let open: [ID<Dossier>] = try transaction.all(PersonLockStore.openOfApplicant, [.id(subject)]) { $0.id(0) }
            return try open.filter { $0 != except }.compactMap { try CaseReader.state(of: $0, in: transaction) }
        }
        let now = clock.now()
        let actor = Actor.system("person_lock")
        return try states.compactMap { state in
            // One whose procedure cannot be read stops no death's entry.
            guard let procedure = try? procedure(of: state.dossier),
                let task = state.openTasks.first(where: { if case .officer = $0.seat { true } else { false } })
            else { return nil }
            var work = CaseWork(
                state, procedure: procedure,
                calendar: rules.calendar(for: state.dossier.competent), now: now, actor: actor, ids: ids)
            try work.happen(.alerted, Self.applicantDied, step: task.step, unit: task.unit, about: task)
            return CaseWriter(work.change, now: now, actor: actor, ids: ids)
        }
    }

    /// For the officer who holds it, in the language of the journal.
    static let applicantDied = "Người đứng tên hồ sơ đã được đăng ký khai tử"
}
