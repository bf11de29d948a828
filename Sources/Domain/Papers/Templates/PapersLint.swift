package import CityFolder
import Civic
package import Rules

/// Checks the papers of a city: fields that exist, expressions that fit and always give a value, letters the typeface
/// has,
/// one version in force at a time.
package struct PapersLint: Sendable {
    /// What the papers of a folder are filled with, read from it once; nil: there is no such paper.
    package typealias Fields = @Sendable (CityFolder) -> (PaperTemplate) -> [String: RuleType]?

    private let codes: [String]
    private let fields: Fields

    /// - Parameter codes: the papers that are no results.
    package static func lint(codes: [String], knowing fields: @escaping Fields) -> Lint {
        let papers = PapersLint(codes: codes, fields: fields)
        return Lint(room: "Papers") { folder, findings in papers.run(folder, findings) }
    }

    private func run(_ folder: CityFolder, _ findings: Findings) {
        let files = PaperFolder.files(folder, findings)
        guard !files.isEmpty else { return }
        let typesetter = try? Typesetter(PaperFonts.find())
        if typesetter == nil { fontMissing(files[0], findings) }
        let fields = self.fields(folder)
        for file in files {
            guard let known = fields(file.template) else {
                unknownPaper(file, findings)
                continue
            }
            if expressions(file, known, findings) { totality(file, known, findings) }
            if let typesetter { letters(file, typesetter, findings) }
        }
        versions(files, findings)
    }

    // MARK: - Expressions

    /// - Returns: whether every expression fits its place.
    private func expressions(_ file: PaperFile, _ known: [String: RuleType], _ findings: Findings) -> Bool {
        var isSound = true
        for placed in file.expressions {
            do throws(RuleFault) {
                var environment = RuleEnvironment(variables: known)
                if let inside = placed.inside {
                    guard case .list(let item) = try inside.items.check(environment) else { continue }
                    environment.variables[inside.name] = item
                    environment.variables["index"] = .int
                }
                let type = try placed.expression.check(environment)
                if fits(type, placed.wants) { continue }
                wrongType(placed, type, findings)
            } catch {
                findings.error(placed.place, "paper.field", error.text, cure: cure(placed))
            }
            isSound = false
        }
        return isSound
    }

    private func fits(_ type: RuleType, _ wants: PaperFile.Placed.Wants) -> Bool {
        switch wants {
        case .condition: RuleType.bool.accepts(type)
        case .text: RuleType.string.accepts(type) || RuleType.int.accepts(type)
        case .list: RuleType.list(.dyn).accepts(type)
        }
    }

    private func wrongType(_ placed: PaperFile.Placed, _ type: RuleType, _ findings: Findings) {
        let wanted: (vi: String, en: String) =
            switch placed.wants {
            case .condition: ("đúng hoặc sai", "true or false")
            case .text: ("chữ hoặc số nguyên", "text or a whole number")
            case .list: ("một danh sách", "a list")
            }
        findings.error(
            placed.place, "paper.type",
            LocalizedText(
                vi: "“\(placed.expression.source)” cho \(type.name), ở đây cần \(wanted.vi).",
                en: "“\(placed.expression.source)” gives \(type.name); here \(wanted.en) is needed."),
            cure: cure(placed))
    }

    private func cure(_ placed: PaperFile.Placed) -> LocalizedText {
        LocalizedText(
            vi: "Sửa “\(placed.expression.source)”; các trường của giấy ở docs/city-folder.md.",
            en: "Mend “\(placed.expression.source)”; docs/city-folder.md has the fields of each paper.")
    }

    /// Filled with nothing and filled with everything, it must come out.
    private func totality(_ file: PaperFile, _ known: [String: RuleType], _ findings: Findings) {
        for values in [PaperSample.empty(known), PaperSample.full(known)] {
            do throws(PapersProblem) {
                _ = try file.template.filled(with: values)
            } catch {
                findings.error(
                    SourcePlace(file: file.file, line: 1, column: 1), "paper.total", error.publicMessage,
                    cure: LocalizedText(
                        vi: "Một trường có thể là null: hỏi “x != null” trước khi dùng.",
                        en: "A field may be null: ask “x != null” before you use it."))
                return
            }
        }
    }

    // MARK: - Letters and versions

    private func letters(_ file: PaperFile, _ typesetter: Typesetter, _ findings: Findings) {
        for (text, place) in file.texts {
            guard let scalar = text.literals.unicodeScalars.first(where: { $0 != "\n" && !typesetter.canPrint($0) })
            else { continue }
            findings.error(
                place, "paper.glyph",
                LocalizedText(
                    vi: "Phông chữ của giấy không có ký tự “\(scalar)”.", en: "The papers' typeface has no “\(scalar)”."
                ),
                cure: LocalizedText(vi: "Viết bằng chữ khác.", en: "Write it with other letters."))
        }
    }

    private func versions(_ files: [PaperFile], _ findings: Findings) {
        for (_, same) in Dictionary(grouping: files, by: \.template.code).sorted(by: { $0.key < $1.key }) {
            let sorted = same.sorted { $0.template.validFrom < $1.template.validFrom }
            for (earlier, later) in zip(sorted, sorted.dropFirst()) {
                let isDouble = earlier.template.version == later.template.version
                let ends = earlier.template.validTo
                guard isDouble || ends.map({ $0 >= later.template.validFrom }) ?? true else { continue }
                findings.error(
                    SourcePlace(file: later.file, line: 1, column: 1), "paper.versions",
                    LocalizedText(
                        vi:
                            "Hai bản của “\(later.template.code)” trùng số hoặc cùng có hiệu lực (xem \(earlier.file)).",
                        en:
                            "Two versions of “\(later.template.code)” bear one number or are in force together (see \(earlier.file))."
                    ),
                    cure: LocalizedText(
                        vi: "Đặt số bản khác nhau và ghi valid_to cho bản cũ.",
                        en: "Give each its own version, and the older one a valid_to."))
            }
        }
    }

    private func unknownPaper(_ file: PaperFile, _ findings: Findings) {
        let names = codes
        let near = Suggestion.nearest(to: file.template.code, among: names)
        findings.error(
            SourcePlace(file: file.file, line: 1, column: 1), "paper.code",
            LocalizedText(
                vi: "Không có loại giấy “\(file.template.code)”.", en: "There is no paper “\(file.template.code)”."),
            cure: LocalizedText(
                vi: near.map { "Có phải ý bạn là “\($0)”?" } ?? "Chọn một trong: \(names.joined(separator: ", ")).",
                en: near.map { "Did you mean “\($0)”?" } ?? "Choose one of: \(names.joined(separator: ", "))."))
    }

    private func fontMissing(_ file: PaperFile, _ findings: Findings) {
        findings.warning(
            SourcePlace(file: file.file), "paper.font",
            LocalizedText(
                vi: "Máy này không có phông chữ của giấy nên chữ chưa được kiểm.",
                en: "This machine lacks the papers' fonts; their letters were not checked."),
            cure: LocalizedText(vi: "Cài gói fonts-liberation2.", en: "Install the package fonts-liberation2."))
    }
}
