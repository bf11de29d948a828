package import Civic
import Crypto
package import Directory
import Foundation
import Journal
package import Store

/// The city's keystore: officers' keys and the seals of its bodies, closed at rest, opened by PIN for a session. An
/// officer has one PIN; a person's key opens with it, a seal with the PINs of two holders. What is open in a session is
/// open on every node, and in the memory of none (decision record 0027).
package final class Keystore: Sendable {
    let database: any Database
    let ring: KeyRing
    let clock: any CityClock
    let ids: IDGenerator
    private let queue = PasswordQueue()
    private let rounds: Int

    /// - Parameter rounds: of scrypt; nil: as for passwords.
    package init(
        database: any Database, ring: KeyRing, clock: any CityClock, ids: IDGenerator, rounds: Int? = nil
    ) {
        self.database = database
        self.ring = ring
        self.clock = clock
        self.ids = ids
        self.rounds = rounds ?? ClosedSecret.rounds
    }

    package func holder(_ officer: ID<Subject>) async throws -> KeyHolder? {
        try await record(officer).map { KeyHolder(officer: officer, triesLeft: $0.triesLeft) }
    }

    /// Gives an officer a PIN. What an earlier PIN opened is gone: keys are issued anew.
    ///
    /// - Throws: `SigningProblem.weakPIN`.
    package func enrol(_ officer: ID<Subject>, pin: String, by actor: Actor) async throws {
        try Self.check(pin)
        let closed = try await closed(SymmetricKey(size: .bits256), pin, officer)
        let now = clock.now()
        let event = event("papers.keyHolderEnrolled", stream: ids.next(), at: now, actor) {
            $0.text("officer", String(officer.rawValue))
        }
        try await database.write("Papers.enrolKeyHolder") { transaction in
            try transaction.execute(KeyStatements.removeGrants, [.id(officer), .id(officer)])
            try transaction.execute(KeyStatements.removeHolder, [.id(officer)])
            try transaction.execute(
                KeyStatements.addHolder,
                [
                    .id(officer), .blob(closed.salt), .blob(closed.sealed), .int(closed.rounds), .int(KeyHolder.tries),
                    .instant(now),
                ])
            try transaction.execute(KeyStatements.lockHolder, [.id(officer)])
            try Journal.append(event, in: transaction)
        }
    }

    /// What was open under the old PIN is locked, in every session.
    package func changePIN(_ officer: ID<Subject>, from old: String, to new: String) async throws {
        try Self.check(new)
        let secret = try await opened(officer, pin: old)
        let closed = try await closed(secret, new, officer)
        guard let record = try await record(officer) else { throw SigningProblem.noKey }
        try await database.write("Papers.changePIN") { transaction in
            try transaction.execute(
                KeyStatements.close,
                [
                    .blob(closed.salt), .blob(closed.sealed), .int(closed.rounds), .int(KeyHolder.tries),
                    .id(officer), .int(record.version),
                ], changing: 1, else: SigningProblem.notUnlocked)
            try transaction.execute(KeyStatements.lockHolder, [.id(officer)])
        }
    }

    /// Opens what the officer may open, in this session and for a quarter of an hour after the last use.
    ///
    /// - Throws: `SigningProblem.wrongPIN`, `.keyLocked`, `.noKey`.
    package func unlock(_ officer: ID<Subject>, pin: String, session: String) async throws {
        guard OpenedSecret.isSecret(session) else { throw SigningProblem.notUnlocked }
        let secret = try await opened(officer, pin: pin)
        let place = OpenedSecret(officer, session: session)
        let sealed = try place.closed(secret)
        let until = clock.now().adding(minutes: OpenedSecret.minutes)
        try await database.write("Papers.unlock") { transaction in
            try transaction.execute(KeyStatements.lockOpened, [.blob(place.place), .id(officer)])
            try transaction.execute(
                KeyStatements.addOpened, [.blob(place.place), .id(officer), .blob(sealed), .instant(until)])
        }
    }

    /// Whatever is open in a session.
    package func lock(session: String) async throws {
        let place = OpenedSecret.place(of: session)
        try await database.write("Papers.lockSession") {
            try $0.execute(KeyStatements.lockSession, [.blob(place)])
        }
    }

    /// Whatever an officer opened, wherever.
    package func lock(_ officer: ID<Subject>) async throws {
        try await database.write("Papers.lockHolder") { try $0.execute(KeyStatements.lockHolder, [.id(officer)]) }
    }

    /// Removes what locked itself; a job of every hour.
    package func sweep() async throws {
        let now = clock.now()
        try await database.write("Papers.sweepOpened") { try $0.execute(KeyStatements.sweepOpened, [.instant(now)]) }
    }

    package func isUnlocked(_ officer: ID<Subject>, session: String) async throws -> Bool {
        do {
            _ = try await secret(officer, session)
            return true
        } catch SigningProblem.notUnlocked {
            return false
        }
    }

    private struct Record {
        let closed: ClosedSecret
        let triesLeft: Int
        let version: Int64
    }

    private func record(_ officer: ID<Subject>) async throws -> Record? {
        try await database.read {
            try $0.first(KeyStatements.holder, [.id(officer)]) { row in
                Record(
                    closed: try ClosedSecret(salt: row.blob(0), sealed: row.blob(1), rounds: Int(row.int(2))),
                    triesLeft: Int(row.int(3)), version: row.int(4))
            }
        }
    }

    private func closed(
        _ secret: SymmetricKey, _ pin: String, _ officer: ID<Subject>
    ) async throws -> ClosedSecret {
        try await queue.run { [ring, rounds] in
            try ClosedSecret(secret, pin: pin, holder: officer, ring: ring, rounds: rounds)
        }
    }

    /// A try is taken before it is made, so that many at once are no more than their number.
    private func opened(_ officer: ID<Subject>, pin: String) async throws -> SymmetricKey {
        guard let record = try await record(officer) else { throw SigningProblem.noKey }
        guard record.triesLeft > 0 else { throw SigningProblem.keyLocked }
        let lastTry = record.triesLeft == 1
        let locked = event("papers.keyHolderLocked", stream: ids.next(), at: clock.now(), .system("keystore")) {
            $0.text("officer", String(officer.rawValue))
        }
        try await database.write("Papers.takePINTry") { transaction in
            try transaction.execute(
                KeyStatements.takeTry, [.id(officer), .int(record.version)], changing: 1,
                else: SigningProblem.wrongPIN(triesLeft: record.triesLeft - 1))
        }
        let secret = try await queue.run { [ring] in
            try record.closed.opened(pin, holder: officer, ring: ring)
        }
        guard let secret else {
            guard lastTry else { throw SigningProblem.wrongPIN(triesLeft: record.triesLeft - 1) }
            try await database.write("Papers.lockKeyHolder") { transaction in
                try transaction.execute(KeyStatements.lockHolder, [.id(officer)])
                try Journal.append(locked, in: transaction)
            }
            throw SigningProblem.keyLocked
        }
        // The cost was raised since: whoever knows the PIN pays the new one once.
        let renewed = record.closed.rounds < rounds ? try await closed(secret, pin, officer) : nil
        try await database.write("Papers.givePINTries") { transaction in
            try transaction.execute(KeyStatements.giveTries, [.int(KeyHolder.tries), .id(officer)])
            guard let renewed else { return }
            // Two steps on: the try that was taken and given back. Who changed the PIN meanwhile has closed it anew.
            try transaction.execute(
                KeyStatements.close,
                [
                    .blob(renewed.salt), .blob(renewed.sealed), .int(renewed.rounds), .int(KeyHolder.tries),
                    .id(officer), .int(record.version + 2),
                ])
        }
        return secret
    }

    /// - Throws: `SigningProblem.notUnlocked`.
    func secret(_ officer: ID<Subject>, _ session: String) async throws -> SymmetricKey {
        let now = clock.now()
        let place = OpenedSecret(officer, session: session)
        let found = try await database.read {
            try $0.first(KeyStatements.opened, [.blob(place.place), .id(officer)]) { ($0.blob(0), $0.instant(1)) }
        }
        guard let (sealed, until) = found, until > now, let secret = place.opened(sealed) else {
            throw SigningProblem.notUnlocked
        }
        let longer = now.adding(minutes: OpenedSecret.minutes)
        let due = longer.adding(minutes: -OpenedSecret.touchMinutes)
        if until <= due {
            try await database.write("Papers.touchOpened") {
                try $0.execute(
                    KeyStatements.touchOpened, [.instant(longer), .blob(place.place), .id(officer), .instant(longer)])
            }
        }
        return secret
    }

    private static func check(_ pin: String) throws(SigningProblem) {
        guard pin.count >= 6, Set(pin).count > 1 else { throw .weakPIN }
    }

    func event(
        _ kind: String, stream: ID<EventStream>, at now: Instant, _ actor: Actor,
        _ body: (inout BodyWriter) -> Void
    ) -> NewEvent {
        NewEvent(
            id: ids.next(), stream: stream, streamSeq: 1, kind: kind, at: now, actor: actor.journalActor,
            body: BodyWriter.object(body), salt: .random())
    }
}
