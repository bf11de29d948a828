/// The code words of a QR code: the data, cut into blocks, each with its Reed–Solomon words, interleaved
/// (ISO/IEC 18004, 7.4 to 7.6).
struct QRWords {
    let version: Int
    /// In the order in which they are drawn.
    let bits: [Bool]

    /// Level M by version: correction words a block, and the data words of each block.
    private static let blocks: [(correction: Int, data: [Int])] = [
        (10, [16]), (16, [28]), (26, [44]), (18, [32, 32]), (24, [43, 43]), (16, [27, 27, 27, 27]),
        (18, [31, 31, 31, 31]), (22, [38, 38, 39, 39]), (22, [36, 36, 36, 37, 37]),
    ]

    init?(_ bytes: [UInt8]) {
        // Four bits of mode, eight of length: a word and a half.
        guard
            let index = Self.blocks.firstIndex(where: { bytes.count + 2 <= $0.data.reduce(0, +) }), bytes.count < 256
        else { return nil }
        version = index + 1
        let (correction, sizes) = Self.blocks[index]
        var stream = QRBits()
        stream.append(0b0100, 4)
        stream.append(bytes.count, 8)
        for byte in bytes { stream.append(Int(byte), 8) }
        let capacity = sizes.reduce(0, +)
        stream.append(0, min(4, 8 * capacity - stream.bits.count))
        var words = stream.words
        var isFirst = true
        while words.count < capacity {
            words.append(isFirst ? 0xEC : 0x11)
            isFirst.toggle()
        }
        var data: [[UInt8]] = []
        for size in sizes {
            data.append(Array(words.prefix(size)))
            words.removeFirst(size)
        }
        let field = GaloisField()
        let checks = data.map { field.remainder(of: $0, count: correction) }
        var drawn: [UInt8] = []
        for column in 0..<(sizes.max() ?? 0) { drawn += data.filter { column < $0.count }.map { $0[column] } }
        for column in 0..<correction { drawn += checks.map { $0[column] } }
        bits = drawn.flatMap { word in (0..<8).map { word >> (7 - $0) & 1 == 1 } }
    }
}

/// Bits, the highest of each number first.
private struct QRBits {
    private(set) var bits: [Bool] = []

    mutating func append(_ value: Int, _ count: Int) {
        for bit in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> bit & 1 == 1) }
    }

    /// Whole words; the last is filled with zeros.
    var words: [UInt8] {
        stride(from: 0, to: bits.count, by: 8).map { start in
            (0..<8).reduce(UInt8(0)) { word, bit in
                word << 1 | (start + bit < bits.count && bits[start + bit] ? 1 : 0)
            }
        }
    }
}

/// GF(256) with the polynomial x⁸ + x⁴ + x³ + x² + 1.
private struct GaloisField {
    private var powers = [UInt8](repeating: 1, count: 255)
    private var logarithms = [Int](repeating: 0, count: 256)

    init() {
        var value = 1
        for exponent in 0..<255 {
            powers[exponent] = UInt8(value)
            logarithms[value] = exponent
            value <<= 1
            if value > 255 { value ^= 0x11D }
        }
    }

    private func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        left == 0 || right == 0 ? 0 : powers[(logarithms[Int(left)] + logarithms[Int(right)]) % 255]
    }

    /// The Reed–Solomon words of a block: what is left of it over (x − α⁰)(x − α¹)…
    func remainder(of data: [UInt8], count: Int) -> [UInt8] {
        // The divisor without its leading 1, the highest power first.
        var divisor = [UInt8](repeating: 0, count: count)
        divisor[count - 1] = 1
        for root in 0..<count {
            for index in 0..<count {
                divisor[index] = product(divisor[index], powers[root]) ^ (index + 1 < count ? divisor[index + 1] : 0)
            }
        }
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for index in 0..<count { rest[index] ^= product(divisor[index], factor) }
        }
        return rest
    }
}
