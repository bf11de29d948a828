import Civic
import Crypto
package import Store

/// Copies the bytes of every paper a database names from one store to another, each once and checked against its hash.
package struct PaperCopy: Sendable {
    package struct Outcome: Sendable, Hashable {
        package var copied = 0
        /// Named by the database, and not there or not what was received: the ids, for the administrator.
        package var missing: [Int64] = []

        package init(copied: Int = 0, missing: [Int64] = []) {
            self.copied = copied
            self.missing = missing
        }
    }

    private let source: any BlobStore
    private let target: any BlobStore

    package init(from source: any BlobStore, to target: any BlobStore) {
        self.source = source
        self.target = target
    }

    package func run(
        _ database: any Database, onProgress: @escaping @Sendable (_ papers: Int) -> Void = { _ in }
    ) async throws -> Outcome {
        var outcome = Outcome()
        var last: Int64 = 0
        while true {
            let after = last
            let page = try await database.read { transaction in
                try transaction.all(PapersStore.page, [.int(after), .int(200)], Upload.init(row:))
            }
            guard let end = page.last else { return outcome }
            last = end.id.rawValue
            for upload in page where upload.erasedAt == nil {
                // Brought by an earlier upload, whose copy is there already.
                if upload.sharedKey != nil, try await target.get(upload.key, range: 0..<1) != nil { continue }
                if let bytes = try await source.get(upload.key), Array(SHA256.hash(data: bytes)) == upload.sha256 {
                    try await target.put(bytes, key: upload.key)
                    outcome.copied += 1
                } else {
                    outcome.missing.append(upload.id.rawValue)
                }
                onProgress(outcome.copied)
            }
        }
    }
}
