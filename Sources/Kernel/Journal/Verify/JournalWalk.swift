import Civic

/// The state of one pass over the journal.
///
/// Two trees grow beside each other: one from the headers as they stand, one from the stored leaves. At each signed
/// head the one that does not give its root is the one that was changed.
struct JournalWalk {
    struct ErasureClaim: Sendable {
        let position: Int64
        let event: ID<NewEvent>
        let record: ID<NewEvent>?
    }

    private struct Suspicion {
        let kind: VerifyReport.Fault.Kind
        let position: Int64
        let text: String
    }

    var report = VerifyReport()
    private(set) var next: Int64 = 0
    private(set) var treeCursor: Int64 = 0
    private var heads: ArraySlice<TreeHead>
    private let headCount: Int64
    private var fromHeaders = TreeEdge()
    private var fromLeaves = TreeEdge()
    private var suspicions: [Suspicion] = []
    private var claims: [ErasureClaim] = []
    /// How far positions and leaves have come apart through renumbering: leaf index = position + shift.
    private var shift: Int64 = 0
    private let window: UnsignedWindow
    private var unsigned: Int64 = 0

    init(heads: HeadList, window: UnsignedWindow) {
        self.heads = heads.heads[...]
        headCount = heads.heads.last?.size ?? 0
        self.window = window
        report.treeSize = headCount
        // The database has each head before anybody else keeps it.
        if headCount > heads.stored {
            report.add(
                .head, at: nil,
                "the last head of the database covers \(heads.stored) events, one kept outside it \(headCount): "
                    + "heads were taken away, or an older database was put in its place")
        }
        for head in heads.unsigned {
            report.add(
                .head, at: nil, "the signature of the head over \(head.size) events does not hold (key \(head.keyID))")
        }
    }

    mutating func takeErasures() -> [ErasureClaim] {
        defer { claims = [] }
        return claims
    }

    /// Takes a page; leaves the last line to the next one, because telling an inserted from a moved event needs the
    /// line behind it.
    mutating func take(_ lines: [JournalLine], _ leaves: TileLeaves, isLast: Bool) {
        let lineLeaves = lines.map(\.leaf)
        var index = 0
        while index < lines.count - (isLast ? 0 : 1) {
            let line = lines[index]
            findGap(before: line, leaves)
            check(line)
            let following = index + 1 < lines.count ? lineLeaves[index + 1] : nil
            let taken = place(line, lineLeaves[index], following, leaves)
            if taken == 2 { check(lines[index + 1]) }
            index += taken
            next = lines[index - 1].position + 1
        }
    }

    mutating func finish(treeCursor: Int64) {
        self.treeCursor = treeCursor
        closeHeads(through: fromLeaves.size)
        accuse()
        if unsigned > 0 {
            report.add(
                .unsigned, at: headCount,
                "\(unsigned) events older than a minute lie past the last signed head, which covers \(headCount): a "
                    + "running program signs within seconds; if it was stopped hard, start it, else read its log")
        }
        let covered = max(headCount, treeCursor)
        if next + shift < covered {
            report.add(
                .cutOff, at: next,
                "the journal ends after \(report.events) events; \(covered - next - shift) events covered by "
                    + "\(headCount > next + shift ? "a signed head" : "the tree") are missing from position \(next)")
        }
        for head in heads where head.size <= next + shift {
            report.add(.tile, at: nil, "the tree does not reach the signed head over \(head.size) events")
        }
    }

    // MARK: - Order

    private mutating func findGap(before line: JournalLine, _ leaves: TileLeaves) {
        guard line.position > next else { return }
        for position in next..<line.position {
            report.add(.missing, at: position, "the event at position \(position) is missing")
            if position - next >= 100 { break }
        }
        for position in next..<line.position {
            if let leaf = leaves[position + shift] { grow(header: leaf, leaf: leaf) }
        }
        next = line.position
    }

