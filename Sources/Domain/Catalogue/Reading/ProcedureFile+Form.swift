import CityFolder
import Civic
import Rules

extension ProcedureFile {
    static func page(_ map: YAMLMap) -> FormPage {
        defer { map.finish() }
        return FormPage(
            id: map.string("id"), title: map.text("title"), hint: map.optionalText("hint"),
            showIf: map.optionalExpression("show_if"), fields: map.maps("fields").map(field),
            exit: map.optionalMap("exit").flatMap(exit))
    }

    private static func exit(_ map: YAMLMap) -> FormExit? {
        defer { map.finish() }
        let title = map.text("title")
        let text = map.text("text")
        return map.expression("when").map { FormExit(when: $0, title: title, text: text) }
    }

    private static func field(_ map: YAMLMap) -> FormField {
        defer { map.finish() }
        return FormField(
            id: map.string("id"), type: map.word("type") ?? .text, label: map.text("label"),
            hint: map.optionalText("hint"), required: map.condition("required"),
            showIf: map.optionalExpression("show_if"),
            list: map.optionalString("list"),
            checks: map.maps("checks").compactMap(check),
            min: map.optionalInt("min"), max: map.optionalInt("max"), autocomplete: map.optionalString("autocomplete"),
            sensitivity: map.word("sensitivity", default: .plain),
            uncorrectable: map.bool("uncorrectable", default: false), explain: map.optionalText("explain"),
            choose: map.optionalText("choose"), titleAsks: map.bool("title_asks", default: false) ? true : nil,
            approximate: map.bool("approximate", default: false) ? true : nil, meIf: map.optionalExpression("me_if"))
    }

    private static func check(_ map: YAMLMap) -> FieldCheck? {
        defer { map.finish() }
        let message = map.text("message")
        return map.expression("that").map { FieldCheck(that: $0, message: message) }
    }

    static func join(_ map: YAMLMap) -> JoinRule {
        defer { map.finish() }
        return JoinRule(
            person: map.string("person"), states: map.text("states"), when: map.optionalExpression("when"),
            required: map.condition("required"), ground: map.string("ground"))
    }

    static func document(_ map: YAMLMap) -> DocumentRule {
        defer { map.finish() }
        return DocumentRule(
            id: map.string("id"), name: map.text("name"), hint: map.optionalText("hint"),
            hand: map.word("hand", default: .submit), originals: map.optionalInt("originals") ?? 0,
            copies: map.optionalInt("copies") ?? 0, needIf: map.optionalExpression("need_if"),
            waiveIf: map.optionalExpression("waive_if"), at: map.word("at", default: .intake),
            accept: map.strings("accept"), maxMegabytes: map.optionalInt("max_mb") ?? 20,
            pages: map.optionalInt("pages") ?? 1, proves: map.has("proves") ? map.strings("proves") : nil)
    }
}
