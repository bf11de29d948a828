/// A paper as a PDF document.
package struct PrintedPaper: Sendable, Hashable {
    /// Where a signature belongs: points from the upper left corner of its page.
    package struct Signature: Sendable, Hashable {
        package let id: String
        /// From 1.
        package let page: Int
        package let x: Double
        package let y: Double
        package let width: Double
        package let height: Double
    }

    package let bytes: [UInt8]
    package let pages: Int
    package let signatures: [Signature]
}
