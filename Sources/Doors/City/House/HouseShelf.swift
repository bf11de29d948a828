import Civic
import Directory
import Dossiers
import Papers
import Store

/// The room for papers, as the desk and the drafts reach it.
struct HouseShelf: PaperShelf {
    func file(
        _ upload: Int64, with dossier: ID<Dossier>, owner: ID<Subject>, draft: Int64?, in transaction: any Transaction
    ) throws -> Bool {
        guard let link = try UploadBook.link(of: ID(upload), in: transaction) else { return false }
        // What another dossier holds stays there: it is handed in once more, not moved.
        if link != dossier.retyped(), link.rawValue != draft,
            try CaseReader.exists(link.retyped(), in: transaction)
        {
            return false
        }
        return try UploadBook.file(
            ID(upload), with: dossier.retyped(), owner: owner, draft: draft.map { ID($0) }, in: transaction)
    }

    func discard(draft: Int64, in transaction: any Transaction) throws {
        try UploadBook.discard(ID(draft), in: transaction)
    }
}
