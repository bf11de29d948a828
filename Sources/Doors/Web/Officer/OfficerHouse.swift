package import Catalogue
package import Civic
package import Directory
package import Dossiers

/// What the desk's pages call and are drawn with.
package struct OfficerHouse: Sendable {
    package let desk: DossierDesk
    package let directory: DirectoryBook
    package let catalogue: CatalogueBook
    package let pages: Pages

    package init(desk: DossierDesk, directory: DirectoryBook, catalogue: CatalogueBook, pages: Pages) {
        self.desk = desk
        self.directory = directory
        self.catalogue = catalogue
        self.pages = pages
    }

    var clock: any CityClock { pages.settings.clock }
    var zone: CityZone { pages.settings.zone }
    var today: Day { zone.day(clock.now()) }
}
