import Store

/// The right of one node to do a piece of work alone: to lead a consumer, to run a job, to make ids with a number.
///
/// Its term grows each time it changes hands. What is written while it is held carries the term (`FencedDatabase`), so
/// that a holder who slept past its time finds its late write refused, whatever its clock says.
package struct Lease: Sendable, Hashable {
    package let name: String
    /// Grows by one with every change of hands.
    package let term: Int64

    /// The lease under which this task works; nil for what anybody may do.
    @TaskLocal package static var current: Lease?

    /// First statement of a write under the lease: holds its row until the commit.
    /// - Throws: `LeaseLost` when it has changed hands.
    func guardWrite(in transaction: any Transaction) throws {
        try transaction.execute(LeaseStore.fence, [.text(name), .int(term)], changing: 1, else: LeaseLost(lease: self))
    }
}

/// Another node holds it now; nothing was written.
package struct LeaseLost: Error {
    let lease: Lease
}

/// A row of the table.
struct LeaseRow: Sendable, Hashable {
    let name: String
    /// The node's own word for itself; empty when nobody holds it.
    let holder: String
    let term: Int64
    /// Grows with every sign of life of the holder. Others compare it with what they saw, by their own clock: no two
    /// machines' clocks are ever compared.
    let beat: Int64

    init(_ row: any Row) {
        name = row.text(0)
        holder = row.text(1)
        term = row.int(2)
        beat = row.int(3)
    }

    var isFree: Bool { holder.isEmpty }
}

enum LeaseStore {
    static let all = Statement("SELECT name, holder, term, beat FROM lease ORDER BY name")
    static let make = Statement(
        "INSERT INTO lease (name, holder, term, beat, at) VALUES (?, ?, 1, 0, ?) ON CONFLICT (name) DO NOTHING")
    static let take = Statement(
        "UPDATE lease SET holder = ?, term = term + 1, beat = 0, at = ? WHERE name = ? AND term = ? AND beat = ?")
    static let renew = Statement("UPDATE lease SET beat = beat + 1, at = ? WHERE name = ? AND term = ?")
    static let fence = Statement("UPDATE lease SET term = term WHERE name = ? AND term = ?")

    static let statements = [all, make, take, renew, fence]
}
