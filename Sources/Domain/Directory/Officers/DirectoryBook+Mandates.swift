package import Civic
import Foundation
import Journal
package import Store

/// What a signer writes when granting a mandate.
package struct NewMandate: Sendable {
    package var grantee: ID<Officer>
    package var power: String
    /// Codes; empty for every procedure that needs the power.
    package var procedures: Set<String>
    package var unit: UnitCode
    package var from: Instant
    /// Not in force at this instant any more; nil until revoked.
    package var to: Instant?
    /// Number of the written decision.
    package var decision: String
    package var conditions: String

    package init(
        grantee: ID<Officer>, power: String, procedures: Set<String> = [], unit: UnitCode, from: Instant, to: Instant?,
        decision: String, conditions: String = ""
    ) {
        self.grantee = grantee
        self.power = power
        self.procedures = procedures
        self.unit = unit
        self.from = from
        self.to = to
        self.decision = decision
        self.conditions = conditions
    }
}

/// A mandate as the unit's list shows it, in force or not.
package struct MandateEntry: Sendable, Hashable {
    package let mandate: GrantedMandate
    package let grantor: ID<Officer>
    package let grantee: ID<Officer>
    package let revokedAt: Instant?
    package let conditions: String

    package func isInForce(at instant: Instant) -> Bool {
        mandate.isInForce(at: instant) && (revokedAt.map { instant < $0 } ?? true)
    }
}

extension DirectoryBook {
    /// Only the unit's signer in person grants: who holds a mandate or stands in hands nothing on.
    /// - Throws: `redelegation`, `accessRefused`, `badPeriod`, `decisionMissing`, `granteeIsGrantor`, `officerUnknown`.
    package func grantMandate(_ new: NewMandate, by actor: Actor) async throws -> ID<Mandate> {
        let decision = decide(.grantMandate, on: .unit(new.unit), by: actor)
        guard let grantor = actor.officer, decision.isAllowed else {
            let borrowed = actor.officer.map { standing in
                standing.mandates.contains { $0.unit == new.unit } || standing.holds(.signer, at: new.unit)
            }
            if borrowed == true { throw DirectoryProblem.redelegation }
            try decision.required()
            throw DirectoryProblem.accessRefused(.notTheirRole)
        }
        guard new.grantee != grantor.officer else { throw DirectoryProblem.granteeIsGrantor }
        guard !new.decision.trimmingCharacters(in: .whitespaces).isEmpty else { throw DirectoryProblem.decisionMissing }
        if let to = new.to, to <= max(new.from, clock.now()) { throw DirectoryProblem.badPeriod }
        let id = ids.next(Mandate.self)
        let procedures = new.procedures.sorted().joined(separator: " ")
        let event = event(
            "mandateGranted", on: id, by: actor, unit: new.unit,
            facts: [
                "power": .text(new.power), "procedures": .text(procedures), "grantee": .int(new.grantee.rawValue),
                "from": .int(new.from.milliseconds), "to": .int(new.to?.milliseconds ?? 0),
            ],
            body: BodyWriter.object {
                $0.text("decision", new.decision)
                $0.text("conditions", new.conditions)
            })
        try await database.write("Directory.grantMandate") { transaction in
            try Self.require(new.grantee, in: transaction)
            try transaction.execute(
                MandateStore.insert,
                [
                    .id(id), .id(grantor.officer), .id(new.grantee), .text(new.power), .text(procedures),
                    .unit(new.unit), .instant(new.from), .instant(new.to), .text(new.decision), .text(new.conditions),
                ])
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
        return id
    }

    /// By a signer of its unit. In force at once: what is signed a moment later has no mandate.
    package func revokeMandate(_ id: ID<Mandate>, by actor: Actor) async throws {
        let found = try await database.read { transaction in
            try transaction.first(MandateStore.byID, [.id(id)], MandateEntry.init(row:))
        }
        guard let found else { throw DirectoryProblem.mandateUnknown }
        try decide(.grantMandate, on: .unit(found.mandate.unit), by: actor).required()
        let now = clock.now()
        let event = event("mandateRevoked", on: id, by: actor, unit: found.mandate.unit)
        try await database.write("Directory.revokeMandate") { transaction in
            try transaction.execute(
                MandateStore.revoke, [.instant(now), .id(id)], changing: 1, else: DirectoryProblem.mandateRevoked)
            try Journal.appendNext(event, in: transaction)
        }
        sessions.forgetAll()
    }

    /// All mandates a unit ever gave, the youngest first.
    package func mandates(of unit: UnitCode) async throws -> [MandateEntry] {
        try await database.read { try $0.all(MandateStore.ofUnit, [.unit(unit)], MandateEntry.init(row:)) }
    }

    /// Who acts at this unit now by a mandate, with or without a post there.
    package func holders(ofMandatesAt unit: UnitCode) async throws -> [OfficerEntry] {
        let now = SQLValue.instant(clock.now())
        return try await database.read { transaction in
            try transaction.all(MandateStore.holders, [.unit(unit), now, now, now]) { row in
                OfficerEntry(
                    officer: row.id(0), name: row.text(1), title: LocalizedText(vi: row.text(2), en: row.text(3)),
                    roles: [], isAbsent: false, deputy: nil)
            }
        }
    }

    /// To be asked inside the transaction that signs: a mandate may have ended since the session was resolved.
    package static func isInForce(
        _ mandate: ID<Mandate>, of officer: ID<Officer>, at instant: Instant, in transaction: any Transaction
    ) throws -> Bool {
        try transaction.first(
            MandateStore.isInForce,
            [.id(mandate), .id(officer), .instant(instant), .instant(instant), .instant(instant)]
        ) { _ in true } ?? false
    }
}

extension GrantedMandate {
    /// A row of `MandateStore`. A revocation shortens it.
    init(row: any Row) throws {
        let ends = [row.optionalInstant(5), row.optionalInstant(6)].compactMap { $0 }.min()
        self.init(
            id: row.id(0), power: row.text(1), unit: try row.unit(3), from: row.instant(4), to: ends,
            decision: row.text(7), procedures: Set(row.text(2).split(separator: " ").map(String.init)))
    }
}

extension MandateEntry {
    init(row: any Row) throws {
        self.init(
            mandate: try GrantedMandate(row: row), grantor: row.id(9), grantee: row.id(10),
            revokedAt: row.optionalInstant(6), conditions: row.text(8))
    }
}
