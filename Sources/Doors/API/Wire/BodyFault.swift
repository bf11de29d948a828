package import Civic

/// One thing wrong with a request, where it stands, and how to mend it.
package struct BodyFault: Sendable, Hashable {
    /// JSON pointer (RFC 6901) into the body, or the parameter's name.
    package let place: String
    package let message: LocalizedText

    package init(_ place: String, message: LocalizedText) {
        self.place = place
        self.message = message
    }

    package init(_ place: String, vi: String, en: String) {
        self.init(place, message: LocalizedText(vi: vi, en: en))
    }
}
