import Civic

/// What the QR code of an identity card says: `number|old number|name|ddmmyyyy|sex|address|issued`. Scanners and hands
/// leave spaces in it; what cannot be read is left empty for the officer to fill in.
struct IdentityCard: Equatable {
    let number: PersonalNumber
    let name: String
    let bornOn: Day?

    /// Nil where it does not begin with a number and a bar.
    init?(_ scanned: String) {
        let fields = scanned.split(separator: "|", omittingEmptySubsequences: false).map { field in
            field.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        guard fields.count > 1, let number = try? PersonalNumber(fields[0]) else { return nil }
        self.number = number
        name = fields.count > 2 ? fields[2] : ""
        bornOn = fields.count > 3 ? Self.day(fields[3]) : nil
    }

    private static func day(_ field: String) -> Day? {
        let digits = field.filter { $0.isASCII && $0.isNumber }
        guard digits.count == 8, let day = Int(digits.prefix(2)), let month = Int(digits.dropFirst(2).prefix(2)),
            let year = Int(digits.suffix(4))
        else { return nil }
        return Day(year: year, month: month, day: day)
    }
}
