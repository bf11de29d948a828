package import Civic

/// What the pages say of the city, from `city.yaml`, and what they need of the program.
package struct WebSettings: Sendable {
    /// `Thành phố Hà Nội`.
    package var cityName: LocalizedText
    /// A CSS colour of six hex digits; anything else is ignored for the house's own.
    package var brandColour: String
    package var helpPhone: String
    package var helpEmail: String
    package var helpHours: LocalizedText
    package var zone: CityZone
    package var clock: any CityClock
    /// The `share` folder: templates, static files, texts.
    package var shareFolder: String
    /// A demonstration with invented people: said on every page.
    package var isDemo: Bool
    /// Sign-in names and passwords shown on the sign-in page of a demonstration.
    package var demoAccounts: [DemoAccount]
    /// `https://dichvu.hanoi.example`, where people find this house; nil: nobody has said.
    package var publicOrigin: String?
    /// The commune level's place for the address field's first level; nil: all of the country.
    package var homeArea: String?
    /// Residents sign in with their electronic identity.
    package var offersIdentity = false

    package struct DemoAccount: Sendable {
        package var login: String
        package var password: String
        package var who: LocalizedText

        package init(login: String, password: String, who: LocalizedText) {
            self.login = login
            self.password = password
            self.who = who
        }
    }

    package init(
        cityName: LocalizedText, brandColour: String = "#0f5c4d", helpPhone: String = "", helpEmail: String = "",
        helpHours: LocalizedText = LocalizedText(vi: "", en: ""), zone: CityZone = .hanoi,
        clock: any CityClock = SystemClock(), shareFolder: String, isDemo: Bool = false,
        demoAccounts: [DemoAccount] = [], publicOrigin: String? = nil, homeArea: String? = nil
    ) {
        self.cityName = cityName
        self.brandColour = brandColour
        self.helpPhone = helpPhone
        self.helpEmail = helpEmail
        self.helpHours = helpHours
        self.zone = zone
        self.clock = clock
        self.shareFolder = shareFolder
        self.isDemo = isDemo
        self.demoAccounts = demoAccounts
        self.publicOrigin = publicOrigin
        self.homeArea = homeArea
    }
}
