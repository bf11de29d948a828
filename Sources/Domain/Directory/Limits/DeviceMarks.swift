/// What a browser keeps to show that somebody signed in to an account with it before. Whoever brings the mark of an
/// account is counted by that mark alone: strangers who guess at the account do not lock its owner out of his own device.
///
/// A mark is 16 random bytes and a code over them and the login under the house's key; it opens nothing by itself, names
/// nobody, and gives whoever steals it ten guesses in a quarter of an hour.
package struct DeviceMarks: Sendable, Hashable {
    /// A family's computer knows a few accounts; the oldest is forgotten.
    private static let most = 4
    private static let length = 16

    private struct Mark: Hashable {
        let nonce: [UInt8]
        let code: [UInt8]
    }

    private var marks: [Mark]

    /// - Parameter text: as the browser sends it; what cannot be read counts as absent.
    package init(text: String = "") {
        marks = text.split(separator: ".").prefix(Self.most).compactMap { part in
            guard let bytes = Hex.bytes(String(part)), bytes.count == 2 * Self.length else { return nil }
            return Mark(nonce: Array(bytes.prefix(Self.length)), code: Array(bytes.suffix(Self.length)))
        }
    }

    package var text: String { marks.map { Hex.text($0.nonce + $0.code) }.joined(separator: ".") }

    /// The mark this device has for the login; what its attempts are counted by.
    func mark(of login: String, keys: KeyRing) -> String? {
        marks.first { SecureBytes.areEqual($0.code, Self.code($0.nonce, login, keys)) }.map { Hex.text($0.nonce) }
    }

    /// With a mark for the login, the newest first.
    func acquainted(with login: String, keys: KeyRing) -> DeviceMarks {
        let nonce = mark(of: login, keys: keys).flatMap { Hex.bytes($0) } ?? SecureBytes.random(Self.length)
        let new = Mark(nonce: nonce, code: Self.code(nonce, login, keys))
        var all = self
        all.marks = Array(([new] + marks.filter { $0 != new }).prefix(Self.most))
        return all
    }

    private static func code(_ nonce: [UInt8], _ login: String, _ keys: KeyRing) -> [UInt8] {
        Array(keys.blindIndex(Hex.text(nonce) + login, context: "device").prefix(length))
    }
}
