import Catalogue
import Civic
import Directory
import Rules

extension Faces {
    static let entryTerm = Face<EntryTerm>(
        "EntryTerm",
        [
            .text("channel") { $0.channel }, .text("value") { $0.value },
            .words("text") { LocalizedText(vi: $0.text(.vi), en: $0.text(.en)) },
        ])

    static let entry = Face<CatalogueEntry>(
        "CatalogueEntry",
        [
            .text("code") { $0.code },
            .words("name") { $0.name },
            .text("field") { $0.field },
            .text("level") { $0.level },
            .text("kind") { $0.kind },
            .texts("subjects") { $0.subjects },
            .texts("channels") { $0.channels },
            .list("deadlines", entryTerm) { $0.deadlines },
            .list("fees", entryTerm) { $0.fees },
            .integer("documents") { Int64($0.documents) },
            .text("decision") { $0.decision },
            .text("online") { $0.online.rawValue },
        ])

    struct SearchPage: Sendable {
        let found: CatalogueSearch
        let next: Int?
    }

    static let search = Face<SearchPage>(
        "CatalogueSearch",
        [
            .list("items", entry, most: 200) { $0.found.entries },
            .integer("total") { Int64($0.found.total) },
            .optionalText("next") { $0.next.map { String($0) } },
        ])

    static let listItem = Face<ListItem>("ListItem", [.text("value") { $0.value }, .words("label") { $0.label }])

    /// Expressions stand as text in the documented subset of CEL.
    static let formField = Face<FormField>(
        "FormField",
        [
            .text("id") { $0.id },
            .text("type") { $0.type.rawValue },
            .words("label") { $0.label },
            .optionalWords("hint") { $0.hint },
            .optionalText("required") { $0.required?.source },
            .optionalText("showIf") { $0.showIf?.source },
            .optionalText("list") { $0.list },
            .optionalInteger("min") { $0.min.map { Int64($0) } },
            .optionalInteger("max") { $0.max.map { Int64($0) } },
            .texts("parts") { $0.parts.map(\.id) },
            .optionalWords("explain") { $0.explain },
        ])

    static let formPage = Face<FormPage>(
        "FormPage",
        [
            .text("id") { $0.id },
            .words("title") { $0.title },
            .optionalWords("hint") { $0.hint },
            .optionalText("showIf") { $0.showIf?.source },
            .list("fields", formField) { $0.fields },
        ])

    static let document = Face<DocumentRule>(
        "DocumentRule",
        [
            .text("id") { $0.id },
            .words("name") { $0.name },
            .optionalWords("hint") { $0.hint },
            .text("hand") { $0.hand.rawValue },
            .integer("originals") { Int64($0.originals) },
            .integer("copies") { Int64($0.copies) },
            .optionalText("needIf") { $0.needIf?.source },
            .optionalText("waiveIf") { $0.waiveIf?.source },
            .texts("accept") { $0.accept },
            .integer("maxMegabytes") { Int64($0.maxMegabytes) },
        ])

    private static let join = Face<JoinRule>(
        "JoinRule",
        [
            .text("person") { $0.person },
            .words("states") { $0.states },
            .optionalText("when") { $0.when?.source },
            .optionalText("required") { $0.required?.source },
        ])

    private struct NamedList: Sendable {
        let name: String
        let items: [ListItem]
    }

    private static let namedList = Face<NamedList>(
        "ChoiceList", [.text("name") { $0.name }, .list("items", listItem) { $0.items }])

    static let form = Face<Procedure>(
        "ProcedureForm",
        [
            .text("code") { $0.code },
            .text("version") { $0.version },
            .words("name") { $0.name },
            .words("summary") { $0.summary },
            .wordsList("before") { $0.before },
            .texts("channels") { $0.intake.channels.map(\.rawValue) },
            .boolean("immediate") { $0.immediate != nil },
            .list("pages", formPage) { $0.pages },
            .list("documents", document) { $0.documents },
            .list("joins", join) { $0.joins ?? [] },
            .list("lists", namedList) { procedure in
                procedure.lists.sorted { $0.key < $1.key }.map { NamedList(name: $0.key, items: $0.value) }
            },
            .words("result") { $0.result.name },
        ])

    static let unit = Face<Unit>(
        "Unit",
        [
            .text("code") { $0.code.text },
            .words("name") { $0.name },
            .text("kind") { $0.kind.rawValue },
            .optionalText("parent") { $0.parent?.text },
            .texts("areas") { $0.areas },
            .boolean("placeholder") { $0.isPlaceholder },
        ])

    static let area = Face<Area>(
        "Area",
        [
            .text("code") { $0.code }, .words("name") { $0.name }, .text("kind") { $0.kind },
            .optionalText("parent") { $0.parent },
        ])

    private static let areaMatchShape = Face<AreaAtlas.Match>(
        "AreaMatch", [.face("area", area) { $0.area }, .list("now", area) { $0.current }])

    static let areaMatches = page(areaMatchShape)
}
