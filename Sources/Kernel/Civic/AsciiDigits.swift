// Dates and codes are read from every row and written to every event: their digits go byte by byte, without
// substrings. `Int(_:)` would also take a sign.

extension UnsafeBufferPointer<UInt8> {
    /// The number that so many digits write; nil when one of them is no digit.
    func number(at start: Int, digits: Int) -> Int? {
        var value = 0
        for index in start..<(start + digits) {
            guard (0x30...0x39).contains(self[index]) else { return nil }
            value = value * 10 + Int(self[index] - 0x30)
        }
        return value
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Writes the last `digits` digits of a number that is not negative.
    func write(_ value: Int, at start: Int, digits: Int) {
        var rest = value
        for index in (start..<(start + digits)).reversed() {
            self[index] = 0x30 + UInt8(rest % 10)
            rest /= 10
        }
    }
}
