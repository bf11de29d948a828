package import Catalogue
package import Civic
package import Directory
import Store

/// At the counter: money, supplements brought in, notes, related dossiers.
extension DossierDesk {
    package func payAtCounter(
        _ dossier: ID<Dossier>, expecting: Int64, receiptNumber: String, by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        try require(.takePayment, by: actor, on: .dossier(sight(of: state)))
        let lines = try await database.read { try CaseReader.payments(of: dossier, in: $0) }
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "payAtCounter") { work in
            try work.receivePayment(lines, receipt: receiptNumber)
        }.version
    }

    /// The clock stands until it is paid.
    package func askPayment(_ dossier: ID<Dossier>, expecting: Int64, by actor: Actor) async throws -> Int64 {
        let state = try await state(of: dossier)
        try require(.steer, by: actor, on: .dossier(sight(of: state)))
        return try await perform(on: state, expecting: expecting, by: actor, useCase: "askPayment") { work in
            try work.askPayment()
        }.version
    }

    /// The person (or the counter for them) answers a request: what was not asked for stays as it was.
    ///
    /// - Parameter papers: those named before are left as they are; the others are added.
    package func supplement(
        _ dossier: ID<Dossier>, expecting: Int64, answers: Answers, papers: [FiledPaper], by actor: Actor
    ) async throws -> Int64 {
        let state = try await state(of: dossier)
        try require(.supplement, by: actor, on: .dossier(caseFacts(of: state)))
        let (request, lines) = try await database.read { transaction in
            (
                try CaseReader.supplement(of: dossier, .sent, in: transaction),
                try CaseReader.payments(of: dossier, in: transaction)
            )
        }
        guard state.dossier.status == .awaitingSupplement, let request else {
            throw DossierProblem.notNow(.supplemented, state.dossier.status)
        }
        let procedure = try procedure(of: state.dossier)
        // Judged by the day it was lodged: what a late answer changes is the answer, not whether the request was in time.
        let journey = FormJourney(
            procedure,
            context(state.dossier.channel, on: directory.zone.day(state.dossier.lodgedAt)))
        let form = try journey.state(of: answers)
        let former = try await database.read { try CaseReader.answers(of: dossier, in: $0) }
        let unasked = SupplementPolicy.changedUnasked(
            from: former, to: form.answers.submitted, request.items, procedure)
        guard unasked.isEmpty else { throw DossierProblem.notAsked(unasked) }
        guard form.problems.isEmpty else {
            throw DossierProblem.answersIncomplete(
                Dictionary(form.problems.map { ($0.fieldID, $0.message) }, uniquingKeysWith: { first, _ in first }))
        }
        let filed = try await database.read { try CaseReader.papers(of: dossier, in: $0) }
        let fresh = papers.filter { paper in !filed.contains { $0.upload == paper.upload } }
        let missing = missingPapers(request.items, fresh, procedure, isOnline: state.dossier.channel == .online)
        guard missing.isEmpty else { throw DossierProblem.papersMissing(missing) }
        let facts = try journey.facts(form.answers.submitted).mapValues(FactText.text)
        let text = String(decoding: form.answers.submitted.bytes, as: UTF8.self)
        let limit = try journey.limit(form.answers.submitted)
        let quote = try journey.fees(form.answers.submitted).payments
        let limitRule = procedure.index(of: limit)
        return try await perform(
            on: state, expecting: expecting, by: actor, useCase: "supplement",
            also: { transaction in
                try transaction.execute(
                    DossierStore.insertAnswers, [.id(dossier), .int(expecting + 1), .text(text)])
                guard !fresh.isEmpty else { return }
                let last = try transaction.first(DossierStore.lastPaper, [.id(dossier)]) { $0.int(0) } ?? 0
                try shelf.file(
                    fresh, from: last + 1, with: dossier, owner: actor.speaksFor, draft: nil, in: transaction)
            }
        ) { work in
            // A fact whose question is not asked any more goes with it.
            for (name, value) in facts { work.change.dossier.facts[name] = value }
            work.change.dossier.facts["limit_rule"] = limitRule > 0 ? String(limitRule) : nil
            work.revisePayments(lines, to: quote)
            try work.supplement(items: request.items, limit: limit)
        }.version
    }

    private func missingPapers(
        _ items: [SupplementItem], _ papers: [FiledPaper], _ procedure: Procedure, isOnline: Bool
    ) -> [LocalizedText] {
        guard isOnline else { return [] }
        return items.compactMap { item in
            guard case .document(let id) = item.target, !papers.contains(where: { $0.document == id }) else {
                return nil
            }
            return procedure.documents.first { $0.id == id && $0.hand == .submit }?.name
        }
    }

    /// Internal: never shown to the resident.
    package func note(_ dossier: ID<Dossier>, text: String, by actor: Actor) async throws {
        guard !text.isEmpty else { throw DossierProblem.reasonMissing }
        let state = try await state(of: dossier)
        try requireNoting(state, by: actor)
        let id: ID<DossierNote> = ids.next()
        let now = clock.now()
        _ = try await perform(
            on: state, expecting: state.dossier.version, by: actor, useCase: "note",
            also: { transaction in
                try transaction.execute(
                    DossierStore.insertNote,
                    [.id(id), .id(dossier), .id(actor.subject), .text(actor.name), .instant(now), .text(text)])
            }
        ) { try $0.happen(.noted) }
    }

    /// Links another dossier, by its code or reference: one that the officer could open, so that a link tells nobody of
    /// a dossier he may not know.
    package func relate(_ dossier: ID<Dossier>, to label: String, relation: String, by actor: Actor) async throws {
        let state = try await state(of: dossier)
        try require(.steer, by: actor, on: .dossier(sight(of: state)))
        guard let other = try await id(labelled: label), other != dossier,
            try await database.read({ try self.isSeen(other, by: actor, in: $0) })
        else { throw DossierProblem.notFound }
        _ = try await perform(
            on: state, expecting: state.dossier.version, by: actor, useCase: "relate",
            also: { transaction in
                try transaction.execute(DossierStore.putRelation, [.id(dossier), .id(other), .text(relation)])
                try transaction.execute(DossierStore.putRelation, [.id(other), .id(dossier), .text(relation)])
            }
        ) { try $0.happen(.related, label) }
    }

    /// A code or reference as it is kept, however it was typed.
    package static func label(_ typed: String) -> String { typed.filter { !$0.isWhitespace }.uppercased() }

    /// The dossier of a code or reference, however it is written.
    package func id(labelled label: String) async throws -> ID<Dossier>? {
        let label = Self.label(label)
        return try await database.read { transaction in
            try transaction.first(DossierStore.idByCode, [.text(label)]) { $0.id(0) }
                ?? transaction.first(DossierStore.idByReference, [.text(label)]) { $0.id(0) }
        }
    }
}
