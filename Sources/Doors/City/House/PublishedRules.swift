package import Catalogue
package import Civic
import Dossiers

/// The desk's rules, answered from what was published.
package struct PublishedRules: CaseRules {
    private let book: CatalogueBook
    package let numbersPlaceholders: Bool

    package init(_ book: CatalogueBook, numbersPlaceholders: Bool) {
        self.book = book
        self.numbersPlaceholders = numbersPlaceholders
    }

    package func procedure(_ code: String, on day: Day) -> Procedure? { book.procedure(code, on: day) }
    package func procedure(_ code: String, version: String) -> Procedure? { book.procedure(code, version: version) }
    package func procedures(on day: Day) -> [Procedure] { book.modelled.compactMap { book.procedure($0, on: day) } }
    package var bundles: [ProcedureBundle] { book.bundles }
    package func calendar(for unit: UnitCode) -> WorkingCalendar { book.calendar(for: unit) }
}
