import Catalogue
import Civic
import Directory
import Door
import Dossiers
import Hummingbird

/// Certified copies, most of a ward's day: one screen, one press, and up to twenty at once.
struct CopiesPage {
    let house: House

    private static let most = 20

    struct Row {
        var name: String
        var number: String
        var kind: String
        var pages: String
        var copies: String

        init(_ form: FilledForm, _ index: Int) {
            name = form.text("ten.\(index)")
            number = form.text("so.\(index)")
            kind = form.text("loai.\(index)")
            pages = form.text("trang.\(index)")
            copies = form.text("ban.\(index)")
        }

        var isEmpty: Bool { name.isEmpty && pages.isEmpty && copies.isEmpty }
    }

    /// What became of one row.
    private enum Outcome {
        case done(AtOnceReceipt)
        case failed(LocalizedText)
    }

    private var procedure: Procedure? { house.procedures.first { $0.immediate?.mandate == "certify_copies" } }

    func show(_ form: FilledForm?, _ request: Request, _ context: HouseContext, errors: PageErrors = PageErrors())
        -> Response
    {
        let words = OfficerWords(house, house.pages.words(context))
        let asked = Int(FormReader.query(request).text("n")) ?? Int(form?.text("n") ?? "") ?? 1
        let count = min(max(1, asked), Self.most)
        var model: Model = ["wants_officer_css": true, "n": String(count), "key": FreshKey.text()]
        if let procedure {
            model["fee_note"] = procedure.fees.first?.name[words.language] ?? ""
            let kinds = procedure.list(procedure.field("paper_kind")?.list)
            model["rows"] = (0..<count).map { index -> Model in
                let row = form.map { Row($0, index) }
                var line: Model = ["row_n": String(index + 1), "row_i": String(index)]
                line["row_name"] = row?.name ?? ""
                line["row_number"] = row?.number ?? ""
                line["row_pages"] = row?.pages ?? ""
                line["row_copies"] = row?.copies ?? ""
                line["kinds"] = kinds.map {
                    Choice.option($0.value, $0.label[words.language], selected: row?.kind == $0.value)
                }
                return line
            }
            if !mayCertify(procedure, context.actor) { model["no_mandate"] = words["copies_no_mandate"] }
        } else {
            model["no_procedure"] = words["copies_no_procedure"]
        }
        if count < Self.most {
            model["more_href"] = words.base + "/can-bo/quay/chung-thuc?n=\(count < 5 ? 5 : Self.most)"
        }
        errors.put(into: &model)
        return house.pages.page(
            "officer/copies", title: words["copies_title"], isError: !errors.isEmpty,
            status: errors.isEmpty ? 200 : 422,
            model, request: request, context: context)
    }

    private func mayCertify(_ procedure: Procedure, _ actor: Actor) -> Bool {
        guard let officer = actor.officer, let power = procedure.immediate?.mandate else { return false }
        let now = house.clock.now()
        return officer.holds(.signer) || officer.mandates.contains { $0.power == power && $0.isInForce(at: now) }
    }

    func press(_ form: FilledForm, _ request: Request, _ context: HouseContext) async throws -> Response {
        let words = OfficerWords(house, house.pages.words(context))
        guard let procedure else { throw DossierProblem.unknownProcedure("certify_copies") }
        // More rows were asked for: what is typed stays.
        if form.has("them") { return show(form, request, context) }
        let count = min(max(1, Int(form.text("n")) ?? 1), Self.most)
        let rows = (0..<count).map { Row(form, $0) }
        var errors = PageErrors()
        for (index, row) in rows.enumerated() where index == 0 || !row.isEmpty {
            check(row, index, words, &errors)
        }
        guard errors.isEmpty else { return show(form, request, context, errors: errors) }
        var lines: [Model] = []
        var total = Dong.zero
        var last = rows[0]
        for (index, row) in rows.enumerated() where index == 0 || !row.isEmpty {
            var row = row
            // The same person brings several papers: the name is typed once.
            if row.name.isEmpty {
                row.name = last.name
                row.number = last.number
            }
            last = row
            let outcome = await certify(row, procedure, key: "\(form.text("khoa"))-\(index)", context.actor)
            var line: Model = ["line_name": row.name, "line_pages": row.pages, "line_copies": row.copies]
            switch outcome {
            case .done(let receipt):
                let fee = receipt.payments.reduce(Dong.zero) { $0 + $1.toPay }
                total = total + fee
                line["line_code"] = receipt.code
                line["line_fee"] = fee.formatted(words.language)
                line["line_href"] = words.base + CaseAddress.open(receipt.dossier, purpose: .counter)
                line.say("line_stopped", receipt.stoppedAt?[words.language])
            case .failed(let why):
                line["line_failed"] = why[words.language]
            }
            lines.append(line)
        }
        let model: Model = ["wants_officer_css": true, "lines": lines, "total": total.formatted(words.language)]
        return house.pages.page(
            "officer/copies_done", title: words["copies_done_title"], model, request: request, context: context)
    }

    private func check(_ row: Row, _ index: Int, _ words: OfficerWords, _ errors: inout PageErrors) {
        if index == 0, row.name.isEmpty { errors.add("f-ten-\(index)", words["counter_name_missing"]) }
        if !row.number.isEmpty, (try? PersonalNumber(row.number)) == nil {
            errors.add("f-so-\(index)", words["copies_bad_number", ["n": String(index + 1)]])
        }
        if Int(row.pages).map({ (1...5_000).contains($0) }) != true {
            errors.add("f-trang-\(index)", words["copies_bad_pages", ["n": String(index + 1)]])
        }
        if Int(row.copies).map({ (1...500).contains($0) }) != true {
            errors.add("f-ban-\(index)", words["copies_bad_copies", ["n": String(index + 1)]])
        }
    }

    /// One row by itself: what fails does not stop the next.
    private func certify(_ row: Row, _ procedure: Procedure, key: String, _ actor: Actor) async -> Outcome {
        do {
            // Pressed twice: the same person, or the second press would be another request under the same key.
            let earlier = try await house.desk.applicant(ofKey: key, by: actor)
            let subject = if let earlier { earlier } else { try await person(row, actor) }
            var answers = Answers()
            answers["requester.name"] = .text(row.name)
            if let number = try? PersonalNumber(row.number) { answers["requester.number"] = .text(number.text) }
            answers["paper_kind"] = .text(row.kind)
            answers["pages"] = Int64(row.pages).map { .int($0) }
            answers["copies"] = Int64(row.copies).map { .int($0) }
            answers["complex"] = .flag(false)
            let point = actor.officer?.posts.first { $0.role == .counterOfficer }?.unit
            let filing = Filing(
                procedure: procedure.code, channel: .counter, answers: answers,
                applicant: PartyPerson(subject: subject, name: row.name), receiving: point, idempotencyKey: key)
            return .done(try await house.desk.completeAtOnce(filing, by: actor))
        } catch let problem as any Problem {
            return .failed(problem.publicMessage)
        } catch {
            return .failed(DoorProblem.fault.publicMessage)
        }
    }

    /// Somebody known by number, or a new entry: nobody is asked for an account.
    private func person(_ row: Row, _ actor: Actor) async throws -> ID<Subject> {
        if let number = try? PersonalNumber(row.number) {
            if let card = try await house.directory.findPerson(number: number) { return card.subject }
            return try await house.directory.createPerson(NewPerson(name: row.name, number: number))
        }
        return try await house.directory.createPerson(NewPerson(name: row.name))
    }
}
