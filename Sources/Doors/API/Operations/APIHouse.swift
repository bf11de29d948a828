package import Catalogue
package import Civic
package import Directory
package import Dossiers
package import Papers

/// The façades an operation may call, and what it needs to know of the city.
package struct APIHouse: Sendable {
    package let desk: DossierDesk
    package let drafts: DraftBook
    package let catalogue: CatalogueBook
    package let directory: DirectoryBook
    package let clock: any CityClock
    package let printRoom: PrintRoom
    package let verifier: PaperVerifier
    package let uploads: UploadBook
    package let results: ResultBook
    package let keystore: Keystore

    package init(
        desk: DossierDesk, drafts: DraftBook, catalogue: CatalogueBook, directory: DirectoryBook, clock: any CityClock,
        printRoom: PrintRoom, verifier: PaperVerifier, uploads: UploadBook, results: ResultBook, keystore: Keystore
    ) {
        self.desk = desk
        self.drafts = drafts
        self.catalogue = catalogue
        self.directory = directory
        self.clock = clock
        self.printRoom = printRoom
        self.verifier = verifier
        self.uploads = uploads
        self.results = results
        self.keystore = keystore
    }
}
