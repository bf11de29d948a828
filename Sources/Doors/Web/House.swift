package import Catalogue
package import Civic
package import Directory
package import Dossiers
package import Exchange
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
    package let compared: ComparedBook
    package let binder: PaperBinder
    package let printRoom: PrintRoom
    package let verifier: PaperVerifier
    package let results: ResultBook
    package let keystore: Keystore
    package let messages: MessageLog
    package let contacts: ContactPost
    package let portal: PortalLog
    package let editor: CityEditor
    /// Nil: residents sign in by password.
    package let identity: IdentityDesk?

    package init(
        pages: Pages, desk: DossierDesk, drafts: DraftBook, catalogue: CatalogueBook, directory: DirectoryBook,
        uploads: UploadBook, pagesOfPapers: PageBook, compared: ComparedBook, printRoom: PrintRoom,
        verifier: PaperVerifier, results: ResultBook, keystore: Keystore, messages: MessageLog,
        contacts: ContactPost,
        portal: PortalLog, editor: CityEditor, identity: IdentityDesk?
    ) {
        var pages = pages
        pages.deskNav = DeskNav(directory)
        pages.announced = { directory.announcements(to: $0) }
        self.pages = pages
        self.desk = desk
        self.drafts = drafts
        self.catalogue = catalogue
        self.directory = directory
        self.uploads = uploads
        self.pagesOfPapers = pagesOfPapers
        self.compared = compared
        binder = PaperBinder(uploads: uploads, press: printRoom.press)
        self.printRoom = printRoom
        self.verifier = verifier
        self.results = results
        self.keystore = keystore
        self.messages = messages
        self.contacts = contacts
        self.portal = portal
        self.editor = editor
        self.identity = identity
    }

    package var clock: any CityClock { pages.settings.clock }
}
