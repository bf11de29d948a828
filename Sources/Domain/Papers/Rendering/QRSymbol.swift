import CQRCode

/// A QR code as squares (ISO/IEC 18004), error correction M: a tenth of the paper may be dirty.
package struct QRSymbol: Sendable, Hashable {
    /// Squares a side, without the white border of four that belongs around it.
    package let side: Int
    /// Row by row; true is black.
    package let squares: [Bool]

    /// - Throws: `PapersProblem.qrTooLong` over 2,331 bytes.
    package init(_ text: String) throws(PapersProblem) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty, let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw .qrTooLong(bytes.count)
        }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        guard let data = code.pointee.data else { throw .qrTooLong(bytes.count) }
        self.side = side
        squares = (0..<side * side).map { data[$0] & 1 == 1 }
    }
}
