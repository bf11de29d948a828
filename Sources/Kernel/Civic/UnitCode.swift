/// The electronic identifier of an organisation: groups of digits and capitals parted by dots, the first `H26`-like
/// (Decision 20/2020/QĐ-TTg Art. 4). Each group belongs to the one before it.
package struct UnitCode: WrittenValue, Comparable {
    package let text: String

    /// Upper-cases; reads the older right-to-left form (QCVN 102:2016, `000.12.34.H26`) as the code it stands for.
    package init(_ text: some StringProtocol) throws(Fault) {
        var text = String(text)
        if text.withUTF8(Self.isNormal) {
            self.text = text
            return
        }
        let typed = text.uppercased().filter { !$0.isWhitespace }
        guard !typed.isEmpty else { throw .empty }
        guard typed.utf8.count <= 35 else { throw .tooLong }
        var groups = typed.split(separator: ".", omittingEmptySubsequences: false)
        for group in groups {
            guard !group.isEmpty else { throw .emptyGroup }
            guard group.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }) else {
                throw .badCharacter
            }
        }
        if let first = groups.first, let last = groups.last, !Self.isLevelOne(first), Self.isLevelOne(last) {
            groups = groups.reversed().filter { !$0.utf8.allSatisfy { $0 == 0x30 } }
        }
        guard let first = groups.first, Self.isLevelOne(first) else { throw .badFirstGroup }
        self.text = groups.joined(separator: ".")
    }

    private init(trusted text: String) { self.text = text }

    /// 1 for `H26`, 2 for `H26.34`, …
    package var level: Int { text.utf8.reduce(1) { $1 == Self.dot ? $0 + 1 : $0 } }

    /// The unit it belongs to; nil at level 1.
    package var parent: UnitCode? {
        text.lastIndex(of: ".").map { UnitCode(trusted: String(text[..<$0])) }
    }

    /// Strictly below `other`: a unit is not its own descendant.
    package func isDescendant(of other: UnitCode) -> Bool {
        text.utf8.count > other.text.utf8.count && text.utf8.starts(with: other.text.utf8)
            && text.utf8.dropFirst(other.text.utf8.count).first == Self.dot
    }

    package static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static let dot = UInt8(ascii: ".")

    /// Whether the bytes are a code as stored, which is what rows bring: then nothing needs to be taken apart.
    private static func isNormal(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (3...35).contains(bytes.count), (0x41...0x59).contains(bytes[0]), bytes.number(at: 1, digits: 2) != nil,
            bytes.count == 3 || bytes[3] == dot, bytes[bytes.count - 1] != dot
        else { return false }
        for index in 3..<bytes.count {
            switch bytes[index] {
            case 0x30...0x39, 0x41...0x5A: continue
            case dot where bytes[index - 1] != dot: continue
            default: return false
            }
        }
        return true
    }

    private static func isLevelOne(_ group: Substring) -> Bool {
        let bytes = Array(group.utf8)
        return bytes.count == 3 && (0x41...0x59).contains(bytes[0])
            && bytes[1...].allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension UnitCode {
    package enum Fault: InputFault {
        case empty
        case tooLong
        case emptyGroup
        case badCharacter
        case badFirstGroup

        package var message: LocalizedText {
            switch self {
            case .empty:
                LocalizedText(
                    vi: "Nhập mã định danh đơn vị, ví dụ H26.34.", en: "Enter the unit's code, for example H26.34.")
            case .tooLong:
                LocalizedText(vi: "Mã định danh dài tối đa 35 ký tự.", en: "A unit code has at most 35 characters.")
            case .emptyGroup:
                LocalizedText(
                    vi: "Giữa hai dấu chấm của mã định danh phải có chữ số hoặc chữ cái.",
                    en: "Between two dots of a unit code there must be digits or letters.")
            case .badCharacter:
                LocalizedText(
                    vi: "Mã định danh chỉ gồm chữ số, chữ cái A–Z và dấu chấm.",
                    en: "A unit code has only digits, letters A–Z and dots.")
            case .badFirstGroup:
                LocalizedText(
                    vi: "Mã định danh bắt đầu bằng một chữ cái A–Y và hai chữ số, ví dụ H26.",
                    en: "A unit code starts with a letter A–Y and two digits, for example H26.")
            }
        }
    }
}
