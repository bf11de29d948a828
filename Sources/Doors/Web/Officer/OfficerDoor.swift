import Directory
package import Door
import Dossiers

/// The officers' half of the pages.
package struct OfficerDoor: Sendable {
    let house: House

    package init(_ house: House) {
        self.house = house
    }

    package func register(on router: GuardedRouter) {
        let (desk, directory) = (house.desk, house.directory)
        router.unread = { try await desk.unreadNotices(of: $0) + directory.unreadRecoveries(of: $0) }
        DeskPages(house: house).register(on: router)
        CasePages(house: house).register(on: router)
        CounterPages(house: house).register(on: router)
        LeaderPages(house: house).register(on: router)
        OversightPages(house: house).register(on: router)
        KeyPage(house: house).register(on: router)
        AdminPages(house: house).register(on: router)
    }
}
