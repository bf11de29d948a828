import CityFolder
import Civic
import Rules

/// The form: ids, lists, references that look ahead, texts, papers.
struct FormLint {
    private let source: ProcedureSource
    private let procedure: Procedure
    private let findings: Findings

    init(_ source: ProcedureSource, _ findings: Findings) {
        self.source = source
        self.findings = findings
        procedure = source.procedure
    }

    func run() {
        ids()
        texts()
        fields()
        documents()
        joins()
        if source.size > 40 * 1_024 {
            findings.warning(
                source.place("code"), "form.size",
                LocalizedText(vi: "Tệp lớn hơn 40 KiB.", en: "The file is larger than 40 KiB."),
                cure: LocalizedText(vi: "Bớt câu hỏi hoặc tách thủ tục.", en: "Ask less, or split the procedure."))
        }
    }

    private func ids() {
        var seen: Set<String> = []
        var pages: Set<String> = []
        for (index, page) in procedure.pages.enumerated() {
            let place = source.place("pages/\(index)/id")
            checkID(page.id, allowing: "-_.", at: place)
            if !pages.insert(page.id).inserted { duplicate(page.id, at: place) }
            for (position, field) in page.fields.enumerated() {
                let place = source.place("pages/\(index)/fields/\(position)/id")
                checkID(field.id, allowing: "_.", at: place)
                for id in [field.id] + field.parts.map(\.id).filter({ $0 != field.id })
                where !seen.insert(id).inserted {
                    duplicate(id, at: place)
                }
            }
        }
        for id in seen where seen.contains(where: { $0.hasPrefix(id + ".") }) {
            let field = procedure.fields.first { $0.id == id }
            if field.map({ [.person, .address].contains($0.type) }) ?? true { continue }
            findings.error(
                source.place("pages"), "form.nested_id",
                LocalizedText(
                    vi: "“\(id)” vừa là câu hỏi vừa là nhóm.", en: "“\(id)” is a question and a group at once."),
                cure: LocalizedText(vi: "Đổi tên một trong hai.", en: "Rename one of the two."))
        }
        var documents: Set<String> = []
        for (index, document) in procedure.documents.enumerated() where !documents.insert(document.id).inserted {
            duplicate(document.id, at: source.place("documents/\(index)/id"))
        }
    }

