package import Door
import Hummingbird

/// All pages: the residents' half, and the officers' half, which stands in `Officer` and shares `Pages`.
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
        VerifyPages(house: house).register(on: router)
        BoardPages(house: house).register(on: router)
        OwnCasePages(house: house).register(on: router)
        AccountPages(house: house).register(on: router)
        ContactPages(house: house).register(on: router)
        StorePages(house: house).register(on: router)
        SecondFactorPages(house: house).register(on: router)
        EntryLinkPages(house: house).register(on: router)
        OfficerDoor(house).register(on: router)
    }
}
