import Catalogue
import Civic
import Crypto
package import Directory
import Journal
import Store

/// Joining in a filing (decision record 0038): whoever files sends a link; whom the form declares opens it with their own
/// account, reads what is declared, and says yes or no. A yes is to these answers and to no others.
extension DossierDesk {
    static let joinDays: Int64 = 7
    package static let longestJoinWord = 500

    // MARK: Who files

    /// Who may join in this draft or must, and how far each is; nobody where the procedure asks nobody.
    package func joinNeeds(ofDraft id: Int64, by actor: Actor) async throws -> [JoinNeed] {
        let declaration = try declaration(of: try await ownDraft(id, actor))
        return try await needs(declaration, draft: id, by: actor)
    }

    /// Makes a new link for this person; an earlier one opens nothing any more.
    package func askToJoin(_ person: String, draft id: Int64, by actor: Actor) async throws {
        let draft = try await ownDraft(id, actor)
        let need = try await need(person, of: draft, by: actor)
        guard need.standing != .numberMissing else { throw DossierProblem.joinNumberMissing(need.demand.label) }
        if case .confirmed = need.standing { return }
        let now = clock.now()
        let joining: ID<Joining> = ids.next()
        let expires = min(now.adding(hours: 24 * Self.joinDays), draft.expiresAt)
        let asked = event(.asked, joining, seq: 1, draft, person, by: actor, at: now)
        let earlier = need.joining.flatMap { old in
            old.state == .withdrawn ? nil : (old, withdrawal(of: old, draft, by: actor, at: now))
        }
        try await database.write("askToJoin") { transaction in
            if let (old, event) = earlier { try Self.withdraw(old, event, in: transaction) }
            try transaction.execute(
                JoinStore.insert,
                [
                    .id(joining), .int(id), .text(person), .id(actor.subject), .instant(now), .instant(expires),
                ])
            try Journal.append(asked, in: transaction)
        }
    }

    /// Takes back what was asked: the link opens nothing, and a yes or no that was given counts no more.
    package func takeBackJoining(_ person: String, draft id: Int64, by actor: Actor) async throws {
        let draft = try await ownDraft(id, actor)
        guard let old = try await need(person, of: draft, by: actor).joining, old.state != .withdrawn else { return }
        let event = withdrawal(of: old, draft, by: actor, at: clock.now())
        try await database.write("takeBackJoining") { try Self.withdraw(old, event, in: $0) }
    }

    private static func withdraw(_ joining: Joining, _ event: NewEvent, in transaction: any Transaction) throws {
        try transaction.execute(
            JoinStore.withdraw, [.id(joining.id), .text(joining.state.rawValue)], changing: 1,
            else: DossierProblem.joinChanged)
        try Journal.append(event, in: transaction)
    }

    // MARK: Who joins

    /// What the link leads to, for whom it was made.
    /// - Throws: `joinOver`, `joinNotYou`.
    package func joining(_ link: String, by actor: Actor) async throws -> JoiningView {
        try await opened(link, by: actor).0
    }

    /// - Throws: `joinOver`, `joinNotYou`, `joinChanged` where the form is no longer the one that was shown,
    ///   `reasonMissing` for a no without a word.
    package func answerJoining(_ link: String, _ answer: JoinAnswer, by actor: Actor) async throws {
        let (view, draft, digest) = try await opened(link, by: actor)
        guard view.joining.state == .asked else { throw DossierProblem.joinOver(.used) }
        let (state, word): (Joining.State, String)
        switch answer {
        case .yes(let mark):
            guard mark == view.mark else { throw DossierProblem.joinChanged }
            (state, word) = (.confirmed, "")
        case .no(let given):
            let said = given.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            guard !said.isEmpty else { throw DossierProblem.reasonMissing }
            (state, word) = (.refused, String(said.prefix(Self.longestJoinWord)))
        }
        let now = clock.now()
        let joining = view.joining
        let event = event(state, joining.id, seq: 2, draft, joining.person, by: actor, word: word, at: now)
        try await database.write("answerJoining") { transaction in
            try transaction.execute(
                JoinStore.answer,
                [
                    .text(state.rawValue), .blob(digest), .id(actor.subject), .text(actor.name), .text(word),
                    .instant(now), .id(joining.id),
                ], changing: 1, else: DossierProblem.joinOver(.used))
            try Journal.append(event, in: transaction)
        }
    }

