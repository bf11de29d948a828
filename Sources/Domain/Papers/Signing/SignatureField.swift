/// A new signature field with its picture on a page, and what of the document changes for it: the catalogue the first
/// time, the form's list of fields, the page's list of annotations.
struct SignatureField {
    private let document: PDFDocument
    private let request: SignatureRequest

    init(_ document: PDFDocument, _ request: SignatureRequest) throws {
        self.document = document
        self.request = request
    }

    func add(_ signature: Int, to update: inout PDFUpdate) throws {
        let page = try page()
        var widget: PDFDictionary = [
            "Type": .name("Annot"), "Subtype": .name("Widget"), "FT": .name("Sig"),
            "T": .text(request.field), "V": .reference(signature), "P": .reference(page.number),
            // Printed, and locked.
            "F": .int(132), "Rect": .array([.int(0), .int(0), .int(0), .int(0)]),
        ]
        if let look = request.look {
            var graft = PDFGraft(try PDFDocument(look.picture))
            widget["AP"] = .dictionary(["N": .reference(try graft.form(into: &update))])
            let place = look.place
            let left = page.box[0] + place.x
            let top = page.box[3] - place.y
            widget["Rect"] = .array(
                [left, top - place.height, left + place.width, top].map(PDFValue.real))
        }
        let field = update.add(widget)
        try list(field, in: &update)
        try show(field, on: page, in: &update)
    }

    private func page() throws -> PDFDocument.Page {
        let pages = try document.pages()
        let number = request.look?.place.page ?? 1
        guard pages.indices.contains(number - 1) else { throw SigningProblem.fieldTaken(request.field) }
        return pages[number - 1]
    }

    /// Among the form's fields. The form is an object of its own, so that the catalogue changes once.
    private func list(_ field: Int, in update: inout PDFUpdate) throws {
        guard let root = document.trailer["Root"]?.reference else { throw PDFReader.Fault("no catalogue") }
        var catalog = try document.catalog
        var form = try document.dictionary(catalog["AcroForm"]) ?? [:]
        guard form["XFA"] == nil else { throw PDFReader.Fault("the document has an XFA form") }
        let fields = try document.resolved(form["Fields"])?.array ?? []
        for other in fields {
            guard try document.dictionary(other)?["T"]?.text != request.field else {
                throw SigningProblem.fieldTaken(request.field)
            }
        }
        form["Fields"] = .array(fields + [.reference(field)])
        // Signatures exist, and the document may only be appended to.
        form["SigFlags"] = .int(3)
        if let number = catalog["AcroForm"]?.reference {
            update.put(number, form)
        } else {
            catalog["AcroForm"] = .reference(update.add(form))
            update.put(root, catalog)
        }
    }

    private func show(_ field: Int, on page: PDFDocument.Page, in update: inout PDFUpdate) throws {
        let shown = try document.resolved(page.entries["Annots"])?.array ?? []
        let all = PDFValue.array(shown + [.reference(field)])
        if let number = page.entries["Annots"]?.reference {
            update.put(number, all)
        } else {
            var entries = page.entries
            entries["Annots"] = .reference(annotations(all, in: &update))
            update.put(page.number, entries)
        }
    }

    private func annotations(_ all: PDFValue, in update: inout PDFUpdate) -> Int {
        let number = update.reserve()
        update.put(number, all)
        return number
    }
}
