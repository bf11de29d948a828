package import Catalogue
package import Civic
package import Directory
import Foundation
package import Store

/// Drafts: saved at every step, not journalled, gone after their time.
package struct DraftBook: Sendable {
    package static let keptDays = 30
    /// Of a guest, from the day it was begun: the browser may be another person's tomorrow.
    package static let guestDays = 7

    private let database: any Database
    private let rules: any CaseRules
    private let clock: any CityClock
    private let ids: IDGenerator
    private let zone: CityZone
    private let shelf: any PaperShelf

    package init(
        database: any Database, rules: any CaseRules, clock: any CityClock, ids: IDGenerator, zone: CityZone,
        shelf: any PaperShelf = NoShelf()
    ) {
        self.database = database
        self.rules = rules
        self.clock = clock
        self.ids = ids
        self.zone = zone
        self.shelf = shelf
    }

    package struct Draft: Sendable, Equatable {
        package let id: Int64
        package let owner: ID<Subject>
        package let procedure: String
        package var procedureVersion: String
        package let channel: Channel
        package var answers: Answers
        package var papers: [FiledPaper]
        /// The page to go on with.
        package var page: String?
        package var revision: Int64
        package var savedAt: Instant
        package var expiresAt: Instant
    }

    /// Begins a draft under the version in force. Whoever is not signed in is its guest: a new one, unless the browser
    /// has begun another already.
    package func start(procedure code: String, channel: Channel, by actor: Actor) async throws -> Draft {
        let now = clock.now()
        guard let procedure = rules.procedure(code, on: zone.day(now)) else {
            throw DossierProblem.unknownProcedure(code)
        }
        if procedure.isMirrored(channel) { throw DossierProblem.mirrored }
        guard procedure.intake.channels.contains(channel) else { throw DossierProblem.channelClosed(channel.rawValue) }
        let isKnown = actor.standing != .anyone
        let draft = Draft(
            id: ids.next(Draft.self).rawValue, owner: isKnown || actor.isGuest ? actor.speaksFor : ids.next(),
            procedure: code,
            procedureVersion: procedure.version, channel: channel, answers: Answers(), papers: [], page: nil,
            revision: 1, savedAt: now,
            expiresAt: now.adding(hours: Int64(24 * (isKnown ? Self.keptDays : Self.guestDays))))
        let values = Self.values(draft)
        try await database.write("startDraft") { try $0.execute(DraftStore.insert, values) }
        return draft
    }

    /// Saves; somebody else's save in between is told, never overwritten.
    package func save(
        _ id: Int64, revision: Int64, answers: Answers, papers: [FiledPaper], page: String?, by actor: Actor
    ) async throws -> Draft {
        var draft = try await load(id, by: actor)
        let now = clock.now()
        guard draft.revision == revision else {
            throw DossierProblem.versionChanged(expected: revision, actual: draft.revision)
        }
        draft.answers = answers
        draft.papers = papers
        draft.page = page
        draft.revision += 1
        draft.savedAt = now
        if !actor.isGuest { draft.expiresAt = now.adding(hours: Int64(24 * Self.keptDays)) }
        if let current = rules.procedure(draft.procedure, on: zone.day(now)) {
            draft.procedureVersion = current.version
        }
        let saved = draft
        let papersText = ColumnJSON.encode(papers)
        try await database.write("saveDraft") { transaction in
            try transaction.execute(
                DraftStore.update,
                [
                    .text(saved.procedureVersion), .text(String(decoding: saved.answers.bytes, as: UTF8.self)),
                    .text(papersText), .optional(saved.page), .int(saved.revision), .instant(saved.savedAt),
                    .instant(saved.expiresAt), .int(id), .int(revision),
                ], changing: 1, else: DossierProblem.versionChanged(expected: revision, actual: revision + 1))
        }
        return draft
    }

    package func load(_ id: Int64, by actor: Actor) async throws -> Draft {
        let found = try await database.read { try $0.first(DraftStore.byID, [.int(id)], Self.decode) }
        guard let found, found.owner == actor.speaksFor, found.expiresAt > clock.now() else {
            throw DossierProblem.notFound
        }
        return found
    }

    /// What a guest began becomes the resident's who signed in to go on with it.
    /// - Returns: nil when the guest has no such draft.
    package func takeOver(_ id: Int64, from guest: ID<Subject>, by actor: Actor) async throws -> Draft? {
        let now = clock.now()
        let owner = actor.speaksFor
        let expires = now.adding(hours: Int64(24 * Self.keptDays))
        let isTaken = try await database.write("takeOverDraft") { transaction in
            try transaction.executeCounting(
                DraftStore.takeOver, [.id(owner), .instant(expires), .int(id), .id(guest), .instant(now)]) == 1
        }
        return isTaken ? try await load(id, by: actor) : nil
    }

    package func list(by actor: Actor) async throws -> [Draft] {
        let now = clock.now()
        let owner = actor.speaksFor
        return try await database.read { try $0.all(DraftStore.ofOwner, [.id(owner), .instant(now)], Self.decode) }
    }

    package func delete(_ id: Int64, by actor: Actor) async throws {
        _ = try await load(id, by: actor)
        let owner = actor.speaksFor
        try await database.write("deleteDraft") { transaction in
            try transaction.execute(DraftStore.delete, [.int(id), .id(owner)])
            try transaction.execute(JoinStore.forget, [.int(id)])
            try shelf.discard(draft: id, in: transaction)
        }
    }

    /// Removes what has expired, with its papers; called by the house now and then.
    package func sweep() async throws {
        let now = clock.now()
        while true {
            let expired = try await database.read { try $0.all(DraftStore.expired, [.instant(now)]) { $0.int(0) } }
            guard !expired.isEmpty else { return }
            _ = try await database.write("sweepDrafts", priority: .bulk) { transaction in
                for id in expired {
                    // Saved once more since it was read, it stays.
                    guard try transaction.executeCounting(DraftStore.remove, [.int(id), .instant(now)]) == 1 else {
                        continue
                    }
                    try transaction.execute(JoinStore.forget, [.int(id)])
                    try shelf.discard(draft: id, in: transaction)
                }
            }
        }
    }

    private static func values(_ draft: Draft) -> [SQLValue] {
        [
            .int(draft.id), .id(draft.owner), .text(draft.procedure), .text(draft.procedureVersion),
            .text(draft.channel.rawValue), .text(String(decoding: draft.answers.bytes, as: UTF8.self)), .text("[]"),
            .optional(draft.page), .int(draft.revision), .instant(draft.savedAt), .instant(draft.expiresAt),
        ]
    }

    static func decode(_ row: any Row) throws -> Draft {
        guard let channel = Channel(rawValue: row.text(4)), let answers = Answers(bytes: Array(row.text(5).utf8)) else {
            throw StoreError.damaged("draft \(row.int(0)) cannot be read")
        }
        return Draft(
            id: row.int(0), owner: row.id(1), procedure: row.text(2), procedureVersion: row.text(3), channel: channel,
            answers: answers, papers: ColumnJSON.decode(row.text(6)), page: row.optionalText(7), revision: row.int(8),
            savedAt: row.instant(9), expiresAt: row.instant(10))
    }
}