    private func opened(
        _ link: String, by actor: Actor
    ) async throws -> (JoiningView, DraftBook.Draft, digest: [UInt8]) {
        guard let id = secrets.joining(of: link) else { throw DossierProblem.joinOver(.unknown) }
        let found = try await database.read { transaction in
            try transaction.first(JoinStore.byID, [.id(id)], JoinStore.decode).flatMap { joining in
                try transaction.first(DraftStore.byID, [.int(joining.draft)], DraftBook.decode).map { (joining, $0) }
            }
        }
        // Gone with the draft: it was sent, or deleted.
        guard let (joining, draft) = found else { throw DossierProblem.joinOver(.used) }
        let declaration = try declaration(of: draft)
        guard
            let demand = try declaration.journey.joins(declaration.answers).first(where: {
                $0.rule.person == joining.person
            }),
            case .resident = actor.standing,
            try await isThem(actor, joining.person, declaration.answers)
        else { throw DossierProblem.joinNotYou }
        // Their own answer is shown to them again; everybody else learns no more than that it is over.
        switch joining.state {
        case .withdrawn: throw DossierProblem.joinOver(.withdrawn)
        case .asked where joining.expires <= clock.now(): throw DossierProblem.joinOver(.expired)
        case .asked: break
        case .confirmed, .refused:
            guard joining.subject == actor.subject else { throw DossierProblem.joinOver(.used) }
        }
        let name = try await directory.known([joining.askedBy])[joining.askedBy]?.name ?? ""
        let view = JoiningView(
            joining: joining, procedure: declaration.journey.procedure, demand: demand, state: declaration.state,
            askedByName: name, mark: declaration.digest.map { String($0, radix: 16) }.joined(separator: "-"))
        return (view, draft, declaration.digest)
    }

    // MARK: Sending

    /// Who joined in a filing, and what is still missing of it. Officers file for people who stand before them.
    func joined(in filing: Filing, _ preview: FilingPreview, by actor: Actor) async throws -> JoinedFiling {
        guard preview.procedure.joins != nil, case .resident = actor.standing else { return JoinedFiling() }
        let declaration = try declaration(filing, preview)
        let needs = try await needs(declaration, draft: filing.draft, by: actor)
        var joined = JoinedFiling()
        if let missing = needs.first(where: \.holds) { joined.fault = .joinMissing(missing.demand.label, missing.name) }
        joined.joined = needs.compactMap { need in
            if case .confirmed = need.standing { need.joining } else { nil }
        }
        return joined
    }

    /// Whether it may not be filed online before somebody else said yes to it.
    package func requiresJoining(_ filing: Filing, _ preview: FilingPreview) throws -> Bool {
        guard preview.procedure.joins != nil else { return false }
        let declaration = try declaration(filing, preview)
        return try declaration.journey.joins(declaration.answers).contains(where: \.isRequired)
    }

    private func declaration(_ filing: Filing, _ preview: FilingPreview) throws -> Declaration {
        let today = directory.zone.day(clock.now())
        return try Declaration(FormJourney(preview.procedure, context(filing.channel, on: today)), preview.answers)
    }

    private func needs(_ declaration: Declaration, draft id: Int64?, by actor: Actor) async throws -> [JoinNeed] {
        let demands = try declaration.journey.joins(declaration.answers)
        guard !demands.isEmpty else { return [] }
        let asked = try await joinings(ofDraft: id)
        var needs: [JoinNeed] = []
        for demand in demands {
            let person = demand.rule.person
            // Whom the answers do not name is nobody to be asked, and who files says yes by filing.
            guard let name = declaration.answers.text(person + ".name"),
                try await !isThem(actor, person, declaration.answers)
            else { continue }
            let joining = asked.last { $0.person == person }
            needs.append(
                JoinNeed(
                    demand: demand, name: name, standing: standing(of: joining, person, declaration), joining: joining))
        }
        return needs
    }

