import Civic
import X509

/// A signature as a document's form names it.
struct FoundSignature {
    let field: String
    /// The two parts of the document it covers; nil when they are not all but its own bytes.
    let covered: [Range<Int>]?
    /// The document as it was when it was signed; nil when that is no document, or not one with this signature in it.
    let revision: PDFDocument?
    let coversWhole: Bool
    let message: ReadMessage?
    let claimed: Instant?

    /// In the order they were made: each covers the ones before.
    static func all(in document: PDFDocument, most: Int) throws(PDFReader.Fault) -> [FoundSignature] {
        var found: [FoundSignature] = []
        var waiting = try document.fieldList().map { ($0, 0) }
        var seen: Set<Int> = []
        while !waiting.isEmpty {
            let (value, depth) = waiting.removeFirst()
            guard let number = value.reference, seen.insert(number).inserted, depth < 8, seen.count < 10_000 else {
                throw PDFReader.Fault("the list of fields is broken")
            }
            guard let entries = try document.dictionary(value) else { continue }
            if let kids = try document.resolved(entries["Kids"])?.array { waiting += kids.map { ($0, depth + 1) } }
            guard entries["FT"]?.name == "Sig", let signature = entries["V"]?.reference else { continue }
            guard found.count < most else { throw PDFReader.Fault("more signatures than anybody gives") }
            found.append(try FoundSignature(entries["T"]?.text ?? "", signature, in: document))
        }
        return found.sorted { ($0.covered?.last?.upperBound ?? 0) < ($1.covered?.last?.upperBound ?? 0) }
    }

    private init(_ field: String, _ number: Int, in document: PDFDocument) throws(PDFReader.Fault) {
        guard let object = try document.object(number), let entries = object.value.dictionary else {
            throw PDFReader.Fault("the field \(field) has no signature")
        }
        self.field = field
        // What is packed has no bytes of its own that anybody could leave out.
        let covered = object.place == nil ? nil : Self.covered(entries, in: document)
        self.covered = covered
        coversWhole = covered?.last?.upperBound == document.bytes.count
        claimed = entries["M"]?.text.flatMap(PDFDate.instant)
        message = entries["Contents"]?.string.flatMap(ReadMessage.init)
        guard let end = covered?.last?.upperBound, let place = object.place, place.upperBound <= end,
            let revision = try? PDFDocument(Array(document.bytes[..<end]), before: document),
            revision.entries[number] == document.entries[number]
        else {
            revision = nil
            return
        }
        self.revision = revision
    }

    /// All from the first byte, but for the signature's own string, which lies exactly in the gap.
    private static func covered(_ entries: PDFDictionary, in document: PDFDocument) -> [Range<Int>]? {
        guard let numbers = entries["ByteRange"]?.array?.map(\.int), numbers.count == 4,
            let start = numbers[0], let gap = numbers[1], let after = numbers[2], let rest = numbers[3],
            start == 0, gap > 0, after > gap, rest > 0, rest <= document.bytes.count,
            after <= document.bytes.count - rest, entries.place(of: "Contents") == gap..<after,
            document.bytes[gap] == UInt8(ascii: "<"),
            document.bytes[gap + 1..<after - 1].allSatisfy(PDFReader.isHexadecimal)
        else { return nil }
        return [0..<gap, after..<after + rest]
    }

    func verdict(
        _ findings: [SignatureFinding], by message: ReadMessage? = nil, path: [Certificate] = [],
        stamped: Instant? = nil
    ) -> SignatureVerdict {
        let signer = (message ?? self.message)?.signer
        return SignatureVerdict(
            field: field, signer: signer?.holder ?? "?", organisation: signer?.organisation,
            serial: signer?.serial ?? "", authorities: path.dropFirst().map(\.holder), claimed: claimed,
            stamped: stamped, coversWhole: coversWhole, findings: findings)
    }
}
