extension PDFDocument {
    struct Page {
        let number: Int
        let entries: PDFDictionary
        /// Lower left and upper right corner, in points.
        let box: [Double]
    }

    private static let mostPages = 20_000

    /// The pages in order.
    func pages() throws(PDFReader.Fault) -> [Page] {
        guard let root = try catalog["Pages"]?.reference else { throw PDFReader.Fault("the document has no pages") }
        var pages: [Page] = []
        var seen: Set<Int> = []
        try gather(root, box: nil, into: &pages, &seen, depth: 0)
        return pages
    }

    private func gather(
        _ number: Int, box: PDFValue?, into pages: inout [Page], _ seen: inout Set<Int>, depth: Int
    ) throws(PDFReader.Fault) {
        guard seen.insert(number).inserted, depth < 32, pages.count < Self.mostPages,
            let node = try object(number)?.value.dictionary
        else { throw PDFReader.Fault("the tree of pages is broken") }
        let box = node["MediaBox"] ?? box
        if let kids = try resolved(node["Kids"])?.array {
            for kid in kids {
                guard let kid = kid.reference else { throw PDFReader.Fault("the tree of pages is broken") }
                try gather(kid, box: box, into: &pages, &seen, depth: depth + 1)
            }
        } else {
            let corners = try resolved(box)?.array?.compactMap(\.double) ?? []
            guard corners.count == 4 else { throw PDFReader.Fault("a page has no size") }
            pages.append(Page(number: number, entries: node, box: corners))
        }
    }
}
