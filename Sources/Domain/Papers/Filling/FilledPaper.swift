/// A paper with its values in: what stands on it, before anything is measured. Equal values make equal filled papers.
package struct FilledPaper: Sendable, Hashable {
    package let title: String
    package let language: String
    package let sheet: PaperSheet
    package let fontSize: Double
    package let blocks: [FilledBlock]

    /// With a line above everything that says what it is not.
    func marked(_ words: String) -> FilledPaper {
        let style = PaperStyle(align: .center, bold: true, size: 9)
        return FilledPaper(
            title: title, language: language, sheet: sheet, fontSize: fontSize,
            blocks: [FilledBlock(content: .text(words, style), before: 0)] + blocks)
    }
}

package struct FilledBlock: Sendable, Hashable {
    package let content: Content
    package let before: Double

    package indirect enum Content: Sendable, Hashable {
        case text(String, PaperStyle)
        /// A nil value is written by hand.
        case line(label: String, value: String?, PaperStyle)
        case list([String], PaperStyle)
        case table(FilledTable)
        case columns([Column])
        case rule(Double)
        case qr(String, Double, PaperStyle.Align)
        case signature(id: String, title: String, note: String?, name: String, height: Double)
        case space(Double)
        case pageBreak
    }

    package struct Column: Sendable, Hashable {
        package let share: Double
        package let blocks: [FilledBlock]
    }
}

package struct FilledTable: Sendable, Hashable {
    package struct Head: Sendable, Hashable {
        package let title: String
        package let group: String?
        package let share: Double
        package let align: PaperStyle.Align
    }

    package let heads: [Head]
    package let rows: [[String]]
}
