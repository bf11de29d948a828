import Catalogue
import Civic
import Crypto
package import Directory
import Store

/// Lodging: one transaction holds the dossier, its persons, papers and first event.
extension DossierDesk {
    /// Idempotent: the same key by the same person lodges once, and answers the same again.
    package func lodge(_ filing: Filing, by actor: Actor) async throws -> LodgingReceipt {
        let admission = try await admit(filing, by: actor, .lodging)
        var made = try lodgingPlan(admission, by: actor)
        made.correction = try await correction(by: made, actor: actor, at: admission.now)
        let plan = made
        let writer = CaseWriter(plan.work.change, now: admission.now, actor: actor, ids: ids)
        return try await database.write("lodge") { transaction in
            if let replay = try plan.replay(in: transaction) { return replay }
            try plan.writeFiling(writer, in: transaction)
            let dossier = try writer.write(in: transaction)
            return plan.receipt(version: dossier.version)
        }
    }

    /// The event that a dossier which has ended is being put right by another.
    private func correction(by plan: LodgingPlan, actor: Actor, at now: Instant) async throws -> CaseWriter? {
        guard let wrong = plan.filing.correctionOf else { return nil }
        let state = try await state(of: wrong)
        try require(.correct, by: actor, on: .dossier(caseFacts(of: state)))
        guard plan.dossier.receiving == state.dossier.receiving || actor.counters.contains(plan.dossier.receiving)
        else {
            throw DossierProblem.forbidden(AccessRefusal.notTheirUnit.reason)
        }
        var work = CaseWork(
            state, procedure: try procedure(of: state.dossier),
            calendar: rules.calendar(for: state.dossier.competent), now: now, actor: actor, ids: ids)
        let reason = plan.filing.correctionReason
        try work.happen(
            .corrected, reason.isEmpty ? plan.dossier.reference : reason, unit: state.dossier.competent)
        return CaseWriter(work.change, now: now, actor: actor, ids: ids)
    }

    /// Whether this filing may be lodged here and now by this actor, whichever way it goes on.
    func admit(_ filing: Filing, by actor: Actor, _ press: LodgingPress) async throws -> Admission {
        // What goes on at once asks for more: an officer of the point's own counter.
        if press != .atOnce { try requireDoor(filing, by: actor) }
        let filing = try await settled(filing, by: actor)
        let now = clock.now()
        if let handedIn = filing.handedInAt { try IntakePolicy.requireHandedIn(handedIn, by: now) }
        let preview = try preview(filing)
        if press != .atOnce { try requirePoint(preview.receiving, of: filing, by: actor) }
        return Admission(
            press: press, filing: filing, preview: preview, now: now,
            joined: try await joined(in: filing, preview, by: actor))
    }

    /// Decides a lodging without writing it.
    func lodgingPlan(_ admission: Admission, by actor: Actor) throws -> LodgingPlan {
        let (press, filing, preview, now) = (admission.press, admission.filing, admission.preview, admission.now)
        let id: ID<Dossier> = ids.next()
        let submitter = filing.others.first { $0.part == .submitter }?.person.subject.known
        // An officer who files for himself helps nobody.
        let isAssisted = actor.officer != nil && actor.subject != filing.applicant.subject
        // What the house takes in was filed by the applicant, elsewhere.
        let filer = actor.isHouse ? filing.applicant.subject : actor.speaksFor
        var facts = preview.facts
        if filing.correctionOf != nil {
            // The city's own error costs nobody a fee.
            facts["unpaid"] = nil
            facts[Dossier.correctionKeyFact] = filing.idempotencyKey
            if !filing.correctionReason.isEmpty { facts[Dossier.correctionFact] = filing.correctionReason }
        }
        let joined = admission.joined.joined
        if !joined.isEmpty {
            facts[Dossier.jointFact] = joined.compactMap(\.subject?.description).joined(separator: " ")
        }
        if filing.portalCode != nil { facts[Dossier.doorFact] = Dossier.portalDoor }
        let dossier = Dossier(
            id: id, version: 0, code: nil, reference: filing.portalCode ?? secrets.reference(of: id),
            procedure: filing.procedure,
            procedureVersion: preview.procedure.version, channel: filing.channel, status: .lodged, outcome: nil,
            applicant: filing.applicant.subject, applicantName: filing.applicant.name,
            submitter: submitter ?? (isAssisted ? filing.applicant.subject : filer),
            assistedBy: isAssisted ? actor.subject : nil, receiving: preview.receiving, competent: preview.competent,
            returning: preview.receiving, lodgedAt: now, acceptedAt: nil, due: nil, originalDue: nil, releasedAt: nil,
            endedAt: nil, clock: .notStarted, remaining: nil, supplementRounds: 0, hasBegun: false,
            hasApologised: false, facts: facts, correctionOf: filing.correctionOf)
        var work = CaseWork(
            CaseState(dossier: dossier, isNew: true), procedure: preview.procedure,
            calendar: rules.calendar(for: preview.receiving), now: now, actor: actor, ids: ids)
        try work.lodge(handedInAt: filing.handedInAt)
        for joining in joined { try work.join(joining) }
        work.change.payments = filing.correctionOf == nil ? preview.payments : []
        let answers = preview.answers.bytes
        return LodgingPlan(
            work: work, filing: filing, joined: admission.joined, answers: String(decoding: answers, as: UTF8.self),
            press: press, bodyHash: Self.hash(press, filing, answers), secret: secrets.secret(of: id),
            actor: actor.subject,
            draftOwner: filer,
            fourHash: filing.lastFour.map { secrets.fourHash($0, id) },
            folded: VietnameseText.fold(filing.applicant.name), expires: now.adding(hours: 24), secrets: secrets,
            shelf: shelf)
    }

