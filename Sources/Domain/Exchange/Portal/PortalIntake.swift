import Catalogue
package import Civic
package import Directory
package import Dossiers
import Foundation
import Journal
package import Papers
import Rules
import Store

/// Fetches what was filed at the national portal, and what other systems say there of their dossiers. Each filing becomes
/// one dossier, by the function that admits every filing; each status goes to its mirrored dossier. What cannot be taken is
/// answered with its reason. It may be killed anywhere: what it did is known by the dossier's code, and what it did not
/// stands in the inbox.
package struct PortalIntake: Sendable {
    /// What the log hears of: never a name.
    package struct Trouble: Sendable {
        package let code: String
        package let reason: String
        /// No: it is tried again.
        package let isFinal: Bool
    }

    package let inbox: PortalInbox

    let desk: DossierDesk
    let directory: DirectoryBook
    let uploads: UploadBook
    private let keys: KeyRing
    let clock: any CityClock
    private let ids: IDGenerator
    private let writer: PortalWriter
    let link: PortalLink

    static let actor = Actor.system("portal")
    private static let pageSize = 50
    /// What fails for another reason than itself is given up after so many hours …
    private static let patience: Int64 = 24
    /// … and attempts: the city may have stood still for most of that time.
    private static let leastAttempts = 8

    package init(
        inbox: PortalInbox, desk: DossierDesk, directory: DirectoryBook, uploads: UploadBook, keys: KeyRing,
        clock: any CityClock, ids: IDGenerator, writer: PortalWriter, link: PortalLink
    ) {
        self.inbox = inbox
        self.desk = desk
        self.directory = directory
        self.uploads = uploads
        self.keys = keys
        self.clock = clock
        self.ids = ids
        self.writer = writer
        self.link = link
    }

    /// Takes what waits, and everything the portal has.
    /// - Throws: `OutsideUnreachable` while the portal does not answer.
    package func run(_ onTrouble: @Sendable (Trouble) -> Void = { _ in }) async throws {
        try await takeDue(onTrouble)
        while try await fetch() { try await takeDue(onTrouble) }
        try await answer(onTrouble)
    }

    /// - Returns: false when there was nothing more.
    private func fetch() async throws -> Bool {
        let place = try await inbox.position()
        let page = try await link.filed(after: place, limit: Self.pageSize)
        guard page.next != place else { return false }
        let now = clock.now()
        let lines = try page.items.map(PortalItem.init).map { item in
            let id: ID<PortalEntry> = ids.next()
            return PortalInbox.New(
                id: id, digest: item.digest, code: String(item.code.prefix(64)),
                procedure: String(item.procedure.prefix(40)), at: item.moment(directory.zone) ?? now,
                content: try keys.seal(JSONText.write(item.fields), context: Self.context(id)))
        }
        try await inbox.keep(lines, from: place, to: page.next, at: now)
        return true
    }

    private static func context(_ entry: ID<PortalEntry>) -> String { "portal_entry.content.\(entry)" }

    // MARK: - One by one

    private func takeDue(_ onTrouble: @Sendable (Trouble) -> Void) async throws {
        let began = clock.now()
        while case let due = try await inbox.due(at: began), !due.isEmpty {
            for entry in due {
                try Task.checkCancellation()
                try await settle(entry, onTrouble)
            }
        }
    }

    private func settle(_ entry: PortalInbox.Waiting, _ onTrouble: @Sendable (Trouble) -> Void) async throws {
        var isFiling = true
        do {
            let text = try keys.open(entry.content, context: Self.context(entry.id))
            let item = PortalItem(fields: try JSONText.read(text))
            isFiling = !isReport(item)
            try await inbox.took(entry, try await take(item, entry.id))
        } catch let problem as any Problem where Self.isFinal(problem) {
            try await refuse(entry, Self.nameless(problem), answer: isFiling, onTrouble)
        } catch let error where error is OutsideUnreachable || ConsumerFailure.isOfTheEvents(error) {
            let now = clock.now()
            guard now < entry.came.adding(hours: Self.patience) || entry.attempts < Self.leastAttempts else {
                return try await refuse(entry, PortalProblem.notTaken, answer: isFiling, onTrouble)
            }
            try await inbox.wait(entry, until: now.adding(seconds: min(1 << Int64(min(entry.attempts, 12)), 3_600)))
            onTrouble(Trouble(code: entry.code, reason: "\(error)", isFinal: false))
        }
    }

    /// Whether it says the same tomorrow: nobody works on the dossier just now, and nothing of ours is broken.
    private static func isFinal(_ problem: any Problem) -> Bool {
        problem.severity != .fault && ![.busy, .conflict, .tooMany].contains(problem.status)
    }

    /// The portal knows whose filing it is, and who administers the city need not.
    private static func nameless(_ problem: any Problem) -> any Problem {
        switch problem as? DossierProblem {
        case .partyUnknown?: PortalProblem.otherName
        case .personDeceased?: PortalProblem.deceased
        default: problem
        }
    }

    /// - Parameter answer: who filed is told through the portal; nobody waits for the answer to a status.
    private func refuse(
        _ entry: PortalInbox.Waiting, _ problem: any Problem, answer: Bool,
        _ onTrouble: @Sendable (Trouble) -> Void
    ) async throws {
        for paper in try await uploads.uploads(of: entry.id.retyped()) {
            try await uploads.remove(paper.id, from: entry.id.retyped())
        }
        let isTellable = answer && problem.code != PortalProblem.badCode.code
        try await inbox.refuse(
            entry, problem.code, Self.reason(problem), tell: isTellable ? clock.now() : nil)
        onTrouble(Trouble(code: entry.code, reason: problem.code, isFinal: true))
    }

    /// Where answers are wrong, each is named.
    private static func reason(_ problem: any Problem) -> LocalizedText {
        guard case .answersIncomplete(let fields)? = problem as? DossierProblem else { return problem.publicMessage }
        let lines = fields.sorted { $0.key < $1.key }.prefix(20)
        func said(_ language: Language) -> String {
            ([problem.publicMessage[language]] + lines.map { "\($0.key): \($0.value[language])" })
                .joined(separator: " · ")
        }
        return LocalizedText(vi: said(.vi), en: said(.en))
    }

    private func answer(_ onTrouble: @Sendable (Trouble) -> Void) async throws {
        while case let untold = try await inbox.untold(), !untold.isEmpty {
            for refusal in untold {
                let answer = try await link.say(
                    writer.refusal(refusal, at: clock.now()), key: "exchange.portal.intake:\(refusal.id)")
                if case .refused(let reason) = answer {
                    onTrouble(Trouble(code: refusal.code, reason: reason, isFinal: true))
                }
                try await inbox.told(refusal)
            }
        }
    }
}
