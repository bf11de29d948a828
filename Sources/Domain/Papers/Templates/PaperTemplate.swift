package import Civic

/// One version of one paper the city prints, as data: sheet, texts, blocks. Nothing in it names a dossier; the values
/// come
/// from whoever prints.
package struct PaperTemplate: Sendable, Hashable, Codable {
    /// What it is filled with: `receipt`, `control_slip`.
    package let code: String
    package let version: String
    package let validFrom: Day
    package let validTo: Day?
    /// As people who choose a paper read it.
    package let name: LocalizedText
    /// Where the law lays the form down: `Mẫu số 01, Thông tư 01/2018/TT-VPCP`.
    package let ground: String
    /// BCP 47, of the paper's own text.
    package let language: String
    /// The document's title, in its metadata and in the window of whoever reads it.
    package let title: PaperText
    package let sheet: PaperSheet
    /// Points.
    package let fontSize: Double
    package let blocks: [PaperBlock]
    /// Procedures whose result it is (`ResultFields`); empty: the reasoned refusal of any; nil: no result at all.
    package var resultOf: [String]?
    /// Whose result it is, as the public page of a signed one says it.
    package var holder: PaperText?

    /// The one who signs a result for the city.
    package static let leader = "leader"

    /// Who else signs it does so by hand, and then nobody signs it with a key.
    package var isSignedByKey: Bool { signatures(in: blocks) == [Self.leader] }

    private func signatures(in blocks: [PaperBlock]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block.content {
            case .signature(let place): [place.id]
            case .columns(let columns): columns.flatMap { signatures(in: $0.blocks) }
            default: []
            }
        }
    }
}

/// The sheet, in millimetres.
package struct PaperSheet: Sendable, Hashable, Codable {
    package enum Size: String, Sendable, Hashable, Codable, CaseIterable {
        case a4
        case a4Landscape = "a4_landscape"
        case a5
        /// A till roll 72 mm wide: one page, as long as what stands on it.
        case roll72 = "72mm"

        package var width: Double {
            switch self {
            case .a4: 210
            case .a4Landscape: 297
            case .a5: 148
            case .roll72: 72
            }
        }

        /// Nil where the paper is cut to its content.
        package var height: Double? {
            switch self {
            case .a4: 297
            case .a4Landscape, .a5: 210
            case .roll72: nil
            }
        }
    }

    package let size: Size
    package let top: Double
    package let right: Double
    package let bottom: Double
    package let left: Double

    package var textWidth: Double { size.width - left - right }
}
