package import Civic

/// What stands in a document beside a signature's bytes: whose it is, when, and where people see it.
package struct SignatureRequest: Sendable {
    /// The field's name, once in a document: `leader`, `seal`.
    package var field: String
    package var name: String
    package var reason: String?
    package var location: String?
    /// As the signer's clock has it; a timestamp proves it.
    package var at: Instant
    /// Nil: the signature is not seen.
    package var look: Look?

    package struct Look: Sendable {
        package let place: SignatureRectangle
        /// One page with the picture, as the press makes it.
        package let picture: [UInt8]

        package init(place: SignatureRectangle, picture: [UInt8]) {
            self.place = place
            self.picture = picture
        }
    }

    package init(
        field: String, name: String, reason: String? = nil, location: String? = nil, at: Instant, look: Look? = nil
    ) {
        self.field = field
        self.name = name
        self.reason = reason
        self.location = location
        self.at = at
        self.look = look
    }
}

/// A place on a page, in points from the page's upper left corner.
package struct SignatureRectangle: Sendable, Hashable {
    /// From 1.
    package let page: Int
    package let x: Double
    package let y: Double
    package let width: Double
    package let height: Double

    /// Where a person's signature stands: between the title and the name (Decree 30/2020, Annex I).
    package init(_ signature: PrintedPaper.Signature) {
        self.init(
            page: signature.page, x: signature.x, y: signature.y, width: signature.width, height: signature.height)
    }

    package init(page: Int, x: Double, y: Double, width: Double, height: Double) {
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Where the organisation's seal stands: over a third of the person's signature, on its left (Decree 30/2020,
    /// Annex I).
    ///
    /// - Parameters:
    ///   - signature: the person's picture.
    ///   - side: the seal's, in points.
    package static func seal(over signature: SignatureRectangle, side: Double) -> SignatureRectangle {
        SignatureRectangle(
            page: signature.page, x: max(0, signature.x + signature.width / 3 - side),
            y: max(0, signature.y + (signature.height - side) / 2), width: side, height: side)
    }
}
