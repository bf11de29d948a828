import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// A draft opened by its owner: with the version of the procedure it began under, and what its answers come to.
struct DraftCase {
    let draft: DraftBook.Draft
    let journey: FormJourney
    let state: FormState
    /// Papers to hand in with these answers.
    let papers: [DocumentRule]

    var procedure: Procedure { journey.procedure }
    var path: String { "/nop/\(draft.id)" }

    static func open(_ house: House, _ context: HouseContext) async throws -> DraftCase {
        guard let id = context.parameters.get("draft").flatMap({ Int64($0) }) else { throw DoorProblem.notFound }
        do {
            return try DraftCase(try await house.drafts.load(id, by: context.actor), house, context)
        } catch DossierProblem.notFound {
            // Another's, or one's own behind a session that has ended.
            guard context.actor.standing != .anyone else { throw DoorProblem.signInNeeded }
            guard let guest = context.guest?.subject,
                let draft = try await house.drafts.takeOver(id, from: guest, by: context.actor)
            else { throw WebProblem.draftGone }
            return try DraftCase(draft, house, context)
        }
    }

    init(_ draft: DraftBook.Draft, _ house: House, _ context: HouseContext) throws {
        self.draft = draft
        guard
            let procedure = house.catalogue.procedure(draft.procedure, version: draft.procedureVersion)
                ?? house.catalogue.procedure(draft.procedure, on: house.today)
        else { throw CatalogueProblem.unknownProcedure(draft.procedure) }
        journey = FormJourney(
            procedure,
            FormContext(
                channel: draft.channel, today: house.today,
                applicant: FormContext.Applicant(kind: "citizen", signedIn: context.actor.standing != .anyone),
                language: context.language))
        state = try journey.state(of: draft.answers)
        papers = (try? journey.neededDocuments(state.answers).filter { $0.hand == .submit && $0.at == .intake }) ?? []
    }

    var missingPapers: [DocumentRule] {
        papers.filter { rule in !draft.papers.contains { $0.document == rule.id } }
    }

    /// Where to go on: the exit, the first page with something missing, the papers, or the check.
    var next: String {
        if let exit = state.exit { return "\(path)/dung/\(exit.page.id)" }
        if let page = state.firstIncomplete { return "\(path)/trang/\(page.id)" }
        return missingPapers.isEmpty ? "\(path)/kiem-tra" : "\(path)/giay-to"
    }

    /// What the next page is called: how far the draft has come.
    func reached(_ words: Words) -> String {
        if let exit = state.exit { return exit.exit.title[words.language] }
        if let page = state.firstIncomplete { return page.title[words.language] }
        return words[missingPapers.isEmpty ? "check_title" : "papers_title"]
    }

    /// The first name in it: what tells two drafts of one procedure apart.
    var name: String? {
        procedure.parts.filter { $0.type == .name }.lazy.compactMap { state.answers.text($0.id) }.first
    }

    /// Where the page after this one is.
    func after(_ page: String) -> String {
        if state.page(page)?.exit != nil { return "\(path)/dung/\(page)" }
        if let following = state.page(after: page) { return "\(path)/trang/\(following.id)" }
        return papers.isEmpty ? "\(path)/kiem-tra" : "\(path)/giay-to"
    }

    func before(_ page: String) -> String {
        state.page(before: page).map { "\(path)/trang/\($0.id)" } ?? "/dich-vu/\(draft.procedure)"
    }
}
