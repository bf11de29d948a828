import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Papers

/// What one press does to the papers of a draft: files come, go, change places, or are taken from the store.
struct PaperChange {
    let house: House
    let context: HouseContext
    let draft: DraftCase
    private(set) var papers: [FiledPaper]
    private(set) var wrong: [PaperPages.Wrong] = []
    private(set) var isDouble = false
    private var removed: String?
    private var added = 0
    private var isBusy = false

    init(house: House, context: HouseContext, draft: DraftCase) {
        self.house = house
        self.context = context
        self.draft = draft
        papers = draft.draft.papers
    }

    private var link: ID<PaperLink> { ID(draft.draft.id) }

    /// Of the page that says what is wrong.
    var status: Int { isBusy ? 503 : 422 }

    /// What the page that follows says of it, as its query.
    var told: String {
        if let removed { return "?da-bo=\(URLEncodedForm.encode(removed))#xong" }
        return added > 0 ? "?da-tai=\(added)#xong" : ""
    }

    mutating func take(_ form: FilledForm) async throws {
        // One scan may serve for two papers; twice for one is a slip of the hand.
        var known = Set(try await house.uploads.uploads(of: link).map { Array($0.document.utf8) + $0.sha256 })
        if let index = index(form.text("_remove")) {
            try await house.uploads.remove(ID(papers[index].upload), from: link)
            removed = papers.remove(at: index).document
        }
        move(form.text("_up"), by: -1)
        move(form.text("_down"), by: 1)
        if form.has("_reuse") { try await reuse(form.text("_reuse")) }
        for file in form.files {
            guard let rule = draft.papers.first(where: { $0.id == file.field }), hasRoom(for: rule, file.name) else {
                continue
            }
            do {
                if let excess = file.excess { throw excess }
                guard file.bytes.count <= rule.maxMegabytes << 20 else {
                    throw DoorProblem.tooLarge(megabytes: rule.maxMegabytes)
                }
                let upload = try await house.uploads.receive(
                    file.bytes, name: file.name, document: rule.id, owner: context.actor.speaksFor, link: link)
                isDouble = !known.insert(Array(rule.id.utf8) + upload.sha256).inserted || isDouble
                papers.append(FiledPaper(document: rule.id, upload: upload.id.rawValue, name: upload.name))
                added += 1
            } catch let problem as any Problem {
                refuse(rule, file.name, problem)
            }
        }
    }

    private mutating func reuse(_ choice: String) async throws {
        guard let rule = draft.papers.first(where: { choice.hasPrefix($0.id + "|") }), hasRoom(for: rule, nil) else {
            return
        }
        do {
            papers.append(try await PaperOffers(house: house, context: context, link: link).take(choice))
            added += 1
        } catch let problem as any Problem {
            refuse(rule, nil, problem)
        }
    }

    private mutating func refuse(_ rule: DocumentRule, _ name: String?, _ problem: any Problem) {
        context.logFault(problem)
        isBusy = isBusy || problem.status == .busy
        let text = problem.publicMessage[context.language]
        wrong.append(PaperPages.Wrong(document: rule.id, message: name.map { "\($0): \(text)" } ?? text))
    }

    private mutating func hasRoom(for rule: DocumentRule, _ name: String?) -> Bool {
        guard papers.filter({ $0.document == rule.id }).count >= rule.mostFiles else { return true }
        let text = house.pages.words(context)[
            "papers_too_many", ["file": name ?? rule.name[context.language], "n": String(rule.mostFiles)]]
        wrong.append(PaperPages.Wrong(document: rule.id, message: text))
        return false
    }

    /// Changes places with its neighbour among the files of its document.
    private mutating func move(_ upload: String, by step: Int) {
        guard let index = index(upload) else { return }
        let same = papers.indices.filter { papers[$0].document == papers[index].document }
        guard let place = same.firstIndex(of: index), same.indices.contains(place + step) else { return }
        papers.swapAt(index, same[place + step])
    }

    private func index(_ upload: String) -> Int? {
        Int64(upload).flatMap { id in papers.firstIndex { $0.upload == id } }
    }
}
