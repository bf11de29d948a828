import Catalogue
import Civic
import Crypto
package import Directory
import Store

/// Lodging: one transaction holds the dossier, its persons, papers and first event.
extension DossierDesk {
    /// Idempotent: the same key by the same person lodges once, and answers the same again.
    package func lodge(_ filing: Filing, by actor: Actor) async throws -> LodgingReceipt {
        try requireDoor(filing, by: actor)
        let filing = try await asRepresented(filing, by: actor)
        let now = clock.now()
        if let handedIn = filing.handedInAt { try IntakePolicy.requireHandedIn(handedIn, by: now) }
        let preview = try preview(filing)
        var made = try lodgingPlan(filing, preview, by: actor, at: now)
        made.correction = try await correction(by: made, actor: actor, at: now)
        let plan = made
        let writer = CaseWriter(plan.work.change, now: now, actor: actor, ids: ids)
        return try await database.write("lodge") { transaction in
            if let replay = try plan.replay(in: transaction) { return replay }
            try plan.writeFiling(writer, in: transaction)
            let dossier = try writer.write(in: transaction)
            return plan.receipt(version: dossier.version)
        }
    }

    /// Residents file online; whoever serves at a counter files for whoever stands there, writes or is helped. An error
    /// is put right by who handles the dossier that holds it.
    func requireDoor(_ filing: Filing, by actor: Actor) throws(DossierProblem) {
        switch actor.standing {
        case .system: return
        case .officer(let standing):
            guard standing.holds(.counterOfficer) || standing.holds(.deskHead) || filing.correctionOf != nil else {
                throw .forbidden(AccessRefusal.notTheirRole.reason)
            }
        case .anyone, .resident:
            guard filing.channel == .online else { throw .channelClosed(filing.channel.rawValue) }
        }
    }

    /// A resident who acts for another files in that other's name, under a representation in force today, and stands on
    /// the dossier as who handed it in.
    func asRepresented(_ filing: Filing, by actor: Actor) async throws -> Filing {
        guard case .resident(_, let principal?) = actor.standing else { return filing }
        guard let found = try await directory.principals(of: actor.subject).first(where: { $0.subject == principal })
        else { throw DirectoryProblem.notARepresentative }
        var filing = filing
        filing.applicant = PartyPerson(
            subject: found.subject, name: found.name, kind: found.isOrganisation ? .organisation : .person)
        filing.others.removeAll { $0.part == .submitter || $0.part == .representative }
        filing.others.append(
            Party(
                part: .representative, role: found.ground.rawValue,
                person: PartyPerson(subject: actor.subject, name: actor.name)))
        return filing
    }

    /// The event that a dossier which has ended is being put right by another.
    private func correction(by plan: LodgingPlan, actor: Actor, at now: Instant) async throws -> CaseWriter? {
        guard let wrong = plan.filing.correctionOf else { return nil }
        let state = try await state(of: wrong)
        try require(.correct, by: actor, on: .dossier(caseFacts(of: state)))
        var work = CaseWork(
            state, procedure: try procedure(of: state.dossier),
            calendar: rules.calendar(for: state.dossier.competent), now: now, actor: actor, ids: ids)
        try work.happen(.corrected, plan.dossier.reference, unit: state.dossier.competent)
        return CaseWriter(work.change, now: now, actor: actor, ids: ids)
    }

    /// Decides a lodging without writing it.
    func lodgingPlan(
        _ filing: Filing, _ preview: FilingPreview, by actor: Actor, at now: Instant
    ) throws -> LodgingPlan {
        let id: ID<Dossier> = ids.next()
        let submitter = filing.others.first { $0.part == .submitter }?.person.subject
        // An officer who files for himself helps nobody.
        let isAssisted = actor.officer != nil && actor.subject != filing.applicant.subject
        let dossier = Dossier(
            id: id, version: 0, code: nil, reference: secrets.reference(of: id), procedure: filing.procedure,
            procedureVersion: preview.procedure.version, channel: filing.channel, status: .lodged, outcome: nil,
            applicant: filing.applicant.subject, applicantName: filing.applicant.name,
            submitter: submitter ?? (isAssisted ? filing.applicant.subject : actor.speaksFor),
            assistedBy: isAssisted ? actor.subject : nil, receiving: preview.receiving, competent: preview.competent,
            returning: preview.receiving, lodgedAt: now, acceptedAt: nil, due: nil, originalDue: nil, releasedAt: nil,
            endedAt: nil, clock: .notStarted, remaining: nil, supplementRounds: 0, hasBegun: false,
            hasApologised: false, facts: preview.facts, correctionOf: filing.correctionOf)
        var work = CaseWork(
            CaseState(dossier: dossier, isNew: true), procedure: preview.procedure,
            calendar: rules.calendar(for: preview.receiving), now: now, actor: actor, ids: ids)
        try work.lodge(handedInAt: filing.handedInAt)
        work.change.payments = preview.payments
        let answers = preview.answers.bytes
        return LodgingPlan(
            work: work, filing: filing, answers: String(decoding: answers, as: UTF8.self),
            bodyHash: Self.hash(filing, answers), secret: secrets.secret(of: id), actor: actor.subject,
            draftOwner: actor.speaksFor,
            fourHash: filing.lastFour.map { secrets.fourHash($0, id) },
            folded: VietnameseText.fold(filing.applicant.name), expires: now.adding(hours: 24), secrets: secrets,
            shelf: shelf)
    }