    /// All that a lodging says: the same key with anything else changed is another request, not the same again.
    private static func hash(_ press: LodgingPress, _ filing: Filing, _ answers: [UInt8]) -> [UInt8] {
        var lines = press == .lodging ? [] : [press.rawValue]
        lines += [
            filing.procedure, filing.channel.rawValue, filing.receiving?.text ?? "", filing.lastFour ?? "",
            filing.correctionOf?.description ?? "", filing.handedInAt.map { String($0.milliseconds) } ?? "",
        ]
        if !filing.correctionReason.isEmpty { lines.append(filing.correctionReason) }
        if let code = filing.portalCode { lines.append(code) }
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

/// A filing that may be lodged: with its people as the Directory knows them, and what its answers come to.
struct Admission: Sendable {
    let press: LodgingPress
    let filing: Filing
    let preview: FilingPreview
    let now: Instant
    let joined: JoinedFiling
}

/// Which way a filing is sent. All draw on one space of keys: a key stands for one press of one button.
enum LodgingPress: String, Sendable {
    case lodging
    case atOnce = "at_once"
    case bundle
}

/// A lodging decided and ready to be written.
struct LodgingPlan: Sendable {
    static let route = "lodge"

    var work: CaseWork
    /// Written to the dossier that this one puts right.
    var correction: CaseWriter?
    let filing: Filing
    let joined: JoinedFiling
    let answers: String
    let press: LodgingPress
    /// Where a press that goes on at once came to rest, as a place in the process; nil when all is done.
    var rest: String?
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
                .text(LodgingAnswer(dossier: dossier.id, rest: rest).text), .instant(expires),
            ] + asked.map { SQLValue.id($0) }
        ) { $0.int(1) }
        if let locked {
            if locked > 0 || speakers.count > asked.count { try Self.requireAlive(speakers, in: transaction) }
            return nil
        }
        let earlier = try transaction.first(
            DossierStore.key, [.id(actor), .text(Self.route), .text(filing.idempotencyKey)]
        ) { ($0.blob(0), LodgingAnswer($0.text(1))) }
        guard let earlier, earlier.0 == bodyHash, let answer = earlier.1,
            let dossier = try transaction.first(DossierStore.byID, [.id(answer.dossier)], { try Dossier($0) })
        else { throw DossierProblem.keyReused }
        return LodgingReceipt(
            dossier: dossier.id, reference: dossier.reference, secret: secrets.secret(of: dossier.id),
            version: dossier.version, isReplay: true)
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
        try joined.take(draft: filing.draft, in: transaction)
        try writer.insertDossier(fourHash: fourHash, folded: folded, in: transaction)
        try transaction.execute(DossierStore.insertAnswers, [.id(dossier.id), .int(1), .text(answers)])
        let parties = [Party(part: .applicant, person: filing.applicant)] + filing.others + joined.parties
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
        try shelf.file(filing.papers, from: 1, with: dossier.id, owner: draftOwner, draft: draft, in: transaction)
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

/// What a key remembers of the press it stands for.
struct LodgingAnswer: Sendable {
    let dossier: ID<Dossier>
    let rest: String?

    init(dossier: ID<Dossier>, rest: String?) {
        self.dossier = dossier
        self.rest = rest
    }

    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard let first = parts.first, let dossier = ID<Dossier>(String(first)) else { return nil }
        self.init(dossier: dossier, rest: parts.count > 1 ? String(parts[1]) : nil)
    }

    var text: String { rest.map { "\(dossier) \($0)" } ?? dossier.description }
}
