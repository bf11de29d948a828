/// Reads numbers out of a file's bytes; nil past the end.
struct FileReader {
    let bytes: [UInt8]

    func byte(_ at: Int) -> Int? {
        bytes.indices.contains(at) ? Int(bytes[at]) : nil
    }

    func big16(_ at: Int) -> Int? { number(at, 2, bigEndian: true) }
    func big32(_ at: Int) -> Int? { number(at, 4, bigEndian: true) }
    func little16(_ at: Int) -> Int? { number(at, 2, bigEndian: false) }
    func little24(_ at: Int) -> Int? { number(at, 3, bigEndian: false) }
    func little32(_ at: Int) -> Int? { number(at, 4, bigEndian: false) }

    private func number(_ at: Int, _ count: Int, bigEndian: Bool) -> Int? {
        guard at >= 0, count <= bytes.count - at else { return nil }
        let part = bytes[at..<at + count]
        return bigEndian ? part.reduce(0) { $0 << 8 | Int($1) } : part.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    func has(_ text: String, at: Int) -> Bool {
        let wanted = Array(text.utf8)
        guard at >= 0, wanted.count <= bytes.count - at else { return false }
        return bytes[at..<at + wanted.count].elementsEqual(wanted)
    }

    /// Where this text first stands in a range of the bytes.
    func find(_ text: String, in range: Range<Int>? = nil) -> Int? {
        let wanted = Array(text.utf8)
        let range = (range ?? bytes.indices).clamped(to: bytes.indices)
        guard let first = wanted.first, range.count >= wanted.count else { return nil }
        return bytes.withUnsafeBufferPointer { source in
            for start in range.lowerBound...(range.upperBound - wanted.count)
            where source[start] == first && source[start..<start + wanted.count].elementsEqual(wanted) {
                return start
            }
            return nil
        }
    }
}
