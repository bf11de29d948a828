import Catalogue
package import Civic
package import Directory
import Foundation
import Journal
import Store

/// The person's own word at the end. It lives in the journal alone: whether it was good in the header, for the figures; the
/// answers and the words in the body, which can be erased.
extension DossierDesk {
    /// By who asked, who filed, or who represents them.
    package func rate(_ dossier: ID<Dossier>, _ rating: Rating, by actor: Actor) async throws {
        let state = try await state(of: dossier)
        try require(.rate, by: actor, on: .dossier(caseFacts(of: state)))
        try await rate(state, rating, by: actor)
    }

    /// By whoever holds the receipt with its secret.
    package func rate(code: String, secret: String, from address: String, _ rating: Rating) async throws {
        let id = try await known(code: code, secret: secret, from: address)
        try await rate(try await state(of: id), rating, by: .anyone)
    }

    /// Nil where there is nothing to rate.
    package func ratingOffer(_ dossier: ID<Dossier>, by actor: Actor) async throws -> RatingOffer? {
        let state = try await state(of: dossier)
        try require(.rate, by: actor, on: .dossier(caseFacts(of: state)))
        return try await offer(of: state.dossier)
    }

    func offer(of dossier: Dossier) async throws -> RatingOffer? {
        guard let until = RatingPolicy.closes(dossier, at: clock.now()) else { return nil }
        let given = try await database.read { try RatingReader.last(of: dossier.id, in: $0) }
        return RatingOffer(until: until, given: given)
    }

    private func rate(_ state: CaseState, _ rating: Rating, by actor: Actor) async throws {
        guard RatingPolicy.closes(state.dossier, at: clock.now()) != nil else {
            throw DossierProblem.notNow(.rated, state.dossier.status)
        }
        let before = try await database.read { try RatingReader.last(of: state.dossier.id, in: $0) }
        guard before != rating else { return }
        _ = try await perform(
            on: state, expecting: state.dossier.version, by: actor, useCase: "rate"
        ) { work in
            try work.happen(.rated, rating.words, unit: state.dossier.receiving, rating: rating, ratedBefore: before)
        }
    }
}

enum RatingReader {
    private struct Body: Decodable {
        var answers: [String]?
        var text: String?
    }

    static func last(of dossier: ID<Dossier>, in transaction: any Transaction) throws -> Rating? {
        let events = try Journal.stream(dossier.retyped(), after: 0, limit: 1_000, in: transaction)
        guard let (event, body) = events.last(where: { EventName(kind: $0.event.kind) == .rated }) else { return nil }
        let said = body.flatMap { try? JSONDecoder().decode(Body.self, from: Data($0)) }
        var answers: [Int: Rating.Answer] = [:]
        for text in said?.answers ?? [] {
            let parts = text.split(separator: ":")
            guard parts.count == 2, let question = Int(parts[0]) else { continue }
            answers[question] = Rating.Answer(rawValue: String(parts[1]))
        }
        return Rating(
            isSatisfied: event.facts.bool("satisfied") == true, answers: answers, words: said?.text ?? "")
    }
}
