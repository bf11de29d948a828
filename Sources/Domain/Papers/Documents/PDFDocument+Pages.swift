extension PDFDocument {
    struct Page {
        let number: Int
        let entries: PDFDictionary
        /// Lower left and upper right corner, in points.
        let box: [Double]
        /// What the page does not say itself and the tree above it says for it (ISO 32000-1, 7.7.3.4).
        let inherited: PDFDictionary
    }

    private static let heritable = ["Resources", "MediaBox", "CropBox", "Rotate"]

    private static let mostPages = 20_000

    /// The pages in order.
    func pages() throws(PDFReader.Fault) -> [Page] {
        guard let root = try catalog["Pages"]?.reference else { throw PDFReader.Fault("the document has no pages") }
        var pages: [Page] = []
        var seen: Set<Int> = []
        try gather(root, PDFDictionary(), into: &pages, &seen, depth: 0)
        return pages
    }

    private func gather(
        _ number: Int, _ above: PDFDictionary, into pages: inout [Page], _ seen: inout Set<Int>, depth: Int
    ) throws(PDFReader.Fault) {
        guard seen.insert(number).inserted, depth < 32, pages.count < Self.mostPages,
            let node = try object(number)?.value.dictionary
        else { throw PDFReader.Fault("the tree of pages is broken") }
        var inherited = above
        for key in Self.heritable { if let value = node[key] { inherited[key] = value } }
        if let kids = try resolved(node["Kids"])?.array {
            for kid in kids {
                guard let kid = kid.reference else { throw PDFReader.Fault("the tree of pages is broken") }
                try gather(kid, inherited, into: &pages, &seen, depth: depth + 1)
            }
        } else {
            let corners = try resolved(inherited["MediaBox"])?.array?.compactMap(\.double) ?? []
            guard corners.count == 4 else { throw PDFReader.Fault("a page has no size") }
            pages.append(Page(number: number, entries: node, box: corners, inherited: inherited))
        }
    }
}
