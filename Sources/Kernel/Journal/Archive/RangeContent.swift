import Crypto
package import Store

/// How many rows a range has, and one number for all of them: the same in whichever engine they lie.
package struct RangeContent: Sendable, Hashable {
    package let rows: Int64
    package let digest: Hash256

    package init(rows: Int64, digest: Hash256) {
        self.rows = rows
        self.digest = digest
    }

    private static let page = 500

    /// Reads them all, in constant memory.
    /// - Parameter columns: of the table as it stood when the range was taken out.
    package static func of(
        _ range: TableRange, _ table: Table, columns: [String], in database: any Database
    ) async throws -> RangeContent {
        let table = table.keeping(columns)
        var hasher = SHA256()
        hasher.update(data: Array("motcua/range/1".utf8))
        var (rows, last): (Int64, [SQLValue]?) = (0, nil)
        while true {
            let after = last
            let page = try await database.read {
                try table.rows(of: range, after: after, limit: Self.page, in: $0)
            }
            for row in page { hasher.update(data: bytes(of: row)) }
            rows += Int64(page.count)
            guard let end = page.last, page.count == Self.page else { break }
            last = table.key(of: end)
        }
        return RangeContent(rows: rows, digest: Hash256(hasher.finalize()))
    }

    /// Each value with a letter for its type and its length, so that no two rows are written alike.
    private static func bytes(of row: [SQLValue]) -> [UInt8] {
        var bytes: [UInt8] = []
        func add(_ letter: Character, _ content: some Collection<UInt8>) {
            bytes.append(letter.asciiValue ?? 0)
            withUnsafeBytes(of: UInt64(content.count).bigEndian) { bytes.append(contentsOf: $0) }
            bytes.append(contentsOf: content)
        }
        func number(_ bits: UInt64) -> [UInt8] { withUnsafeBytes(of: bits.bigEndian) { Array($0) } }
        for value in row {
            switch value {
            case .null: add("n", [])
            case .int(let number_): add("i", number(UInt64(bitPattern: number_)))
            case .real(let real): add("r", number(real.bitPattern))
            case .text(let text): add("t", Array(text.utf8))
            case .blob(let blob): add("b", blob)
            }
        }
        add("e", [])
        return bytes
    }
}

extension Table {
    /// As it was when it had no other columns.
    fileprivate func keeping(_ names: [String]) -> Table {
        Table(
            name, primaryKey: primaryKey, clustered: clustered,
            columns: names.compactMap { name in columns.first { $0.name == name } })
    }
}
