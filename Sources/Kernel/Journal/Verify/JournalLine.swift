import Civic
import Store

/// One row of the journal as it stands, nothing trusted.
struct JournalLine: Sendable {
    let position: Int64
    let header: [UInt8]
    let id: Int64
    let stream: Int64
    let streamSeq: Int64
    let kind: String
    let at: Int64
    var body: (salt: [UInt8], bytes: [UInt8])?
    /// Where its body is, if it is not here.
    var archive: Archive?
    /// Where the event before it in its stream stands; nil when there is none.
    let predecessor: Int64?
    let erasedBy: ID<NewEvent>?

    enum Archive: Sendable {
        case read
        /// In an archive that nobody showed.
        case unseen
    }

    /// Columns of `JournalStore.verifierPage`.
    init(_ row: any Row) {
        position = row.int(0)
        header = row.blob(1)
        id = row.int(2)
        stream = row.int(3)
        streamSeq = row.int(4)
        kind = row.text(5)
        at = row.int(6)
        body = row.isNull(7) ? nil : (row.blob(7), row.blob(8))
        predecessor = row.optionalInt(9)
        erasedBy = row.optionalID(10)
    }

    var leaf: Hash256 { MerkleTree.leaf(header) }
    var name: String { "event \(id) (\(kind), stream \(stream), number \(streamSeq))" }
}

/// The leaves that the tree holds from a position on, for one page and a little more.
struct TileLeaves: Sendable {
    private let first: Int64
    private let hashes: [Hash256]

    init(from position: Int64, _ transaction: any Transaction) throws {
        let width = Int64(TreeEdge.width)
        let tiles = TreeTiles(transaction)
        let start = max(position / width - 1, 0)
        first = start * width
        var hashes: [Hash256] = []
        for number in start...(position + Int64(JournalVerifier.page)) / width + 1 {
            let tile = try tiles.tile(0, number)
            hashes += tile
            if tile.count < TreeEdge.width { break }
        }
        self.hashes = hashes
    }

    subscript(position: Int64) -> Hash256? {
        let index = position - first
        return index >= 0 && index < hashes.count ? hashes[Int(index)] : nil
    }
}

/// The signed heads by size.
struct HeadList: Sendable {
    private(set) var heads: [TreeHead] = []
    private(set) var unsigned: [TreeHead] = []
    /// How far the heads of the database itself go.
    var stored: Int64 = 0

    mutating func add(_ head: TreeHead, isSigned: Bool) {
        if isSigned { heads.append(head) } else { unsigned.append(head) }
    }

    mutating func sort() {
        heads.sort { $0.size < $1.size }
    }
}

/// The times within which an event may still wait for its head: from a minute before the heads were read on. A program
/// that runs signs within seconds; one dated ahead of the clock is no newer for that.
struct UnsignedWindow: Sendable {
    private static let seconds: Int64 = 60

    let earliest: Instant
    private let clock: any CityClock

    init(_ clock: any CityClock) {
        self.clock = clock
        earliest = clock.now().adding(seconds: -Self.seconds)
    }

    /// Asked when an event is read: others are recorded while the journal is walked.
    var latest: Instant { clock.now().adding(seconds: Self.seconds) }

    func contains(_ milliseconds: Int64) -> Bool {
        milliseconds >= earliest.milliseconds && milliseconds <= latest.milliseconds
    }
}
