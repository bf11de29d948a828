import Catalogue
import Civic
import Directory
import Door
import Hummingbird
import NIOCore

/// Procedures of the city for who owns the catalogue: versions, what differs, the file, and a new version.
struct ProcedurePages: Sendable {
    let house: House

    static let looks: AccessRule = .officer([.catalogueOwner, .cityAdmin])
    static let publishes: AccessRule = .officer([.catalogueOwner])

    func register(on router: GuardedRouter) {
        let draft = ProcedureDraftPage(house: house)
        let preview = ProcedurePreview(house: house)
        router.get("/can-bo/quan-tri/thu-tuc", for: Self.looks, door: .officer, "procedures and their versions") {
            request, context in
            list(request, context)
        }
        router.get("/can-bo/quan-tri/thu-tuc/moi", for: Self.publishes, door: .officer, "form of a new version") {
            request, context in
            draft.show(PageErrors(), request, context)
        }
        router.post(
            "/can-bo/quan-tri/thu-tuc/moi", for: Self.publishes, door: .officer, "checks a new version", limits: .lists
        ) { form, request, context in
            try await draft.review(form, request, context)
        }
        router.post(
            "/can-bo/quan-tri/thu-tuc/xem-thu", for: Self.publishes, door: .officer, "previews a new version",
            limits: .lists
        ) { form, request, context in
            guard
                let procedure = try await house.editor.draft(Array((form["yaml"] ?? "").utf8), reviews: false).procedure
            else {
                throw DoorProblem.notFound
            }
            return preview.show(procedure, request, context)
        }
        router.post(
            "/can-bo/quan-tri/thu-tuc/cong-bo", for: Self.publishes, door: .officer, "publishes a new version",
            limits: .lists
        ) { form, request, context in
            try await draft.publish(form, request, context)
        }
        router.get("/can-bo/quan-tri/thu-tuc/:code", for: Self.looks, door: .officer, "versions of a procedure") {
            request, context in
            try await versions(request, context)
        }
        router.get("/can-bo/quan-tri/thu-tuc/:code/khac", for: Self.looks, door: .officer, "two versions compared") {
            request, context in
            try diff(request, context)
        }
        router.get(
            "/can-bo/quan-tri/thu-tuc/:code/xem", for: Self.looks, door: .officer, "a version as citizens see it"
        ) { request, context in
            preview.show(try version("phien-ban", request, context), request, context)
        }
        router.get("/can-bo/quan-tri/thu-tuc/:code/tep", for: Self.looks, door: .officer, "a version as its file") {
            request, context in
            try await file(request, context)
        }
        router.get("/can-bo/quan-tri/ban-dich", for: Self.looks, door: .officer, "which texts lack a language") {
            request, context in
            try translations(request, context)
        }
    }

