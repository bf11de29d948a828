import Civic

/// A signature as people see it on the paper (Decree 30/2020, Annex I): a person's hand in blue, a body's seal in red, a copy's mark
/// in black.
package enum SignaturePicture: Sendable, Hashable {
    /// PNG with a transparent ground.
    case image([UInt8])
    /// Where no picture is kept: who signed and when, in words.
    /// `from`: where they begin, as a share of the width; a seal may come over what is left of it.
    case words([String], Ink, from: Double = 0)

    package enum Ink: String, Sendable, Hashable {
        case blue, red, black
    }

    /// More points than a seal of true size at 600 dpi has.
    private static let mostPixels = 4_000_000

    func printed(
        width: Double, height: Double, dated: Instant, _ typesetter: Typesetter
    ) throws(PapersProblem) -> PrintedPaper {
        let utc = CityZone(fixedHours: 0).local(dated)
        let canvas = PDFCanvas(
            width: width, height: height, title: "", made: "\(utc.day.iso)T\(utc.time.text):00Z")
        switch self {
        case .image(let png):
            guard try PaperSniffer.sniff(png) == .png else { throw .unknownKind }
            let head = FileReader(bytes: png)
            guard let across = head.big32(16), let down = head.big32(20), across * down <= Self.mostPixels else {
                throw .tooManyPixels
            }
            try canvas.picture(png, width: width, height: height)
        case .words(let lines, let ink, let from):
            Self.write(lines, ink, from: width * from, width: width, height: height, canvas, typesetter)
        }
        return PrintedPaper(bytes: try canvas.finish(), pages: 1, signatures: [])
    }

    private static func write(
        _ lines: [String], _ ink: Ink, from left: Double, width: Double, height: Double, _ canvas: PDFCanvas,
        _ typesetter: Typesetter
    ) {
        switch ink {
        case .blue: canvas.colour(red: 0.05, green: 0.15, blue: 0.6)
        case .red: canvas.colour(red: 0.8, green: 0.05, blue: 0.05)
        case .black: canvas.colour(red: 0, green: 0, blue: 0)
        }
        let inset = 3.0
        canvas.box(x: 0.5, y: 0.5, width: width - 1, height: height - 1)
        let text = PrintableText.marked(
            PrintableText.cleaned(lines.joined(separator: "\n")), where: typesetter.canPrint)
        // The largest of these that fits; the smallest is still read.
        var set: SetText?
        for size in [10.0, 9, 8, 7, 6, 5] {
            let trial = typesetter.set(
                [TextRun(text: text)], PaperStyle(align: .left), size: size, width: width - left - 2 * inset)
            set = trial
            if trial.height <= height - 2 * inset { break }
        }
        guard let set else { return }
        var y = max(inset, (height - set.height) / 2)
        for line in set.lines where y + line.height <= height {
            set.draw(line, on: canvas, x: left + inset, y: y)
            y += line.height
        }
    }
}
