/// A value of a PDF document (ISO 32000-1, 7.3), as it was written.
indirect enum PDFValue: Hashable {
    case null
    case bool(Bool)
    /// The digits as they stand, so that what is written again is the same number.
    case number(String)
    case name(String)
    case string([UInt8])
    case array([PDFValue])
    case dictionary(PDFDictionary)
    case reference(Int, generation: Int)

    static func int(_ value: Int) -> PDFValue { .number(String(value)) }
    static func real(_ value: Double) -> PDFValue { .number(PDFValue.written(value)) }
    static func reference(_ number: Int) -> PDFValue { .reference(number, generation: 0) }

    /// Text in a form every reader takes: UTF-16 with its mark.
    static func text(_ text: String) -> PDFValue {
        .string([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    }

    var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
    var double: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }
    var name: String? { if case .name(let name) = self { name } else { nil } }
    var string: [UInt8]? { if case .string(let bytes) = self { bytes } else { nil } }
    var array: [PDFValue]? { if case .array(let values) = self { values } else { nil } }
    var dictionary: PDFDictionary? { if case .dictionary(let entries) = self { entries } else { nil } }
    var reference: Int? { if case .reference(let number, _) = self { number } else { nil } }

    /// Text of a document: UTF-16 with its mark, or Latin letters.
    var text: String? {
        guard let bytes = string else { return nil }
        guard bytes.starts(with: [0xFE, 0xFF]) else { return String(bytes.map { Character(Unicode.Scalar($0)) }) }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        return String(decoding: units, as: UTF16.self)
    }

    /// Two digits behind the point suffice: a hundredth of a point is 0.004 mm.
    private static func written(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let sign = hundredths < 0 ? "-" : ""
        let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        return part == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
    }
}

/// Entries in the order they stand.
struct PDFDictionary: Hashable, ExpressibleByDictionaryLiteral {
    struct Entry: Hashable {
        let key: String
        var value: PDFValue
        /// Where the value stands in the document it was read from; empty for one that was made.
        var place: Range<Int> = 0..<0

        static func == (left: Entry, right: Entry) -> Bool { left.key == right.key && left.value == right.value }
        func hash(into hasher: inout Hasher) {
            hasher.combine(key)
            hasher.combine(value)
        }
    }

    private(set) var entries: [Entry]

    init(_ entries: [Entry] = []) { self.entries = entries }
    init(dictionaryLiteral elements: (String, PDFValue)...) {
        entries = elements.map { Entry(key: $0.0, value: $0.1) }
    }

    subscript(_ key: String) -> PDFValue? {
        get { entries.first { $0.key == key }?.value }
        set {
            entries.removeAll { $0.key == key }
            if let newValue { entries.append(Entry(key: key, value: newValue)) }
        }
    }

    func place(of key: String) -> Range<Int>? { entries.first { $0.key == key }?.place }

    /// The same entries, in whatever order, but for those keys.
    func equals(_ other: PDFDictionary, butFor keys: Set<String>) -> Bool {
        func kept(_ entries: [Entry]) -> [String: PDFValue] {
            Dictionary(entries.filter { !keys.contains($0.key) }.map { ($0.key, $0.value) }) { first, _ in first }
        }
        return kept(entries) == kept(other.entries)
    }
}