    /// All that a lodging says: the same key with anything else changed is another request, not the same again.
    private static func hash(_ filing: Filing, _ answers: [UInt8]) -> [UInt8] {
        var lines = [
            filing.procedure, filing.channel.rawValue, filing.receiving?.text ?? "", filing.lastFour ?? "",
            filing.correctionOf?.description ?? "", filing.handedInAt.map { String($0.milliseconds) } ?? "",
        ]
        for party in [Party(part: .applicant, person: filing.applicant)] + filing.others {
            lines += [
                party.part.rawValue, party.role, party.person.subject.description, party.person.kind.rawValue,
                party.person.name,
            ]
        }
        for paper in filing.papers { lines += [paper.document, String(paper.upload)] }
        var body = SHA256()
        body.update(data: Array(lines.joined(separator: "\u{1F}").utf8))
        body.update(data: answers)
        return Array(body.finalize())
    }
}

/// A lodging decided and ready to be written.
struct LodgingPlan: Sendable {
    static let route = "lodge"

    var work: CaseWork
    /// Written to the dossier that this one puts right.
    var correction: CaseWriter?
    let filing: Filing
    let answers: String
    let bodyHash: [UInt8]
    let secret: String
    let actor: ID<Subject>
    let draftOwner: ID<Subject>
    let fourHash: [UInt8]?
    let folded: String
    let expires: Instant
    let secrets: ReceiptSecrets
    let shelf: any PaperShelf

    var dossier: Dossier { work.dossier }

    /// The first statement of the transaction: takes the key, or answers what it answered before.
    func replay(in transaction: any Transaction) throws -> LodgingReceipt? {
        // Who hands it in speaks too, though he may stand in no part.
        let speakers =
            [filing.applicant, PartyPerson(subject: dossier.submitter, name: filing.applicant.name)]
            + filing.others.filter { $0.part == .submitter || $0.part == .representative }.map(\.person)
        let asked = (speakers.map(\.subject) + [dossier.submitter]).prefix(3)
        let locked = try transaction.first(
            DossierStore.insertKey,
            [
                .id(actor), .text(Self.route), .text(filing.idempotencyKey), .blob(bodyHash),
                .text(dossier.id.description), .instant(expires),
            ] + asked.map { SQLValue.id($0) }
        ) { $0.int(1) }
        if let locked {
            if locked > 0 || speakers.count > asked.count { try Self.requireAlive(speakers, in: transaction) }
            return nil
        }
        let earlier = try transaction.first(
            DossierStore.key, [.id(actor), .text(Self.route), .text(filing.idempotencyKey)]
        ) { ($0.blob(0), $0.text(1)) }
        guard let (hash, answer) = earlier, hash == bodyHash, let id: ID<Dossier> = ID(answer),
            let dossier = try transaction.first(DossierStore.byID, [.id(id)], { try Dossier($0) })
        else { throw DossierProblem.keyReused }
        return LodgingReceipt(
            dossier: id, reference: dossier.reference, secret: secrets.secret(of: id), version: dossier.version,
            isReplay: true)
    }

    /// That nobody files in the name of a dead person.
    private static func requireAlive(_ speakers: [PartyPerson], in transaction: any Transaction) throws {
        for person in speakers {
            let lock = try transaction.first(PersonLockStore.bySubject, [.id(person.subject)]) { $0.int(0) }
            if lock != nil { throw DossierProblem.personDeceased(person.name) }
        }
    }

    /// The dossier's row and what hangs on it.
    func writeFiling(_ writer: CaseWriter, in transaction: any Transaction) throws {
        try writer.insertDossier(fourHash: fourHash, folded: folded, in: transaction)
        try transaction.execute(DossierStore.insertAnswers, [.id(dossier.id), .int(1), .text(answers)])
        let parties = [Party(part: .applicant, person: filing.applicant)] + filing.others
        for (number, party) in parties.enumerated() {
            try transaction.execute(
                DossierStore.insertParty,
                [
                    .id(dossier.id), .int(number), .text(party.part.rawValue), .text(party.role),
                    .id(party.person.subject), .text(party.person.kind.rawValue), .text(party.person.name),
                ])
        }
        var draft: Int64?
        if let named = filing.draft,
            try transaction.executeCounting(DraftStore.delete, [.int(named), .id(draftOwner)]) == 1
        {
            draft = named
        }
        try shelf.file(filing.papers, from: 1, with: dossier.id, owner: actor, draft: draft, in: transaction)
        if let draft { try shelf.discard(draft: draft, in: transaction) }
        _ = try correction?.write(in: transaction)
        if let wrong = filing.correctionOf {
            try transaction.execute(DossierStore.putRelation, [.id(dossier.id), .id(wrong), .text("corrects")])
            try transaction.execute(DossierStore.putRelation, [.id(wrong), .id(dossier.id), .text("corrected_by")])
        }
    }

    func receipt(version: Int64) -> LodgingReceipt {
        LodgingReceipt(
            dossier: dossier.id, reference: dossier.reference, secret: secret, version: version, isReplay: false)
    }
}
