import Catalogue
import Civic
import Directory
import Dossiers
import Papers

/// What a line becomes: a dossier of ours, or the status of another system's.
extension PortalIntake {
    /// The dossier it is of, made or changed by it.
    func take(_ item: PortalItem, _ entry: ID<PortalEntry>) async throws -> ID<Dossier> {
        guard item.hasSoundCode else { throw PortalProblem.badCode }
        if isReport(item) { return try await mirror(item) }
        // It came before, and perhaps this process was killed before it could write that down.
        if let known = try await desk.id(labelled: item.code) { return known }
        return try await file(item, entry)
    }

    /// Whether another system decides it: then this is its word.
    func isReport(_ item: PortalItem) -> Bool { procedure(of: item)?.isMirrored(item.channel) == true }

    private func procedure(of item: PortalItem) -> Procedure? {
        desk.rules.procedure(item.procedure, on: directory.zone.day(clock.now()))
    }

    private func mirror(_ item: PortalItem) async throws -> ID<Dossier> {
        guard let status = item.status else { throw PortalProblem.badReport(field: "TrangThaiHoSo") }
        guard let at = item.moment(directory.zone) else { throw PortalProblem.badReport(field: "ThoiDiemXuLy") }
        let own = DossierDesk.label(item["SoBienNhan"])
        var known = own.isEmpty ? nil : try await desk.id(labelled: own)
        if known == nil { known = try await desk.id(labelled: item.code) }
        let before: Dossier? = if let known { try await desk.state(of: known).dossier } else { nil }
        let applicant: PartyPerson =
            if let before {
                PartyPerson(subject: before.applicant, name: before.applicantName)
            } else {
                try await applicant(of: item)
            }
        let named = try? UnitCode(item["DonViXuLy"])
        let unit = named.flatMap { directory.tree.unit($0, on: directory.zone.day(clock.now())) }?.code
        guard let unit = unit ?? before?.competent else { throw DossierProblem.unknownUnit(item["DonViXuLy"]) }
        _ = try await desk.receive(
            MirrorReport(
                code: own.isEmpty ? item.code : own, reference: item.code, procedure: item.procedure,
                channel: item.channel, applicant: applicant, unit: unit, status: status, at: at,
                text: String(item["NoiDungXuLy"].prefix(2_000)), due: directory.zone.portalInstant(item["NgayHenTra"])),
            by: Self.actor)
        if let known { return known }
        guard let made = try await desk.id(labelled: item.code) else { throw DossierProblem.notFound }
        return made
    }

    private func file(_ item: PortalItem, _ entry: ID<PortalEntry>) async throws -> ID<Dossier> {
        guard let procedure = procedure(of: item) else { throw DossierProblem.unknownProcedure(item.procedure) }
        guard procedure.intake.doors != .own else { throw PortalProblem.notOffered }
        guard item.channel == .online else { throw DossierProblem.channelClosed(item.channel.rawValue) }
        guard item.status == .lodged else { throw PortalProblem.notNew }
        guard let answers = item.answers else { throw PortalProblem.badAnswers }
        if let paper = item.papers.first(where: { paper in !procedure.documents.contains { $0.id == paper.document } })
        {
            throw PortalProblem.unknownPaper(paper.document)
        }
        let now = clock.now()
        var filing = Filing(
            procedure: item.procedure, channel: .online, answers: answers,
            applicant: PartyPerson(
                subject: .nobody, name: item["ChuHoSo"], kind: item.isOrganisation ? .organisation : .person),
            papers: item.papers.map { FiledPaper(document: $0.document, upload: 0, name: $0.name) },
            idempotencyKey: "portal:\(item.code)",
            // Their clock may be a little ahead of ours.
            handedInAt: item.moment(directory.zone).map { min($0, now) })
        filing.portalCode = item.code
        // Before anything is fetched or anybody entered.
        let preview = try desk.preview(filing)
        guard try !desk.requiresJoining(filing, preview) else { throw PortalProblem.othersMustAgree }
        filing.applicant = try await applicant(of: item)
        filing.lastFour = item.isOrganisation ? nil : String(item["MaDoiTuong"].filter(\.isNumber).suffix(4))
        filing.papers = try await papers(of: item, procedure, entry, filing.applicant.subject)
        return try await desk.lodge(filing, by: Self.actor).dossier
    }

    /// As the portal vouches for them, by their number; whom the house does not know is entered.
    private func applicant(of item: PortalItem) async throws -> PartyPerson {
        let name = item["ChuHoSo"]
        guard !name.allSatisfy(\.isWhitespace) else { throw PortalProblem.noApplicant(field: "ChuHoSo") }
        if item.isOrganisation {
            guard let code = try? TaxCode(item["MaDoiTuong"]) else {
                throw PortalProblem.noApplicant(field: "MaDoiTuong")
            }
            let subject = try await directory.createOrganisation(name: name, taxCode: code)
            return PartyPerson(subject: subject, name: name, kind: .organisation)
        }
        guard let number = try? PersonalNumber(item["MaDoiTuong"]) else {
            throw PortalProblem.noApplicant(field: "MaDoiTuong")
        }
        let subject = try await directory.enter(
            NewPerson(
                name: name, bornOn: directory.zone.portalDay(item["NgaySinh"]), number: number,
                phone: try? PhoneNumber(item["SoDienThoai"])))
        return PartyPerson(subject: subject, name: name)
    }

    /// Fetched into the applicant's own store under this entry; from there the lodging takes them.
    private func papers(
        of item: PortalItem, _ procedure: Procedure, _ entry: ID<PortalEntry>, _ owner: ID<Subject>
    ) async throws -> [FiledPaper] {
        let place: ID<PaperLink> = entry.retyped()
        // Of an attempt that came to nothing.
        for paper in try await uploads.uploads(of: place) { try await uploads.remove(paper.id, from: place) }
        var filed: [FiledPaper] = []
        for paper in item.papers {
            guard let bytes = try await link.file(paper.path) else { throw PortalProblem.paperGone(paper.document) }
            let most = (procedure.documents.first { $0.id == paper.document }?.maxMegabytes ?? 20) << 20
            guard bytes.count <= most else { throw PapersProblem.tooLarge(most) }
            let upload = try await uploads.receive(
                bytes, name: paper.name, document: paper.document, owner: owner, link: place)
            filed.append(FiledPaper(document: paper.document, upload: upload.id.rawValue, name: upload.name))
        }
        return filed
    }
}
