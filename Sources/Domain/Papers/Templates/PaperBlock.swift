package import Rules

/// One thing on the paper, with the condition under which it stands there.
package struct PaperBlock: Sendable, Hashable, Codable {
    package let content: Content
    /// Nil: always.
    package let when: RuleExpression?
    /// Millimetres of white above it.
    package let before: Double

    package indirect enum Content: Sendable, Hashable, Codable {
        case text(PaperText, PaperStyle)
        /// A label with its value; dots to write on where there is none.
        case line(label: PaperText, value: PaperText, PaperStyle)
        /// One numbered paragraph for each item of a list.
        case list(Repeated, PaperText, PaperStyle)
        case table(Repeated, [TableColumn])
        /// Side by side, never parted by the end of a page: the heading of an official document, signatures.
        case columns([Column])
        /// A line as the motto has it below it, this many millimetres long.
        case rule(Double)
        /// A QR code of this text, this many millimetres wide.
        case qr(PaperText, Double, PaperStyle.Align)
        case signature(SignaturePlace)
        case space(Double)
        case pageBreak
    }

    /// `rows: documents, as: document`; `index` counts them from 1.
    package struct Repeated: Sendable, Hashable, Codable {
        package let items: RuleExpression
        package let name: String
    }

    package struct Column: Sendable, Hashable, Codable {
        /// Its share of the width.
        package let share: Double
        package let blocks: [PaperBlock]
    }

    package struct TableColumn: Sendable, Hashable, Codable {
        package let title: PaperText
        /// Neighbours of one group stand under its name.
        package let group: PaperText?
        package let share: Double
        package let value: PaperText
        package let align: PaperStyle.Align
    }

    /// Where somebody signs: by hand, or later with a key (Decree 30/2020 Annex I: between the title and the name).
    package struct SignaturePlace: Sendable, Hashable, Codable {
        package let id: String
        package let title: PaperText
        package let note: PaperText?
        package let name: PaperText
        /// Millimetres between title and name.
        package let height: Double
    }
}

package struct PaperStyle: Sendable, Hashable, Codable {
    package enum Align: String, Sendable, Hashable, Codable, CaseIterable {
        case left, center, right, justify
    }

    package var align = Align.left
    package var bold = false
    package var italic = false
    /// Points; nil: the paper's.
    package var size: Double?
    /// Millimetres the first line is set in.
    package var indent = 0.0
    /// 1 is the paper's heading, for who listens to it; 0 is running text.
    package var level = 0

    package init(
        align: Align = .left, bold: Bool = false, italic: Bool = false, size: Double? = nil, indent: Double = 0,
        level: Int = 0
    ) {
        self.align = align
        self.bold = bold
        self.italic = italic
        self.size = size
        self.indent = indent
        self.level = level
    }
}