    private func standing(of joining: Joining?, _ person: String, _ declaration: Declaration) -> JoinNeed.Standing {
        guard Self.number(of: person, declaration.answers) != nil else { return .numberMissing }
        guard let joining else { return .notAsked }
        switch joining.state {
        case .withdrawn: return .notAsked
        case .asked where joining.expires <= clock.now(): return .lapsed
        case .asked: return .waits(link: secrets.link(of: joining.id), until: joining.expires)
        case .confirmed where joining.digest != declaration.digest: return .outdated
        case .confirmed: return .confirmed(at: joining.answeredAt ?? joining.expires)
        case .refused: return .refused(at: joining.answeredAt ?? joining.expires, word: joining.word)
        }
    }

    private func need(_ person: String, of draft: DraftBook.Draft, by actor: Actor) async throws -> JoinNeed {
        let all = try await needs(try declaration(of: draft), draft: draft.id, by: actor)
        guard let need = all.first(where: { $0.demand.rule.person == person }) else { throw DossierProblem.notFound }
        return need
    }

    private func joinings(ofDraft id: Int64?) async throws -> [Joining] {
        guard let id else { return [] }
        return try await database.read { try $0.all(JoinStore.ofDraft, [.int(id)], JoinStore.decode) }
    }

    private func ownDraft(_ id: Int64, _ actor: Actor) async throws -> DraftBook.Draft {
        let found = try await database.read { try $0.first(DraftStore.byID, [.int(id)], DraftBook.decode) }
        guard let found, found.owner == actor.speaksFor, found.expiresAt > clock.now() else {
            throw DossierProblem.notFound
        }
        return found
    }

    /// By the number they declared, and by nothing that could be typed here.
    private func isThem(_ actor: Actor, _ person: String, _ answers: Answers) async throws -> Bool {
        guard let number = Self.number(of: person, answers) else { return false }
        return try await directory.findPerson(number: number)?.subject == actor.subject
    }

    private static func number(of person: String, _ answers: Answers) -> PersonalNumber? {
        answers.text(person + ".number").flatMap { try? PersonalNumber($0) }
    }

    /// A form filled in, as it would be sent today.
    private struct Declaration {
        let journey: FormJourney
        let state: FormState
        let answers: Answers
        let digest: [UInt8]

        init(_ journey: FormJourney, _ given: Answers) throws {
            self.journey = journey
            state = try journey.state(of: given)
            answers = state.answers.submitted
            var hash = SHA256()
            hash.update(data: Array("\(journey.procedure.code)@\(journey.procedure.version)\u{1F}".utf8))
            hash.update(data: answers.bytes)
            digest = Array(hash.finalize())
        }
    }

    private func declaration(of draft: DraftBook.Draft) throws -> Declaration {
        let today = directory.zone.day(clock.now())
        guard let procedure = rules.procedure(draft.procedure, on: today) else {
            throw DossierProblem.unknownProcedure(draft.procedure)
        }
        return try Declaration(FormJourney(procedure, context(draft.channel, on: today)), draft.answers)
    }

    // MARK: The journal

    private func withdrawal(
        of joining: Joining, _ draft: DraftBook.Draft, by actor: Actor, at now: Instant
    ) -> NewEvent {
        event(
            .withdrawn, joining.id, seq: joining.answeredAt == nil ? 2 : 3, draft, joining.person, by: actor, at: now)
    }

    private func event(
        _ state: Joining.State, _ joining: ID<Joining>, seq: Int64, _ draft: DraftBook.Draft, _ person: String,
        by actor: Actor, word: String = "", at now: Instant
    ) -> NewEvent {
        NewEvent(
            id: ids.next(), stream: joining.retyped(), streamSeq: seq, kind: "joining.\(state.rawValue)", at: now,
            actor: actor.journalActor,
            facts: ["draft": .int(draft.id), "person": .text(person), "procedure": .text(draft.procedure)],
            body: BodyWriter.object { body in
                body.text("actor", actor.name)
                if !word.isEmpty { body.text("text", word) }
            }, salt: .random())
    }
}
