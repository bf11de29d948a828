import Civic
import Directory

/// One queue of open work: a seat in a unit, and what of it the officer is shown.
struct WorklistQueue {
    let unit: UnitCode
    let seat: String
    /// Codes of the procedures within reach; nil where all of the queue is his.
    let reach: Set<String>?
}

/// What an officer's lists are read from.
struct WorklistQueues {
    /// Work of officers.
    var seats: [WorklistQueue] = []
    /// Work that lies with the applicant or with another system, for a unit that decides on it.
    var outside: [WorklistQueue] = []
    /// Units whose ended dossiers are shown, with the procedures within reach.
    var ended: [UnitCode: UnitReach] = [:]
}

extension DossierDesk {
    /// The queues of an officer's own seats, or those of one unit he works in or looks over.
    ///
    /// - Throws: `DossierProblem.forbidden` where the unit is none of his.
    func queues(of officer: OfficerStanding, at unit: UnitCode?, by actor: Actor) throws -> WorklistQueues {
        let now = clock.now()
        let own = seats(of: officer).filter { unit == nil || $0.unit == unit }
        var queues = WorklistQueues()
        queues.seats = own.map { WorklistQueue(unit: $0.unit, seat: $0.seat, reach: Self.reach(of: $0, officer, now)) }
        for unit in Set(own.map(\.unit)).union([unit].compactMap { $0 }) {
            queues.ended[unit] = reach(over: unit, by: actor)
        }
        if let unit, let reach = queues.ended[unit] {
            if directory.decide(.seeUnitStatistics, on: .unit(unit), by: actor).isAllowed {
                let held = Set(own.map(\.seat))
                queues.seats += Role.allCases.filter { !$0.isAsked && !held.contains($0.rawValue) }.map {
                    WorklistQueue(unit: unit, seat: $0.rawValue, reach: reach.either)
                }
            } else if own.isEmpty {
                throw DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)
            }
        }
        for (unit, reach) in queues.ended.sorted(by: { $0.key < $1.key }) {
            queues.outside += [TaskSeat.applicant, .system].map {
                WorklistQueue(unit: unit, seat: $0.text, reach: reach.competent)
            }
        }
        return queues
    }

    /// The seats an officer fills: posts, and what his mandates let him do in their units.
    func seats(of officer: OfficerStanding) -> [SeatKey] {
        let now = clock.now()
        var seats = officer.posts.map { SeatKey(unit: $0.unit, seat: $0.role.rawValue) }
        for mandate in officer.mandates where mandate.isInForce(at: now) {
            let role: Role = Self.signedProcedure(mandate) == nil ? .certifier : .signer
            seats.append(SeatKey(unit: mandate.unit, seat: role.rawValue))
        }
        return Array(Set(seats)).sorted { ($0.unit.text, $0.seat) < ($1.unit.text, $1.seat) }
    }

    /// `sign:1.013225` lets its holder sign that procedure's results and no other's.
    private static func signedProcedure(_ mandate: GrantedMandate) -> String? {
        mandate.power.hasPrefix("sign:") ? String(mandate.power.dropFirst("sign:".count)) : nil
    }

    /// A queue may be wider than what a mandate reaches: of it the holder sees, and counts, his procedures only.
    /// - Returns: nil where all of the queue is his, by a post.
    private static func reach(of seat: SeatKey, _ officer: OfficerStanding, _ now: Instant) -> Set<String>? {
        guard let role = Role(rawValue: seat.seat), !officer.holds(role, at: seat.unit) else { return nil }
        var reached: Set<String> = []
        for mandate in officer.mandates where mandate.unit == seat.unit && mandate.isInForce(at: now) {
            let signed = signedProcedure(mandate)
            guard role == (signed == nil ? .certifier : .signer) else { continue }
            if let signed {
                reached.insert(signed)
            } else if mandate.procedures.isEmpty {
                return nil
            } else {
                reached.formUnion(mandate.procedures)
            }
        }
        return reached
    }
}

/// One seat: a role in a unit.
struct SeatKey: Hashable {
    let unit: UnitCode
    let seat: String
}

extension Role {
    /// Answers what other units ask: sees the one task, and nobody over its unit sees more.
    fileprivate var isAsked: Bool { self == .verifier || self == .consultedOfficer || self == .taxOfficer }
}
