package import Door
import Hummingbird

/// The residents' half of the pages; the officers' half stands in `Officer` and shares `Pages`.
package struct WebDoor: Sendable {
    let house: House

    package init(_ house: House) {
        self.house = house
    }

    package func register(on router: GuardedRouter) {
        FrontPages(house: house).register(on: router)
        SignInPages(house: house).register(on: router)
        DraftPages(house: house).register(on: router)
        TrackPages(house: house).register(on: router)
        OwnCasePages(house: house).register(on: router)
        AccountPages(house: house).register(on: router)
    }
}
