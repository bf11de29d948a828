/// 32 hexadecimal digits that mean nothing: the only names blobs have, in a folder or in a bucket.
package enum BlobKey {
    static func isKey(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy {
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
            }
    }

    static func checked(_ key: String) throws -> String {
        guard isKey(key) else { throw PapersProblem.unknown }
        return key
    }

    /// From the system's secure source.
    package static func fresh() -> String {
        var source = SystemRandomNumberGenerator()
        return (0..<32).map { _ in String(Int.random(in: 0..<16, using: &source), radix: 16) }.joined()
    }
}
