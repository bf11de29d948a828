package import Civic
import Directory
import Journal
package import Store

/// How long papers stay after their dossier has ended.
extension UploadBook {
    /// What a rule comes to for one paper.
    package struct Term: Sendable, Hashable {
        /// Nil: its dossier is open.
        package var heldUntil: Instant?
        /// Nil: not by rule.
        package var eraseAt: Instant?

        package init(heldUntil: Instant?, eraseAt: Instant?) {
            self.heldUntil = heldUntil
            self.eraseAt = eraseAt
        }
    }

    /// Sets the terms of everything that hangs on a dossier.
    ///
    /// - Parameter term: for the code of a document; results are kept without an end.
    package static func keep(
        papersOf link: ID<PaperLink>, in transaction: any Transaction, term: (_ document: String) -> Term
    ) throws {
        for upload in try transaction.all(PapersStore.byLink, [.id(link)], Upload.init(row:)) {
            let term =
                upload.document == Upload.result
                ? Term(heldUntil: Upload.forever, eraseAt: nil) : term(upload.document)
            guard term != Term(heldUntil: upload.heldUntil, eraseAt: upload.eraseAt) else { continue }
            try transaction.execute(
                PapersStore.keep,
                [.instant(term.heldUntil), .instant(term.eraseAt), .id(upload.id), .id(link)])
        }
    }

    /// Erases what its term has run out for, each with its event.
    ///
    /// - Returns: how many went.
    @discardableResult
    package func eraseByRule() async throws -> Int {
        let actor = Actor.system("retention")
        var erased = 0
        while true {
            let now = clock.now()
            let due = try await database.read {
                try $0.all(PapersStore.due, [.instant(now)], Upload.init(row:))
            }
            guard !due.isEmpty else { return erased }
            let events = due.map { erasure(of: $0, basis: Self.rule, at: now, by: actor) }
            let went = try await database.write("Papers.eraseByRule", priority: .bulk) { transaction in
                var gone: [String] = []
                var count = 0
                for (upload, event) in zip(due, events) {
                    // Its dossier may have been opened again since it was read.
                    guard
                        try transaction.executeCounting(
                            PapersStore.eraseDue, [.instant(now), .id(upload.id), .instant(now)]) == 1
                    else { continue }
                    try Journal.append(event, in: transaction)
                    gone += try Self.forgetPages(of: upload.id, in: transaction)
                    count += 1
                }
                return (count: count, pictures: gone)
            }.value
            erased += went.count
            for key in Set(due.map(\.key)).union(went.pictures) { try await eraseUnnamed(key) }
        }
    }

    private static let rule = "Hết thời hạn lưu giấy tờ của hồ sơ đã kết thúc"
}
