import Foundation

/// The typeface every paper is set in: Liberation Serif, which has the widths of the typeface Decree 30/2020 asks for
/// and
/// every Vietnamese letter. Only these four files are used, whatever else is installed.
package struct PaperFonts: Sendable {
    static let family = "Liberation Serif"
    /// Debian's `fonts-liberation2`. The older `fonts-liberation` 1 has no Vietnamese letters; later releases of Debian have
    /// version 2 under that name.
    private static let folders = ["/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"]
    private static let styles = ["Regular", "Bold", "Italic", "BoldItalic"]

    let files: [String]

    /// - Parameter folder: nil: where Debian puts them.
    /// - Throws: `PapersProblem.fontMissing`.
    package static func find(in folder: String? = nil) throws(PapersProblem) -> PaperFonts {
        for folder in folder.map({ [$0] }) ?? folders {
            let files = styles.map { "\(folder)/LiberationSerif-\($0).ttf" }
            if files.allSatisfy({ FileManager.default.isReadableFile(atPath: $0) }) { return PaperFonts(files: files) }
        }
        throw .fontMissing(family)
    }
}
