import CZlib

/// Unpacks the streams that hold a document's own structure: tables and packed objects (ISO 32000-1, 7.4.4). What is
/// drawn on pages is never unpacked here.
enum PDFFilter {
    /// - Parameter left: bytes that may still come out, of this and all other streams together.
    /// - Throws: for any other filter than Flate, damage, and more bytes than are left: a bomb.
    static func unpacked(
        _ packed: ArraySlice<UInt8>, _ entries: PDFDictionary, left: inout Int
    ) throws(PDFReader.Fault) -> [UInt8] {
        let filters = entries["Filter"].map { $0.array ?? [$0] } ?? []
        let parameters = (entries["DecodeParms"].map { $0.array ?? [$0] } ?? []).filter { $0 != .null }
        guard entries["F"] == nil, filters.count <= 1, parameters.count <= filters.count,
            parameters.allSatisfy({ $0.dictionary != nil })
        else { throw PDFReader.Fault("a packed stream has more filters than one") }
        guard let filter = filters.first else {
            guard packed.count <= left else { throw PDFReader.Fault("the document unpacks to too much") }
            left -= packed.count
            return Array(packed)
        }
        guard filter.name == "FlateDecode" else { throw PDFReader.Fault("a packed stream has a filter not read here") }
        let bytes = try inflated(packed, left: &left)
        guard let parameters = parameters.first?.dictionary else { return bytes }
        return try PDFPredictor(parameters).undone(bytes)
    }

    private static func inflated(
        _ packed: ArraySlice<UInt8>, left: inout Int
    ) throws(PDFReader.Fault) -> [UInt8] {
        var room = min(left, max(4 * packed.count, 4_096))
        while true {
            var state: Int32 = 2
            let bytes = [UInt8](unsafeUninitializedCapacity: room) { out, count in
                count = packed.withUnsafeBufferPointer {
                    motcua_inflate($0.baseAddress, $0.count, out.baseAddress, room, &state)
                }
            }
            if state == 0 {
                left -= bytes.count
                return bytes
            }
            guard state == 1 else { throw PDFReader.Fault("a packed stream is damaged") }
            guard room < left else { throw PDFReader.Fault("the document unpacks to too much") }
            room = min(left, 4 * room)
        }
    }
}

/// How the rows of a packed stream were written as differences (ISO 32000-1, 7.4.4.4).
struct PDFPredictor {
    private let kind: Int
    /// Bytes of a row, and of one sample in each of its colours.
    private let row: Int
    private let sample: Int

    init(_ parameters: PDFDictionary) throws(PDFReader.Fault) {
        func number(_ key: String, _ standard: Int) -> Int? {
            guard let value = parameters[key] else { return standard }
            return value.int
        }
        guard let kind = number("Predictor", 1), let colours = number("Colors", 1), (1...4).contains(colours),
            number("BitsPerComponent", 8) == 8, let columns = number("Columns", 1), (1...65_536).contains(columns),
            kind == 1 || kind == 2 || (10...15).contains(kind)
        else { throw PDFReader.Fault("a packed stream has differences not read here") }
        self.kind = kind
        row = columns * colours
        sample = colours
    }

    func undone(_ bytes: [UInt8]) throws(PDFReader.Fault) -> [UInt8] {
        switch kind {
        case 1: return bytes
        case 2:
            guard bytes.count % row == 0 else { throw PDFReader.Fault("a packed stream ends inside a row") }
            var plain = bytes
            for place in plain.indices where place % row >= sample { plain[place] &+= plain[place - sample] }
            return plain
        default: return try portable(bytes)
        }
    }

    /// Each row begins with its own kind (PNG, ISO/IEC 15948, 9.2).
    private func portable(_ bytes: [UInt8]) throws(PDFReader.Fault) -> [UInt8] {
        guard bytes.count % (row + 1) == 0 else { throw PDFReader.Fault("a packed stream ends inside a row") }
        var plain: [UInt8] = []
        plain.reserveCapacity(bytes.count)
        for start in stride(from: 0, to: bytes.count, by: row + 1) {
            let kind = bytes[start]
            guard kind <= 4 else { throw PDFReader.Fault("a packed stream has rows of no known kind") }
            let first = plain.count
            for column in 0..<row {
                let left = column >= sample ? plain[plain.count - sample] : 0
                let above = first > 0 ? plain[plain.count - row] : 0
                let corner = column >= sample && first > 0 ? plain[plain.count - row - sample] : 0
                let guess: UInt8 =
                    switch kind {
                    case 1: left
                    case 2: above
                    case 3: UInt8((Int(left) + Int(above)) / 2)
                    case 4: Self.nearest(left, above, corner)
                    default: 0
                    }
                plain.append(bytes[start + 1 + column] &+ guess)
            }
        }
        return plain
    }

    /// Paeth's (9.4).
    private static func nearest(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
        let guess = Int(left) + Int(above) - Int(corner)
        let distances = [left, above, corner].map { abs(guess - Int($0)) }
        if distances[0] <= distances[1], distances[0] <= distances[2] { return left }
        return distances[1] <= distances[2] ? above : corner
    }
}