    /// Compares the line with the leaf that stands where it should; answers how many lines it took.
    private mutating func place(
        _ line: JournalLine, _ leaf: Hash256, _ following: Hash256?, _ leaves: TileLeaves
    ) -> Int {
        let place = line.position + shift
        guard let expected = leaves[place], leaf != expected else {
            // Right, or beyond the tree, which has not come that far.
            if leaves[place] != nil { grow(header: leaf, leaf: leaf) }
            return 1
        }
        let behind = leaves[place + 1]
        if following == expected && leaf == behind {
            suspect(.reordered, line, "\(line.name) changed places with the one behind it")
            grow(header: leaf, leaf: expected)
            grow(header: expected, leaf: leaf)
            return 2
        }
        if following == expected {
            suspect(.inserted, line, "\(line.name) was inserted")
            shift -= 1
            return 1
        }
        if leaf == behind {
            suspect(.missing, line, "an event was taken out before \(line.name) and the rest numbered anew")
            grow(header: expected, leaf: expected)
            shift += 1
            grow(header: leaf, leaf: leaf)
            return 1
        }
        suspect(.headerChanged, line, "the header of \(line.name) was changed")
        grow(header: leaf, leaf: expected)
        return 1
    }

    private mutating func suspect(_ kind: VerifyReport.Fault.Kind, _ line: JournalLine, _ text: String) {
        if suspicions.count < VerifyReport.faultLimit {
            suspicions.append(Suspicion(kind: kind, position: line.position, text: text))
        }
    }

    private mutating func grow(header: Hash256, leaf: Hash256) {
        fromHeaders.append(header)
        fromLeaves.append(leaf)
        closeHeads(through: fromLeaves.size)
    }

    /// At a signed head it shows whether headers or leaves were changed.
    private mutating func closeHeads(through size: Int64) {
        while let head = heads.first, head.size <= size {
            heads.removeFirst()
            guard head.size == size else { continue }
            if fromLeaves.root == head.root {
                accuse()
                fromHeaders = fromLeaves
            } else if fromHeaders.root == head.root {
                for suspicion in suspicions {
                    report.add(
                        .tile, at: suspicion.position,
                        "the leaf of position \(suspicion.position) was changed in its tile; the event is as signed"
                    )
                }
                suspicions = []
                fromLeaves = fromHeaders
            } else {
                accuse()
                report.add(
                    .head, at: nil, "the tree does not give the root of the signed head over \(head.size) events")
            }
        }
    }

    private mutating func accuse() {
        for suspicion in suspicions { report.add(suspicion.kind, at: suspicion.position, suspicion.text) }
        suspicions = []
    }

    // MARK: - One line

    private mutating func check(_ line: JournalLine) {
        report.events += 1
        if line.position + shift >= headCount, !window.contains(line.at) { unsigned += 1 }
        guard let header = try? EventHeader(decoding: line.header) else {
            suspect(.headerChanged, line, "the header at position \(line.position) cannot be read")
            return
        }
        var changed: [String] = []
        if header.id.rawValue != line.id { changed.append("id") }
        if header.stream.rawValue != line.stream { changed.append("stream") }
        if header.streamSeq != line.streamSeq { changed.append("stream_seq") }
        if header.kind != line.kind { changed.append("kind") }
        if header.at.milliseconds != line.at { changed.append("at") }
        if !changed.isEmpty {
            report.add(
                .columnChanged, at: line.position,
                "\(changed.joined(separator: ", ")) of \(line.name) differ from its header")
        }
        if line.streamSeq > 1 && changed.isEmpty {
            if let predecessor = line.predecessor {
                if predecessor > line.position {
                    report.add(
                        .reordered, at: line.position,
                        "\(line.name) stands before its stream's number \(line.streamSeq - 1)")
                }
            } else {
                report.add(
                    .missing, at: line.position,
                    "number \(line.streamSeq - 1) of stream \(line.stream) is missing before \(line.name)")
            }
        }
        checkBody(line, header)
    }

    private mutating func checkBody(_ line: JournalLine, _ header: EventHeader) {
        if line.archive == .unseen {
            report.unseen += 1
            return
        }
        guard let body = line.body else {
            if line.erasedBy != nil { report.erased += 1 }
            claims.append(ErasureClaim(position: line.position, event: header.id, record: line.erasedBy))
            return
        }
        guard let salt = Hash256(body.salt), Commitment.of(body.bytes, Salt(salt)) == header.commitment else {
            report.add(.bodyChanged, at: line.position, "the body of \(line.name) does not match its header")
            return
        }
        if line.archive == .read { report.archived += 1 }
    }
}
