/// Digits as people type them, with spaces, dots and hyphens between.
enum TypedDigits {
    /// The values 0…9 in their order. Full-width and other digits are strangers, as letters are.
    static func read<Fault: Error>(_ text: some StringProtocol, empty: Fault, stranger: Fault) throws(Fault) -> [UInt8]
    {
        var digits: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits.append(UInt8(scalar.value - 48))
            case " ", ".", "-", "\u{A0}", "\t", "\n", "\r": continue
            default: throw stranger
            }
        }
        guard !digits.isEmpty else { throw empty }
        return digits
    }

    static func number(_ digits: some Sequence<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1) }
    }

    static func text(_ digits: some Sequence<UInt8>) -> String {
        String(decoding: digits.map { $0 + 48 }, as: UTF8.self)
    }
}
