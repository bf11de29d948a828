import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Papers

/// What the store of whoever is spoken for holds for a document that is asked for: handed in before, or given by the
/// house (ux.md C10).
struct PaperOffers {
    let house: House
    let context: HouseContext
    let link: ID<PaperLink>

    func models(for document: String) async throws -> [Model] {
        let words = house.pages.words(context)
        return try await uploads(for: document).map { upload in
            let day = HouseDates.text(house.zone.day(upload.created))
            var model: Model = [
                "offer": "\(document)|\(upload.id)", "offer_id": String(upload.id.rawValue), "offer_name": upload.name,
                "offer_when": words[
                    upload.document == Upload.result ? "papers_offer_result" : "papers_offer_given", ["day": day]],
            ]
            model.say("offer_size", PaperCards.size(upload.bytes, context.language))
            return model
        }
    }

    /// Hands in once more what was chosen as `document|upload`.
    ///
    /// - Throws: `unknown` when it was not offered.
    func take(_ choice: String) async throws -> FiledPaper {
        let parts = choice.split(separator: "|").map(String.init)
        guard parts.count == 2, let id = ID<Upload>(parts[1]),
            try await uploads(for: parts[0]).contains(where: { $0.id == id })
        else { throw PapersProblem.unknown }
        let upload = try await house.uploads.reuse(id, as: parts[0], owner: context.actor.speaksFor, link: link)
        return FiledPaper(document: upload.document, upload: upload.id.rawValue, name: upload.name)
    }

    private func uploads(for document: String) async throws -> [Upload] {
        let given = try await house.desk.given(to: context.actor, by: house.catalogue.givers(of: document))
        return try await house.uploads.offers(
            for: document, of: context.actor.speaksFor, givenIn: Set(given.map { $0.retyped() }), to: link)
    }
}
