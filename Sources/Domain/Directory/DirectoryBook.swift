package import Civic
import Foundation
package import Store
import Synchronization

/// Who is who, who may act as what, and who looked: the façade of the Directory. Its use cases stand in extensions by
/// subject: accounts and sessions, officers, mandates, residents, looks.
package final class DirectoryBook: Sendable {
    let database: any Database
    let keys: KeyRing
    let clock: any CityClock
    let ids: IDGenerator
    package let zone: CityZone
    package let rules: SessionRules
    package let throttle: Throttle
    let cost: PasswordHash.Cost
    let passwords = PasswordQueue()
    /// What an unknown login is compared with, so that it costs what a known one costs.
    let decoy: PasswordHash
    let sessions = SessionCache()
    let lists = ShownLists()
    /// What stands at the head of pages, as of the last look.
    let shown = Mutex<[Announcement]>([])
    private let places: Mutex<Places>

    /// The city's units and areas, as of the last refresh.
    package struct Places: Sendable {
        package let tree: UnitTree
        package let atlas: AreaAtlas

        package init(tree: UnitTree, atlas: AreaAtlas) {
            self.tree = tree
            self.atlas = atlas
        }
    }

    package init(
        database: any Database, keys: KeyRing, clock: any CityClock, ids: IDGenerator, zone: CityZone = .hanoi,
        places: Places, rules: SessionRules = SessionRules(), cost: PasswordHash.Cost = .house
    ) throws {
        self.database = database
        self.keys = keys
        self.clock = clock
        self.ids = ids
        self.zone = zone
        self.rules = rules
        self.cost = cost
        throttle = Throttle(database: database, keys: keys, clock: clock, zone: zone)
        decoy = try PasswordHash("nobody's password", cost: cost)
        self.places = Mutex(places)
    }

    package var tree: UnitTree { places.withLock { $0.tree } }
    package var atlas: AreaAtlas { places.withLock { $0.atlas } }

    /// After the city's files were published anew.
    package func refresh(_ new: Places) {
        places.withLock { $0 = new }
        sessions.forgetAll()
    }

    package var today: Day { zone.day(clock.now()) }

    /// Puts a question to the policy with today's units.
    package func decide(
        _ action: AccessAction, on target: AccessTarget, by actor: Actor, purpose: AccessPurpose? = nil
    ) -> AccessDecision {
        let now = clock.now()
        return AccessPolicy.decide(
            AccessQuestion(
                actor: actor, action: action, on: target, purpose: purpose, at: now, day: zone.day(now), tree: tree))
    }

    func unit(_ code: UnitCode) throws(DirectoryProblem) -> Unit {
        guard let unit = tree.unit(code, on: today) else { throw .unitUnknown(code.text) }
        return unit
    }
}

/// Every statement of the room, for the test that prepares each on each engine.
package enum DirectoryStore {
    package static let statements =
        AccountStore.statements + OfficerStore.statements + MandateStore.statements + ResidentStore.statements
        + SecondFactorStore.statements + RecoveryStore.statements + AnnouncementStore.statements + LookStore.statements
        + ThrottleStore.statements + RingMark.statements + IdentityStore.statements
}
