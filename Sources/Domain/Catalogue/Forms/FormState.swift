package import Civic

/// Where a person stands in a form.
package struct FormState: Sendable {
    package struct Page: Sendable {
        package let page: FormPage
        /// The fields that are relevant, in order.
        package let fields: [FormField]
        /// All that is wrong on the page; empty when it is complete.
        package let problems: [FieldProblem]
        /// The explained way out that these answers lead to.
        package let exit: FormExit?

        package var id: String { page.id }
        package var isComplete: Bool { problems.isEmpty }
    }

    package let procedure: Procedure
    /// Settled: what is not relevant lies in the shadow.
    package let answers: Answers
    /// The relevant pages, in order.
    package let pages: [Page]

    package var journey: [FormPage] { pages.map(\.page) }
    /// Everything that is wrong, in the order of the pages: none means that the form may be lodged (if no exit holds).
    package var problems: [FieldProblem] { pages.flatMap(\.problems) }
    package var firstIncomplete: FormPage? { pages.first { !$0.isComplete }?.page }
    /// The first page whose exit holds, and the exit.
    package var exit: (page: FormPage, exit: FormExit)? {
        pages.first { $0.exit != nil }.flatMap { page in page.exit.map { (page.page, $0) } }
    }
    package var isComplete: Bool { pages.allSatisfy { $0.isComplete && $0.exit == nil } }

    package func page(_ id: String) -> Page? { pages.first { $0.id == id } }
    package func fields(on id: String) -> [FormField] { page(id)?.fields ?? [] }
    package func problems(on id: String) -> [FieldProblem] { page(id)?.problems ?? [] }

    /// A completed page, or the first incomplete one; nothing behind an exit.
    package func canVisit(_ id: String) -> Bool {
        for page in pages {
            if page.id == id { return true }
            if !page.isComplete || page.exit != nil { return false }
        }
        return false
    }

    /// The relevant page after this one; nil after the last.
    package func page(after id: String) -> FormPage? {
        guard let index = pages.firstIndex(where: { $0.id == id }), index + 1 < pages.count else { return nil }
        return pages[index + 1].page
    }

    package func page(before id: String) -> FormPage? {
        guard let index = pages.firstIndex(where: { $0.id == id }), index > 0 else { return nil }
        return pages[index - 1].page
    }

    /// Check-answers: one row for each relevant question that was answered.
    /// - Parameter areaName: what an area is called; its code where nothing is known.
    package func rows(areaName: (String) -> LocalizedText? = { _ in nil }) -> [AnswerRow] {
        pages.flatMap { page in
            page.fields.flatMap { field in
                field.parts.compactMap { part in
                    answers[part.id].map { value in
                        AnswerRow(
                            pageID: page.id, fieldID: part.id, label: part.fullLabel,
                            value: AnswerDisplay.text(part, value, procedure.list(field.list), areaName),
                            sensitivity: field.sensitivity)
                    }
                }
            }
        }
    }
}

/// One line of the page that shows all answers before they are sent.
package struct AnswerRow: Sendable, Hashable {
    package let pageID: String
    package let fieldID: String
    package let label: LocalizedText
    package let value: LocalizedText
    package let sensitivity: FieldSensitivity
}

/// An answer as people read it.
enum AnswerDisplay {
    static func text(
        _ part: FormPart, _ value: AnswerValue, _ list: [ListItem], _ areaName: (String) -> LocalizedText?
    ) -> LocalizedText {
        switch (part.type, value) {
        case (.choice, .text(let text)): return label(text, list)
        case (.multi, .many(let values)):
            let labels = values.map { label($0, list) }
            return LocalizedText(
                vi: labels.map(\.vi).joined(separator: "; "), en: labels.map(\.en).joined(separator: "; "))
        case (.area, .text(let text)): return areaName(text) ?? same(text)
        case (.date, .text(let text)):
            if let known = PartOfDate(text) { return same(known.text) }
            guard let day = Day(text) else { return same(text) }
            let (year, month, date) = day.components
            return same("\(pad(date))/\(pad(month))/\(year)")
        case (.month, .text(let text)):
            let parts = text.split(separator: "-")
            return same(parts.count == 2 ? "\(parts[1])/\(parts[0])" : text)
        case (.money, .int(let amount)):
            return LocalizedText(vi: Dong(amount).formatted(.vi), en: Dong(amount).formatted(.en))
        case (_, .flag(let flag)):
            return flag ? LocalizedText(vi: "Có", en: "Yes") : LocalizedText(vi: "Không", en: "No")
        case (_, .text(let text)): return same(text)
        case (_, .int(let number)): return same(String(number))
        case (_, .decimal(let number)):
            let text = String(number)
            return LocalizedText(vi: text.replacing(".", with: ","), en: text)
        case (_, .many(let values)): return same(values.joined(separator: "; "))
        }
    }

    private static func label(_ value: String, _ list: [ListItem]) -> LocalizedText {
        list.first { $0.value == value }?.label ?? same(value)
    }

    private static func same(_ text: String) -> LocalizedText { LocalizedText(vi: text, en: text) }
    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
