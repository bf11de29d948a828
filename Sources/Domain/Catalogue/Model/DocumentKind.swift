/// What a city knows of a document, whichever procedure asks for it (`documents.csv`).
package struct DocumentKind: Sendable, Codable, Hashable {
    /// Code of the document in the procedures.
    package var id: String
    /// Codes of the procedures whose result is this document: one that was given is offered where it is asked for.
    package var givenBy: [String]
    /// Nil: as the city says.
    package var retention: PaperRetention?
}