    private func list(_ request: Request, _ context: HouseContext) -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var model: Model = ["wants_officer_css": true]
        model["procedures"] = house.catalogue.modelled.map { code -> Model in
            let live = house.catalogue.procedure(code, on: house.today)
            let all = house.catalogue.versions(of: code)
            let next = all.first { $0.validFrom > house.today }
            return [
                "procedure_href": "\(words.base)/can-bo/quan-tri/thu-tuc/\(code)", "procedure_code": code,
                "procedure_name": (live ?? all.last)?.name[words.language] ?? code,
                "live": live.map { days($0) } ?? words.words["admin_version_none"],
                "next": next.map { days($0) } ?? words.words["admin_version_none"], "versions": String(all.count),
            ]
        }
        if Self.publishes.admits(context.actor) { model["may_publish"] = true }
        return house.pages.page(
            "admin/procedures", title: words.words["admin_procedures"], model, request: request, context: context)
    }

    private func versions(_ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let code = context.parameters.get("code") ?? ""
        let history = try await house.editor.history(of: code, in: house.catalogue)
        guard let newest = history.first else { throw DoorProblem.notFound }
        let live = house.catalogue.procedure(code, on: house.today)?.version
        let path = "\(words.base)/can-bo/quan-tri/thu-tuc/\(code)"
        var model: Model = ["wants_officer_css": true, "code": code]
        model["versions"] = history.enumerated().map { index, entry -> Model in
            let version = entry.procedure.version
            var line: Model = [
                "version": version, "days": days(entry.procedure), "published": words.when(entry.publishedAt),
                "by": entry.by.isEmpty ? words.words["admin_published_house"] : entry.by,
                "preview_href": "\(path)/xem?phien-ban=\(WorklistAddress.encode(version))",
                "file_href": "\(path)/tep?phien-ban=\(WorklistAddress.encode(version))",
            ]
            if version == live { line["is_live"] = true }
            if index + 1 < history.count {
                let before = history[index + 1].procedure.version
                line["diff_href"] =
                    "\(path)/khac?tu=\(WorklistAddress.encode(before))&den=\(WorklistAddress.encode(version))"
            }
            return line
        }
        return house.pages.page(
            "admin/procedure", title: newest.procedure.name[words.language], model, request: request, context: context)
    }

    private func diff(_ request: Request, _ context: HouseContext) throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        let old = try version("tu", request, context)
        let new = try version("den", request, context)
        var model: Model = [
            "wants_officer_css": true, "service": new.name[words.language],
            "procedure_href": "\(words.base)/can-bo/quan-tri/thu-tuc/\(new.code)",
        ]
        try ProcedureChanges(from: old, to: new, words: words).put(into: &model)
        let between = words.words["admin_diff_between", ["old": old.version, "new": new.version]]
        return house.pages.page("admin/diff", title: between, model, request: request, context: context)
    }

    private func file(_ request: Request, _ context: HouseContext) async throws -> Response {
        let procedure = try version("phien-ban", request, context)
        guard let file = try await house.editor.source(of: procedure.code, version: procedure.version) else {
            throw DoorProblem.notFound
        }
        let name = file.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/yaml; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    private func translations(_ request: Request, _ context: HouseContext) throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        var covered = [(words.words["admin_translations_pages"], TranslationCoverage(of: house.catalogue))]
        for code in house.catalogue.modelled {
            guard let newest = house.catalogue.versions(of: code).last else { continue }
            covered.append(("\(newest.name[words.language]) (\(code))", try TranslationCoverage(of: newest)))
        }
        var model: Model = ["wants_officer_css": true]
        model["rows"] = covered.map { name, coverage -> Model in
            [
                "row_name": name, "row_total": String(coverage.total), "row_vi": String(coverage.share(of: .vi)),
                "row_en": String(coverage.share(of: .en)),
            ]
        }
        let missing = covered.flatMap { name, coverage in coverage.missing.map { (name, $0) } }
        model["missing"] = missing.prefix(500).map { name, text -> Model in
            [
                "missing_where": name, "missing_key": text.place,
                "missing_language": text.language == .vi ? "Tiếng Việt" : "English",
            ]
        }
        model[missing.isEmpty ? "none_missing" : "has_missing"] = true
        return house.pages.page(
            "admin/translations", title: words.words["admin_translations"], model, request: request, context: context)
    }

    private func version(_ name: String, _ request: Request, _ context: HouseContext) throws -> Procedure {
        let code = context.parameters.get("code") ?? ""
        guard let found = house.catalogue.procedure(code, version: FormReader.query(request).text(name)) else {
            throw DoorProblem.notFound
        }
        return found
    }

    private func days(_ procedure: Procedure) -> String {
        HouseDates.text(procedure.validFrom) + " – " + (procedure.validTo.map { HouseDates.text($0) } ?? "")
    }
}

/// What differs between two versions, as a table.
struct ProcedureChanges {
    let changes: [ProcedureDiff.Change]
    let caption: String

    init(from old: Procedure, to new: Procedure, words: OfficerWords) throws {
        changes = try ProcedureDiff(from: old, to: new).changes
        caption = words.words["admin_diff_between", ["old": old.version, "new": new.version]]
    }

    func put(into model: inout Model) {
        model[changes.isEmpty ? "no_changes" : "has_changes"] = true
        model["changes_caption"] = caption
        model["changes"] = changes.prefix(500).map { change -> Model in
            var line: Model = ["change_path": change.path]
            line.say("change_old", change.before)
            line.say("change_new", change.after)
            return line
        }
    }
}
