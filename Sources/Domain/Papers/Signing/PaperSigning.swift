import Civic
import Crypto
import Foundation
import X509

/// Signs PDF documents as PAdES baseline B-B, and B-T with a timestamp (ETSI EN 319 142-1). Each signature is an
/// incremental update, so that earlier ones keep the bytes they cover.
package enum PaperSigning {
    /// - Returns: the document with the signature behind it.
    package static func signed(
        _ document: [UInt8], _ request: SignatureRequest, by signer: any Signer,
        timestamps: (any TimestampAuthority)? = nil
    ) async throws(SigningProblem) -> [UInt8] {
        try inForce(signer, at: request)
        let room = try room(for: signer, stamped: timestamps != nil)
        var prepared = try prepared(document, request, room: room)
        var hash = SHA256()
        prepared.bytes.withUnsafeBytes { bytes in
            for range in prepared.covered { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[range])) }
        }
        let message = try await SignedMessage(detached: hash.finalize()).signed(by: signer, timestamps: timestamps)
        guard message.count <= room else { throw .encoding("a signature of \(message.count) bytes") }
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * message.count)
        for byte in message { PDFWriter.append(hexadecimal: byte, to: &digits) }
        let first = prepared.covered[0].upperBound + 1
        prepared.bytes.replaceSubrange(first..<first + digits.count, with: digits)
        return prepared.bytes
    }

    private static func inForce(_ signer: any Signer, at request: SignatureRequest) throws(SigningProblem) {
        guard let own = signer.chain.first else { throw .noKey }
        let day = Date(timeIntervalSince1970: Double(request.at.milliseconds) / 1_000)
        guard own.notValidBefore <= day, day <= own.notValidAfter else { throw .certificateNotValid }
    }

    /// Bytes kept free for the signature: its certificates, itself, and what an authority adds.
    private static func room(for signer: any Signer, stamped: Bool) throws(SigningProblem) -> Int {
        do {
            var bytes = 1_536 + (stamped ? 6_144 : 0)
            for certificate in signer.chain { bytes += try certificate.der().count }
            return bytes
        } catch {
            throw .encoding(String(describing: error))
        }
    }

    private struct Prepared {
        var bytes: [UInt8]
        /// What is signed: all before the signature's string, and all behind it.
        let covered: [Range<Int>]
    }

    private static func prepared(
        _ document: [UInt8], _ request: SignatureRequest, room: Int
    ) throws(SigningProblem) -> Prepared {
        do {
            let document = try PDFDocument(document)
            var update = try PDFUpdate(document)
            let signature = update.reserve()
            try SignatureField(document, request).add(signature, to: &update)
            update.put(signature, Self.dictionary(request, room: room))
            let (bytes, offsets) = update.written()
            return try covering(bytes, from: offsets[signature] ?? 0)
        } catch let fault as PDFReader.Fault {
            throw .unsignable(fault.what)
        } catch let problem as SigningProblem {
            throw problem
        } catch {
            throw .unsignable(String(describing: error))
        }
    }

    /// As wide as the largest document's numbers.
    private static let blank = "[0 0000000000 0000000000 0000000000]"

    private static func dictionary(_ request: SignatureRequest, room: Int) -> PDFDictionary {
        var entries: PDFDictionary = [
            "Type": .name("Sig"), "Filter": .name("Adobe.PPKLite"), "SubFilter": .name("ETSI.CAdES.detached"),
            "ByteRange": .number(blank), "Contents": .string([UInt8](repeating: 0, count: room)),
            "Name": .text(request.name), "M": .string(Array(PDFDate.text(request.at).utf8)),
        ]
        if let reason = request.reason { entries["Reason"] = .text(reason) }
        if let location = request.location { entries["Location"] = .text(location) }
        return entries
    }

    /// Writes into `/ByteRange` what it must say, without moving a byte.
    private static func covering(_ bytes: [UInt8], from start: Int) throws(SigningProblem) -> Prepared {
        var bytes = bytes
        let data = Data(bytes[start...])
        guard let range = data.range(of: Data(blank.utf8)),
            let contents = data.range(of: Data("/Contents <".utf8), in: range.upperBound..<data.endIndex),
            let end = data.range(of: Data(">".utf8), in: contents.upperBound..<data.endIndex)
        else { throw .encoding("the signature's place is gone") }
        let gap = start + contents.upperBound - 1..<start + end.upperBound
        let written = "[0 \(gap.lowerBound) \(gap.upperBound) \(bytes.count - gap.upperBound)]"
        let padded = written + String(repeating: " ", count: blank.utf8.count - written.utf8.count)
        let place = start + range.lowerBound
        bytes.replaceSubrange(place..<place + padded.utf8.count, with: padded.utf8)
        return Prepared(bytes: bytes, covered: [0..<gap.lowerBound, gap.upperBound..<bytes.count])
    }
}
