import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Papers

/// Papers as their owner sees them: each once, by what it is, with every use.
struct StoreShelf {
    private let house: House
    private let context: HouseContext
    private let words: Words
    /// Uploads of the same bytes, newest first.
    private let papers: [[Upload]]
    private let dossiers: [ID<Dossier>: Dossier]
    private let drafts: [Int64: DraftBook.Draft]
    private let results: [ID<Upload>: SignedResult]

    init(house: House, context: HouseContext, uploads: [Upload]) async throws {
        self.house = house
        self.context = context
        words = house.pages.words(context)
        var places: [[UInt8]: Int] = [:]
        var papers: [[Upload]] = []
        for upload in uploads {
            if let place = places[upload.sha256] {
                papers[place].append(upload)
            } else {
                places[upload.sha256] = papers.count
                papers.append([upload])
            }
        }
        self.papers = papers
        dossiers = try await house.desk.dossiers(Set(uploads.map { $0.link.retyped() }), by: context.actor)
        drafts = Dictionary(
            uniqueKeysWithValues: try await house.drafts.list(by: context.actor).map { ($0.id, $0) })
        results = Dictionary(
            try await house.results.released(to: context.actor.speaksFor).map { ($0.upload, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// By kind, results first.
    var groups: [Model] {
        var names: [String] = []
        var rows: [String: [Model]] = [:]
        for uses in papers {
            let kind = uses.contains { $0.document == Upload.result } ? words["store_results"] : kind(of: uses)
            if rows[kind] == nil { names.append(kind) }
            rows[kind, default: []].append(row(uses))
        }
        let first = words["store_results"]
        return (names.filter { $0 == first } + names.filter { $0 != first }).map { name in
            ["group_name": name, "papers": rows[name] ?? []]
        }
    }

    private func row(_ uses: [Upload]) -> Model {
        let shown = uses.first { $0.document == Upload.result } ?? uses[0]
        let language = context.language
        var model: Model = [
            "upload": String(shown.id.rawValue), "file_name": shown.name,
            "file_size": PaperCards.size(shown.bytes, language), "href": prefixed("/giay-to/\(shown.id)", context),
            "when": words["store_given", ["day": day(uses.map(\.created).min() ?? shown.created)]],
            "uses": uses.compactMap(use),
        ]
        if let result = results[shown.id] {
            model["file_name"] = [result.name[language], result.number].compactMap(\.self).joined(separator: " ")
            model["href"] = prefixed("/ho-so/\(result.dossier)/ket-qua/\(result.code)", context)
            model["when"] = words["store_issued", ["day": day(result.releasedAt ?? shown.created)]]
        }
        let holds = uses.compactMap { $0.hold(at: house.clock.now()) }
        if holds.contains(.open) {
            model["held"] = words["store_held_open"]
        } else if holds.contains(.forever) {
            model["held"] = words["store_held_forever"]
        } else if let until = holds.compactMap({ if case .until(let end) = $0 { end } else { nil } }).max() {
            model["held"] = words["store_held_until", ["day": day(until)]]
        } else {
            model["deletable"] = true
        }
        if let last = uses.compactMap(\.eraseAt).max(), uses.allSatisfy({ $0.eraseAt != nil }) {
            model["erased_at"] = words["store_erased_at", ["day": day(last)]]
        }
        return model
    }

    private func use(_ upload: Upload) -> Model? {
        if let dossier = dossiers[upload.link.retyped()] {
            return [
                "use_href": prefixed("/ho-so/\(dossier.id)", context),
                "use_name": house.procedureName(dossier.procedure, context.language), "use_label": dossier.label,
            ]
        }
        guard let draft = drafts[upload.link.rawValue] else { return nil }
        return [
            "use_href": prefixed("/nop/\(draft.id)", context),
            "use_name": words["store_draft", ["name": house.procedureName(draft.procedure, context.language)]],
        ]
    }

    /// What the procedure it was handed in with calls it.
    private func kind(of uses: [Upload]) -> String {
        let names = uses.lazy.compactMap { upload -> String? in
            let procedure: Procedure?
            if let dossier = dossiers[upload.link.retyped()] {
                procedure = house.procedure(of: dossier)
            } else {
                procedure = drafts[upload.link.rawValue].flatMap {
                    house.catalogue.procedure($0.procedure, version: $0.procedureVersion)
                }
            }
            return procedure?.document(upload.document)?.name[context.language]
        }
        return names.first ?? words["store_other"]
    }

    private func day(_ instant: Instant) -> String { HouseDates.text(house.zone.day(instant)) }
}
