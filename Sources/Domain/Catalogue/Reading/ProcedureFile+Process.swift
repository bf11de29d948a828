import CityFolder
import Civic
import Directory
import Rules

extension ProcedureFile {
    /// `step:`, `parallel:` or `choice:` in a list.
    static func blocks(_ values: [YAMLValue], _ findings: Findings) -> [Block] {
        values.compactMap { value in YAMLMap(value, findings).flatMap(block) }
    }

    private static func block(_ map: YAMLMap) -> Block? {
        defer { map.finish() }
        if map.has("step") { return .step(step(map)) }
        if map.has("parallel") {
            let branches = map.list("branches").map { branch in
                map.findings.list(branch).map { blocks($0, map.findings) } ?? []
            }
            return .parallel(id: map.string("parallel"), join: map.word("join", default: .all), branches: branches)
        }
        if map.has("choice") {
            let arms = map.maps("arms").map { arm in
                defer { arm.finish() }
                return Block.Arm(when: arm.optionalExpression("when"), blocks: blocks(arm.list("do"), arm.findings))
            }
            return .choice(id: map.string("choice"), arms: arms)
        }
        map.findings.error(
            map.place, "process.block",
            LocalizedText(
                vi: "Khối quy trình phải bắt đầu bằng step, parallel hoặc choice.",
                en: "A block of the process begins with step, parallel or choice."),
            cure: LocalizedText(vi: "Viết “step: tên”.", en: "Write “step: name”."))
        return nil
    }

    private static func step(_ map: YAMLMap) -> Step {
        Step(
            id: map.string("step"), name: map.text("name"), kind: map.word("kind") ?? .examine,
            seat: seat(map), minutes: map.optionalInt("minutes"),
            limit: map.optionalMap("limit").flatMap { limit in
                defer { limit.finish() }
                return LimitFile.limit(limit)
            },
            onSilence: map.optionalString("on_silence"), pausesClock: map.bool("pauses_clock", default: false),
            actions: map.maps("actions").map(action), asks: map.maps("asks").compactMap(ask),
            mandate: map.optionalString("mandate"), notBy: map.optionalString("not_by"))
    }

    /// `role@relation`, `applicant` or `system`.
    private static func seat(_ map: YAMLMap) -> Seat {
        guard let value = map.required("who"), let text = map.findings.string(value) else { return .system }
        if text == "applicant" { return .applicant }
        if text == "system" { return .system }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 2, let role = Role(rawValue: parts[0]), let relation = UnitRelation(rawValue: parts[1]) {
            return .officer(role, relation)
        }
        let roles = Role.allCases.map(\.rawValue)
        let relations = UnitRelation.allCases.map(\.rawValue)
        let near = [
            parts.first.flatMap { Suggestion.nearest(to: $0, among: roles) },
            parts.last.flatMap { Suggestion.nearest(to: $0, among: relations) },
        ].compactMap(\.self)
        map.findings.error(
            value.place, "process.who",
            LocalizedText(vi: "“\(text)” không phải vai trò@quan hệ.", en: "“\(text)” is no role@relation."),
            cure: near.count == 2
                ? LocalizedText(
                    vi: "Có phải ý bạn là “\(near.joined(separator: "@"))”?",
                    en: "Did you mean “\(near.joined(separator: "@"))”?")
                : LocalizedText(
                    vi: "Vai trò: \(roles.joined(separator: ", ")); quan hệ: \(relations.joined(separator: ", ")).",
                    en: "Roles: \(roles.joined(separator: ", ")); relations: \(relations.joined(separator: ", "))."))
        return .system
    }

    private static func action(_ map: YAMLMap) -> StepAction {
        defer { map.finish() }
        return StepAction(
            id: map.string("id"), label: map.text("label"), to: destination(map), event: map.string("event"),
            guardExpression: map.optionalExpression("guard"), guardMessage: map.optionalText("guard_message"),
            reason: map.word("reason", default: .none), isPrimary: map.bool("primary", default: false),
            isReversible: map.bool("reversible", default: false), sets: strings(map.optionalMap("sets")),
            effects: map.maps("effects").map(effect), bulk: map.bool("bulk", default: false))
    }

    /// `next`, `end`, `{end: granted}` or `{back_to: step}`.
    private static func destination(_ map: YAMLMap) -> Destination {
        guard let value = map.required("to") else { return .next }
        if case .map = value {
            guard let target = YAMLMap(value, map.findings) else { return .next }
            defer { target.finish() }
            if target.has("end") { return .end(target.word("end")) }
            return .backTo(target.string("back_to"))
        }
        switch map.findings.string(value) {
        case "next": return .next
        case "end": return .end(nil)
        default:
            map.findings.error(
                value.place, "process.to",
                LocalizedText(vi: "Không rõ đi đâu sau thao tác này.", en: "It is not clear where this action leads."),
                cure: LocalizedText(
                    vi: "Viết next, end, {end: granted}, {end: refused} hoặc {back_to: bước}.",
                    en: "Write next, end, {end: granted}, {end: refused} or {back_to: step}."))
            return .next
        }
    }

    private static func effect(_ map: YAMLMap) -> EffectRef {
        let port = map.string("port")
        var parameters = strings(map)
        parameters["port"] = nil
        return EffectRef(port: port, parameters: parameters)
    }

    private static func strings(_ map: YAMLMap?) -> [String: String] {
        guard let map else { return [:] }
        var found: [String: String] = [:]
        for key in map.keys { found[key] = map.string(key) }
        return found
    }

    private static func ask(_ map: YAMLMap) -> AskRule? {
        defer { map.finish() }
        let id = map.string("id")
        let kind: AskRule.AskKind = map.word("kind") ?? .verification
        let name = map.text("name")
        let role: Role = map.word("role") ?? .verifier
        let unitKinds = map.strings("unit_kinds")
        let rule: DueRule = map.word("rule", default: .close)
        let silence = map.optionalString("silence")
        let answers = items(map.list("answers"), map.findings)
        let extendsLimit = map.bool("extends_limit", default: false)
        let ground = map.optionalText("ground")
        guard let limitMap = map.map("limit") else { return nil }
        defer { limitMap.finish() }
        return LimitFile.limit(limitMap).map {
            AskRule(
                id: id, kind: kind, name: name, role: role, unitKinds: unitKinds, limit: $0, rule: rule,
                silence: silence, answers: answers, extendsLimit: extendsLimit, ground: ground)
        }
    }
}
