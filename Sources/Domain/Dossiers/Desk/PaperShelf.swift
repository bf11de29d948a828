package import Civic
package import Directory
package import Store

/// The port to the papers handed in: Dossiers names them, Papers keeps them. Called inside the transaction that writes
/// the dossier or ends the draft, with SQL only.
package protocol PaperShelf: Sendable {
    /// Puts a paper into a dossier.
    ///
    /// - Parameters:
    ///   - owner: who files it now; the paper must be his own …
    ///   - draft: … or hang on this draft, which he may file.
    /// - Returns: false when there is no such paper, it was erased, or it is neither.
    func file(
        _ upload: Int64, with dossier: ID<Dossier>, owner: ID<Subject>, draft: Int64?, in transaction: any Transaction
    ) throws -> Bool

    /// The papers of drafts that are gone go with them.
    func discard(draft: Int64, in transaction: any Transaction) throws
}

/// The shelf of a house without a room for papers: what is named is taken as it is.
package struct NoShelf: PaperShelf {
    package init() {}

    package func file(
        _ upload: Int64, with dossier: ID<Dossier>, owner: ID<Subject>, draft: Int64?, in transaction: any Transaction
    ) throws -> Bool { true }

    package func discard(draft: Int64, in transaction: any Transaction) throws {}
}

extension PaperShelf {
    /// Files papers under the numbers from `first` on.
    ///
    /// - Throws: `DossierProblem.paperUnknown` with the name of the first that may not be filed.
    func file(
        _ papers: [FiledPaper], from first: Int64, with dossier: ID<Dossier>, owner: ID<Subject>, draft: Int64?,
        in transaction: any Transaction
    ) throws {
        for (number, paper) in zip(first..., papers) {
            guard try file(paper.upload, with: dossier, owner: owner, draft: draft, in: transaction) else {
                throw DossierProblem.paperUnknown(paper.name)
            }
            try transaction.execute(
                DossierStore.insertPaper,
                [.id(dossier), .int(number), .text(paper.document), .int(paper.upload), .text(paper.name)])
        }
    }
}
