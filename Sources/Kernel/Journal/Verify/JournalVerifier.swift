package import Civic
package import Store

/// Reads the whole journal, in constant memory, and names every fault.
///
/// Headers are compared with the leaves of the tree, the leaves with the signed heads, columns with the headers, bodies
/// with the commitments. Who can change the database can change all of them but the heads: the key is elsewhere.
package struct JournalVerifier: Sendable {
    private let database: any Database
    private let keys: [HeadPublicKey]
    private let witnessed: [TreeHead]
    private let archives: Archives
    private let clock: any CityClock

    static let page = 500

    /// - Parameters:
    ///   - keys: every public key that ever signed heads.
    ///   - witnessed: heads from beside the keys and from the witness folder, which nobody at the database could take
    ///     away; read before the database, so that it holds at least what they cover.
    ///   - archives: where ranges lie that were taken out.
    ///   - clock: what is older than a minute must be signed.
    package init(
        _ database: any Database, keys: [HeadPublicKey], witnessed: [TreeHead] = [],
        archives: Archives = .none, clock: any CityClock = SystemClock()
    ) {
        self.database = database
        self.keys = keys
        self.witnessed = witnessed
        self.archives = archives
        self.clock = clock
    }

    package func verify() async throws -> VerifyReport {
        let window = UnsignedWindow(clock)
        var walk = JournalWalk(heads: try await heads(), window: window)
        let shelf = try await ArchiveShelf(archives, of: database, &walk.report)
        while true {
            let position = walk.next
            var (lines, leaves) = try await database.read { transaction in
                (
                    try transaction.all(
                        JournalStore.verifierPage, [.int(position), .int(Self.page)], JournalLine.init),
                    try TileLeaves(from: position, transaction)
                )
            }
            guard !lines.isEmpty else { break }
            try await shelf.complete(&lines)
            walk.take(lines, leaves, isLast: lines.count < Self.page)
            for fault in try await unprovenErasures(walk.takeErasures()) {
                walk.report.add(.bodyMissing, at: fault.position, fault.text)
            }
        }
        try await finish(&walk)
        try await checkTiles(&walk)
        try await findStrayBodies(&walk.report)
        try await findHeldBack(&walk.report, window)
        return walk.report
    }

    /// Heads whose signature does not hold are faults and prove nothing.
    private func heads() async throws -> HeadList {
        var list = HeadList()
        var last: Int64 = 0
        while true {
            let from = last
            let page = try await database.read { transaction in
                try transaction.all(JournalStore.headsAfter, [.int(from), .int(Self.page)], TreeHead.init)
            }
            for head in page { list.add(head, isSigned: keys.contains { head.isSigned(by: $0) }) }
            guard let end = page.last else { break }
            last = end.size
        }
        list.stored = last
        for head in witnessed { list.add(head, isSigned: keys.contains { head.isSigned(by: $0) }) }
        list.sort()
        return list
    }

    /// A missing body is lawful only when a `bodyErased` event says so.
    private func unprovenErasures(_ claims: [JournalWalk.ErasureClaim]) async throws -> [(
        position: Int64, text: String
    )] {
        guard !claims.isEmpty else { return [] }
        return try await database.read { transaction in
            claims.compactMap { claim in
                if let record = claim.record, let event = try? Journal.event(record, in: transaction),
                    event.kind == Erasure.kind, event.facts.int("event") == claim.event.rawValue
                {
                    return nil
                }
                return (claim.position, "the body of event \(claim.event) is missing and no erasure is recorded")
            }
        }
    }

    private func finish(_ walk: inout JournalWalk) async throws {
        let size = try await database.read { transaction in
            try ConsumerCursor.position(of: "journal.tree", in: transaction)
        }
        walk.finish(treeCursor: size)
    }

    /// Recomputes the upper levels of the tree from its leaves.
    private func checkTiles(_ walk: inout JournalWalk) async throws {
        let size = walk.treeCursor
        var edge = TreeEdge()
        while edge.size < size {
            let from = edge
            let (grown, wrong) = try await database.read { transaction in
                var edge = from
                var wrong: [String] = []
                let tiles = TreeTiles(transaction)
                let leaves = try tiles.tile(0, edge.size / Int64(TreeEdge.width))
                for leaf in leaves.prefix(Int(min(Int64(TreeEdge.width), size - edge.size))) {
                    try edge.append(leaf) { level, index, hash in
                        guard level > 0 else { return }
                        let tile = try tiles.tile(level, index / Int64(TreeEdge.width))
                        let place = Int(index % Int64(TreeEdge.width))
                        if place >= tile.count || tile[place] != hash {
                            wrong.append("tile \(level)/\(index / Int64(TreeEdge.width)) was changed at \(place)")
                        }
                    }
                }
                return (edge, wrong)
            }
            for text in wrong { walk.report.add(.tile, at: nil, text) }
            if grown.size == from.size || (grown.size < size && grown.size % Int64(TreeEdge.width) != 0) {
                walk.report.add(.tile, at: nil, "tile 0/\(from.size / Int64(TreeEdge.width)) is missing or too short")
                return
            }
            edge = grown
        }
    }

    private func findStrayBodies(_ report: inout VerifyReport) async throws {
        var last: Int64 = 0
        while true {
            let from = last
            let page = try await database.read { transaction in
                try transaction.all(JournalStore.strayBodies, [.int(from), .int(Self.page)]) { row in
                    (body: row.int(0), hasEvent: !row.isNull(1))
                }
            }
            for row in page where !row.hasEvent {
                report.add(.strayBody, at: nil, "there is a body of event \(row.body), which is not in the journal")
            }
            guard let end = page.last else { return }
            last = end.body
        }
    }

    /// Events without a position: those of the last moment are in order, those behind a gap in their stream are not.
    private func findHeldBack(_ report: inout VerifyReport, _ window: UnsignedWindow) async throws {
        let (earliest, latest) = (window.earliest, window.latest)
        let (count, old, heldBack) = try await database.read { transaction in
            (
                try transaction.first(JournalStore.countPending) { $0.int(0) } ?? 0,
                try transaction.first(JournalStore.countPendingOutside, [.instant(earliest), .instant(latest)]) {
                    $0.int(0)
                } ?? 0,
                try transaction.all(JournalStore.heldBack, [.int(Self.page)]) { row in
                    "number \(row.int(2) - 1) of stream \(row.int(1)) is missing before event \(row.int(0))"
                }
            )
        }
        report.unnumbered = count
        if old > 0 { report.add(.unsigned, at: nil, "\(old) events older than a minute have no place in the journal") }
        for text in heldBack { report.add(.missing, at: nil, text) }
    }
}
