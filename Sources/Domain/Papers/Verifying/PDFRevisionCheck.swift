/// What changed between a signed document and what it was made into later. Only one kind of change is none: another
/// signature, with its field and its picture. Everything else is named (ISO 32000-1, 12.8.2.2 allows more; a paper of the
/// city needs no more).
struct PDFRevisionCheck {
    private let old: PDFDocument
    private let new: PDFDocument
    private let changed: Set<Int>
    private let added: Set<Int>

    /// As a share of its page: a signature's picture hides no text.
    private static let largestPicture = 0.2

    init(from old: PDFDocument, to new: PDFDocument) {
        self.old = old
        self.new = new
        changed = Set(new.entries.keys.filter { old.entries[$0] != nil && old.entries[$0] != new.entries[$0] })
        added = Set(new.entries.keys.filter { old.entries[$0] == nil })
    }

    func changes() throws(PDFReader.Fault) -> [DocumentChange] {
        var changes: [DocumentChange] = []
        if old.trailer["Root"] != new.trailer["Root"] { changes.append(.catalogue) }
        if old.trailer["Info"] != new.trailer["Info"] { changes.append(.information) }
        changes += old.entries.keys.filter { new.entries[$0] == nil }.sorted().map { .removed($0) }

        let fields = try newFields(&changes)
        var explained: Set<Int> = []
        try checkCatalogue(&explained, &changes)
        try checkPages(fields, &explained, &changes)
        for number in changed.subtracting(explained).sorted() {
            changes.append(number == old.trailer["Info"]?.reference ? .information : .object(number))
        }
        // A number that meant nothing and now means something, where the signed document spoke of it.
        if !added.isEmpty {
            for number in try old.mentioned().intersection(added).sorted() { changes.append(.object(number)) }
        }
        return changes
    }

    /// Numbers of the signature fields that are new in the form.
    private func newFields(_ changes: inout [DocumentChange]) throws(PDFReader.Fault) -> Set<Int> {
        let before = try old.fieldList()
        let after = try new.fieldList()
        guard after.starts(with: before) else {
            changes.append(.catalogue)
            return []
        }
        let pages = try new.pages()
        var fields: Set<Int> = []
        for value in after.dropFirst(before.count) {
            let entries = try new.dictionary(value)
            let name = entries?["T"]?.text ?? "?"
            guard let number = value.reference, added.contains(number), let entries, entries["FT"]?.name == "Sig",
                entries["Subtype"]?.name == "Widget", entries["Kids"] == nil, entries["AA"] == nil,
                entries["A"] == nil, let signature = entries["V"]?.reference, added.contains(signature)
            else {
                changes.append(.formField(name))
                continue
            }
            fields.insert(number)
            let corners = entries["Rect"]?.array?.compactMap(\.double) ?? []
            let page = pages.first { $0.number == entries["P"]?.reference }
            guard corners.count == 4, let page else {
                changes.append(.formField(name))
                continue
            }
            let share = abs((corners[2] - corners[0]) * (corners[3] - corners[1])) / max(1, page.area)
            if share > Self.largestPicture { changes.append(.largePicture(name)) }
        }
        return fields
    }

    private func checkCatalogue(
        _ explained: inout Set<Int>, _ changes: inout [DocumentChange]
    ) throws(PDFReader.Fault) {
        let before = try old.catalog
        let after = try new.catalog
        if let root = old.trailer["Root"]?.reference, changed.contains(root) {
            explained.insert(root)
            if !before.equals(after, butFor: ["AcroForm"]) { changes.append(.catalogue) }
        }
        guard let form = try old.dictionary(before["AcroForm"]) else { return }
        let newForm = try new.dictionary(after["AcroForm"]) ?? [:]
        if let number = before["AcroForm"]?.reference { explained.insert(number) }
        if let number = form["Fields"]?.reference { explained.insert(number) }
        if before["AcroForm"] != after["AcroForm"] || !form.equals(newForm, butFor: ["Fields", "SigFlags"]) {
            changes.append(.catalogue)
        }
    }

    private func checkPages(
        _ fields: Set<Int>, _ explained: inout Set<Int>, _ changes: inout [DocumentChange]
    ) throws(PDFReader.Fault) {
        let before = try old.pages()
        let after = try new.pages()
        guard before.map(\.number) == after.map(\.number) else {
            changes.append(.catalogue)
            return
        }
        for (index, (page, newPage)) in zip(before, after).enumerated() {
            if changed.contains(page.number) {
                explained.insert(page.number)
                if !page.entries.equals(newPage.entries, butFor: ["Annots"]) { changes.append(.page(index + 1)) }
            }
            if let number = page.entries["Annots"]?.reference { explained.insert(number) }
            let shown = try old.resolved(page.entries["Annots"])?.array ?? []
            let nowShown = try new.resolved(newPage.entries["Annots"])?.array ?? []
            let isExplained =
                nowShown.starts(with: shown)
                && nowShown.dropFirst(shown.count).allSatisfy { $0.reference.map(fields.contains) ?? false }
            if !isExplained { changes.append(.annotation(page: index + 1)) }
        }
    }
}

extension PDFDocument.Page {
    fileprivate var area: Double { abs((box[2] - box[0]) * (box[3] - box[1])) }
}

extension PDFDocument {
    /// The fields of its form, as the form lists them.
    func fieldList() throws(PDFReader.Fault) -> [PDFValue] {
        let form = try dictionary(try catalog["AcroForm"])
        return try resolved(form?["Fields"])?.array ?? []
    }

    /// Every number any of its objects refers to.
    fileprivate func mentioned() throws(PDFReader.Fault) -> Set<Int> {
        var numbers: Set<Int> = []
        try forEachValue { if case .reference(let number, _) = $0 { numbers.insert(number) } }
        return numbers
    }
}
