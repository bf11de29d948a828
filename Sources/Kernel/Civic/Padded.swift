/// A number with zeros before it, for dates, times and codes.
struct Padded: CustomStringConvertible {
    let description: String

    init(_ value: Int, _ width: Int) {
        let digits = String(value)
        description = String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
