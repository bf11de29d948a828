package import Catalogue
package import Civic
package import Directory
package import Dossiers
package import Papers

/// The rooms behind the pages, given once by `City`.
package struct House: Sendable {
    package let pages: Pages
    package let desk: DossierDesk
    package let drafts: DraftBook
    package let catalogue: CatalogueBook
    package let directory: DirectoryBook
    package let uploads: UploadBook
    package let pagesOfPapers: PageBook
    package let binder: PaperBinder
    package let printRoom: PrintRoom
    package let verifier: PaperVerifier
    package let results: ResultBook
    package let keystore: Keystore

    package init(
        pages: Pages, desk: DossierDesk, drafts: DraftBook, catalogue: CatalogueBook, directory: DirectoryBook,
        uploads: UploadBook, pagesOfPapers: PageBook, printRoom: PrintRoom, verifier: PaperVerifier,
        results: ResultBook, keystore: Keystore
    ) {
        var pages = pages
        pages.deskNav = DeskNav(directory)
        self.pages = pages
        self.desk = desk
        self.drafts = drafts
        self.catalogue = catalogue
        self.directory = directory
        self.uploads = uploads
        self.pagesOfPapers = pagesOfPapers
        binder = PaperBinder(uploads: uploads, press: printRoom.press)
        self.printRoom = printRoom
        self.verifier = verifier
        self.results = results
        self.keystore = keystore
    }

    package var clock: any CityClock { pages.settings.clock }
}
