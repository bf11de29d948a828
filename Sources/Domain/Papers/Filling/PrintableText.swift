import Civic

/// Text as paper can carry it.
package enum PrintableText {
    /// Unicode form C; line ends stay, tabs and other white space are spaces, invisible and direction marks go.
    package static func cleaned(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in VietnameseText.nfc(text).unicodeScalars {
            switch scalar.properties.generalCategory {
            case .lineSeparator, .paragraphSeparator: scalars.append("\n")
            case .control where scalar == "\n": scalars.append(scalar)
            case .control where scalar == "\t": scalars.append(" ")
            case .control, .format, .surrogate, .privateUse, .unassigned: break
            case .spaceSeparator where scalar != "\u{A0}": scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// What the paper's fonts have no sign for is named, not dropped: `[U+4E2D]`.
    package static func marked(_ text: String, where canPrint: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: { $0 != "\n" && !canPrint($0) }) else { return text }
        var marked = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" || canPrint(scalar) {
                marked.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                marked += "[U+\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
            }
        }
        return marked
    }
}
