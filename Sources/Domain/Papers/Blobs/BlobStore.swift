/// Where the bytes of papers lie. Keys are random and mean nothing.
package protocol BlobStore: Sendable {
    /// Stores the bytes under a key not used before and returns only when they would survive a power cut.
    func put(_ bytes: [UInt8], key: String) async throws
    /// - Parameter range: some of the bytes, as far as there are any; nil: all.
    /// - Returns: nil when nothing lies there.
    func get(_ key: String, range: Range<Int>?) async throws -> [UInt8]?
    /// Nothing happens when nothing lies there.
    func erase(_ key: String) async throws
    /// Keys whose bytes were stored before this moment (milliseconds since 1970).
    func keys(storedBefore milliseconds: Int64) async throws -> [String]
}

extension BlobStore {
    package func get(_ key: String) async throws -> [UInt8]? { try await get(key, range: nil) }
}
