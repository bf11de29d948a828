/// What a file is by its bytes, whatever its name says.
package enum PaperKind: String, Sendable, Hashable, CaseIterable {
    case jpeg
    case png
    case webp
    case heic
    case pdf

    /// The only type a file of this kind is ever served with.
    package var contentType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .webp: "image/webp"
        case .heic: "image/heic"
        case .pdf: "application/pdf"
        }
    }

    package var fileExtension: String {
        switch self {
        case .jpeg: "jpg"
        case .png: "png"
        case .webp: "webp"
        case .heic: "heic"
        case .pdf: "pdf"
        }
    }
}