    private func checkID(_ id: String, allowing extra: String, at place: SourcePlace) {
        let isPlain = id.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || extra.unicodeScalars.contains($0)
        }
        if isPlain && !id.isEmpty && !id.hasPrefix(".") && !id.hasSuffix(".") { return }
        findings.error(
            place, "form.id",
            LocalizedText(vi: "Mã “\(id)” không hợp lệ.", en: "“\(id)” is no valid id."),
            cure: LocalizedText(vi: "Chỉ dùng a–z, 0–9, “_” và “.”.", en: "Use only a–z, 0–9, “_” and “.”."))
    }

    private func duplicate(_ id: String, at place: SourcePlace) {
        findings.error(
            place, "form.duplicate", LocalizedText(vi: "Mã “\(id)” dùng hai lần.", en: "The id “\(id)” is used twice."),
            cure: LocalizedText(vi: "Đặt mã khác.", en: "Give it another id."))
    }

    private func texts() {
        findings.checkText(procedure.name, at: source.place("name"))
        findings.checkText(procedure.summary, at: source.place("summary"))
        for (name, items) in procedure.lists {
            for (index, item) in items.enumerated() {
                findings.checkText(item.label, at: source.place("lists/\(name)/\(index)"))
            }
            let twice = Dictionary(grouping: items, by: \.value).filter { $1.count > 1 }
            for value in twice.keys { duplicate(value, at: source.place("lists/\(name)")) }
            if !procedure.fields.contains(where: { $0.list == name }) {
                findings.warning(
                    source.place("lists/\(name)"), "form.unused_list",
                    LocalizedText(vi: "Danh sách “\(name)” không được dùng.", en: "The list “\(name)” is not used."),
                    cure: LocalizedText(vi: "Bỏ danh sách.", en: "Remove it."))
            }
        }
        for (index, page) in procedure.pages.enumerated() {
            findings.checkText(page.title, at: source.place("pages/\(index)/title"))
            for (position, field) in page.fields.enumerated() {
                let path = "pages/\(index)/fields/\(position)"
                findings.checkText(field.label, at: source.place(path + "/label"))
                for text in [field.label.vi, field.label.en] where text.count > 120 {
                    findings.error(
                        source.place(path + "/label"), "form.label",
                        LocalizedText(vi: "Nhãn dài \(text.count) chữ.", en: "The label has \(text.count) characters."),
                        cure: LocalizedText(
                            vi: "Tối đa 120; phần còn lại để ở hint.", en: "At most 120; move the rest to the hint."))
                }
                if let hint = field.hint {
                    findings.checkText(hint, at: source.place(path + "/hint"))
                    if (hint.vi + hint.en).contains("http") {
                        findings.error(
                            source.place(path + "/hint"), "form.hint_link",
                            LocalizedText(vi: "Gợi ý có liên kết.", en: "The hint holds a link."),
                            cure: LocalizedText(vi: "Để liên kết ở explain.", en: "Put the link into explain."))
                    }
                }
            }
        }
    }

    private func fields() {
        for (index, page) in procedure.pages.enumerated() {
            let always = page.fields.filter { $0.showIf == nil && $0.type != .note }.count
            if always > 8 {
                report(.error, index, "Trang luôn hỏi \(always) câu.", "The page always asks \(always) questions.")
            } else if always > 5 {
                report(.warning, index, "Trang luôn hỏi \(always) câu.", "The page always asks \(always) questions.")
            }
            for (position, field) in page.fields.enumerated() {
                let path = "pages/\(index)/fields/\(position)"
                let needsList = field.type == .choice || field.type == .multi
                if needsList || field.list != nil, procedure.lists[field.list ?? ""] == nil {
                    findings.unknownReference(
                        source.place(field.list == nil ? path : path + "/list"), ("danh sách", "list"),
                        field.list ?? "", among: procedure.lists.keys)
                }
                if field.type == .note, field.required != nil {
                    findings.error(
                        source.place(path + "/required"), "form.required_note",
                        LocalizedText(vi: "Ghi chú không trả lời được.", en: "A note cannot be answered."),
                        cure: LocalizedText(vi: "Bỏ required.", en: "Remove required."))
                }
                options(of: field, at: path, isFirst: position == page.fields.firstIndex { $0.type != .note })
                if let min = field.min, let max = field.max, min > max {
                    findings.error(
                        source.place(path + "/max"), "form.bounds",
                        LocalizedText(vi: "max nhỏ hơn min.", en: "max is less than min."),
                        cure: LocalizedText(vi: "Sửa một trong hai.", en: "Correct one of the two."))
                }
            }
        }
    }

    /// Options that only some types have.
    private func options(of field: FormField, at path: String, isFirst: Bool) {
        let isChoice = [.choice, .multi, .yesno].contains(field.type)
        if field.choose != nil, !isChoice { misplaced("choose", path, ("câu hỏi chọn", "a question with choices")) }
        if field.approximate != nil, ![.date, .person].contains(field.type) {
            misplaced("approximate", path, ("ngày hoặc người", "a date or a person"))
        }
        if field.titleAsks != nil, field.parts.count != 1 || !isFirst {
            misplaced("title_asks", path, ("câu hỏi đơn đứng đầu trang", "the single question that leads its page"))
        }
        if let choose = field.choose { findings.checkText(choose, at: source.place(path + "/choose")) }
    }

    private func misplaced(_ key: String, _ path: String, _ fits: (vi: String, en: String)) {
        findings.error(
            source.place("\(path)/\(key)"), "form.option",
            LocalizedText(vi: "\(key) chỉ dùng cho \(fits.vi).", en: "\(key) is only for \(fits.en)."),
            cure: LocalizedText(vi: "Bỏ \(key).", en: "Remove \(key)."))
    }

    private func report(_ severity: Diagnostic.Severity, _ page: Int, _ vi: String, _ en: String) {
        findings.report(
            severity, source.place("pages/\(page)/fields"), "form.page_length", LocalizedText(vi: vi, en: en),
            cure: LocalizedText(vi: "Một trang hỏi một việc: tách trang.", en: "One page asks one thing: split it."))
    }

    private func documents() {
        for (index, document) in procedure.documents.enumerated() {
            let path = "documents/\(index)"
            findings.checkText(document.name, at: source.place(path + "/name"))
            guard document.hand == .submit else { continue }
            if !document.accept.isEmpty, !document.accept.contains(where: { ["jpg", "jpeg", "png"].contains($0) }) {
                findings.error(
                    source.place(path + "/accept"), "document.images",
                    LocalizedText(vi: "Giấy này không nhận ảnh.", en: "This paper takes no images."),
                    cure: LocalizedText(
                        vi: "Thêm jpg và png: ai cũng có máy chụp ảnh.", en: "Add jpg and png: everybody has a camera.")
                )
            }
            if document.maxMegabytes <= 0 || document.pages <= 0 {
                findings.error(
                    source.place(path), "document.size",
                    LocalizedText(vi: "max_mb và pages phải lớn hơn 0.", en: "max_mb and pages must be above 0."),
                    cure: LocalizedText(vi: "Ví dụ max_mb: 20, pages: 4.", en: "For example max_mb: 20, pages: 4."))
            }
        }
    }

    /// Who joins is a person the form asks after: the number there is what they are known again by.
    private func joins() {
        let persons = procedure.fields.filter { $0.type == .person }.map(\.id)
        for (index, join) in (procedure.joins ?? []).enumerated() {
            findings.checkText(join.states, at: source.place("joins/\(index)/states"))
            guard !persons.contains(join.person) else { continue }
            findings.unknownReference(
                source.place("joins/\(index)/person"), ("câu hỏi kiểu person", "question of type person"), join.person,
                among: persons)
        }
    }
}
