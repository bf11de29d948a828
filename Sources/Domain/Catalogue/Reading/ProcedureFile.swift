import CityFolder
import Civic
import Rules

/// The grammar of `procedures/*.yaml` (`docs/city-folder.md`): keys are the model's names in snake case.
enum ProcedureFile {
    static func procedure(_ map: YAMLMap) -> Procedure {
        let procedure = Procedure(
            code: map.string("code"), version: map.string("version"), validFrom: map.day("valid_from"),
            validTo: map.optionalDay("valid_to"), name: map.text("name"), summary: map.text("summary"),
            before: map.texts("before"), field: map.string("field"), level: map.string("level"),
            decision: map.string("decision"), ownership: map.word("ownership") ?? .city,
            owner: map.optionalMap("owner").map(owner), secrecy: map.has("secrecy") ? map.word("secrecy") : nil,
            intake: intake(map.map("intake")), online: map.word("online") ?? .unstated,
            subjects: map.strings("subjects"), competence: map.maps("competence").map(competence),
            limits: map.maps("limit").compactMap(limitRule),
            units: map.optionalMap("units").map(units), supplement: supplement(map.optionalMap("supplement")),
            fees: map.maps("fees").compactMap(fee), lists: lists(map.optionalMap("lists")),
            pages: map.maps("pages").map(page), documents: map.maps("documents").map(document),
            joins: map.has("joins") ? map.maps("joins").map(join) : nil,
            process: blocks(map.list("process"), map.findings), immediate: map.optionalMap("immediate").map(immediate),
            result: result(map.map("result")), facts: facts(map.optionalMap("facts")),
            exemptions: map.maps("exemptions").map(exemption))
        map.finish()
        return procedure
    }

    private static func owner(_ map: YAMLMap) -> OwnerRule {
        defer { map.finish() }
        return OwnerRule(
            name: map.text("name"), channels: map.has("channels") ? map.words("channels") : [],
            ground: map.string("ground"))
    }

    /// Relation → rules, as of competence.
    private static func units(_ map: YAMLMap) -> [RelatedUnitRule] {
        defer { map.finish() }
        return UnitRelation.allCases.compactMap { relation in
            guard map.has(relation.rawValue) else { return nil }
            return RelatedUnitRule(relation: relation, rules: map.maps(relation.rawValue).map(competence))
        }
    }

    private static func intake(_ map: YAMLMap?) -> IntakeRule {
        guard let map else {
            return IntakeRule(
                scope: .receiveAndForward, channels: [.counter], doors: .own, slip: true, noPaperOnline: false)
        }
        defer { map.finish() }
        return IntakeRule(
            scope: map.word("scope") ?? .receiveAndForward, channels: map.words("channels"),
            doors: map.word("doors", default: .own), slip: map.bool("slip", default: true),
            noPaperOnline: map.bool("no_paper_online", default: false))
    }

    static func competence(_ map: YAMLMap) -> CompetenceRule {
        defer { map.finish() }
        return CompetenceRule(
            from: map.optionalDay("from"), until: map.optionalDay("until"), when: map.optionalExpression("when"),
            kind: map.string("kind"), area: map.optionalExpression("area"), unit: map.optionalExpression("unit"),
            receiving: map.bool("receiving", default: false), ground: map.string("ground"))
    }

    private static func limitRule(_ map: YAMLMap) -> LimitRule? {
        defer { map.finish() }
        let when = map.optionalExpression("when")
        let from: LimitRule.Start? = map.has("from") ? map.word("from") : nil
        let ground = map.string("ground")
        return LimitFile.limit(map).map { LimitRule(when: when, limit: $0, from: from, ground: ground) }
    }

    /// Absent: what the general rule says (Decree 61/2018 Art. 19.4: notice within three working days, from zero).
    private static func supplement(_ map: YAMLMap?) -> SupplementPolicy {
        guard let map else { return SupplementPolicy(effect: .restart, rounds: [], beyond: .leader, closeAfter: 15) }
        defer { map.finish() }
        return SupplementPolicy(
            effect: map.word("effect", default: .restart),
            rounds: map.maps("rounds").map { round in
                defer { round.finish() }
                return SupplementPolicy.Round(
                    within: round.int("within"), from: round.word("from", default: .accepted),
                    ground: round.string("ground"))
            }, beyond: map.word("beyond", default: .leader), closeAfter: map.optionalInt("close_after") ?? 15)
    }

    private static func fee(_ map: YAMLMap) -> FeeRule? {
        defer { map.finish() }
        let id = map.string("id")
        let name = map.text("name")
        let borne = map.optionalExpression("borne")
        let payAt = map.word("pay_at", default: FeeRule.PayMoment.intake)
        let ground = map.string("ground")
        return map.expression("due").map {
            FeeRule(id: id, name: name, due: $0, borne: borne, payAt: payAt, ground: ground)
        }
    }

    private static func lists(_ map: YAMLMap?) -> [String: [ListItem]] {
        guard let map else { return [:] }
        var lists: [String: [ListItem]] = [:]
        for key in map.keys { lists[key] = items(map.list(key), map.findings) }
        return lists
    }

    /// `[value, Vietnamese, English]`.
    static func items(_ values: [YAMLValue], _ findings: Findings) -> [ListItem] {
        values.compactMap { value in
            guard case .list(let parts, let place) = value else {
                findings.wrongKind(
                    value, expected: ("[giá trị, tiếng Việt, tiếng Anh]", "[value, Vietnamese, English]"))
                return nil
            }
            let texts = parts.compactMap { findings.string($0) }
            guard texts.count == 3, parts.count == 3 else {
                findings.error(
                    place, "yaml.list_item",
                    LocalizedText(
                        vi: "Mục của danh sách có \(parts.count) phần, cần ba.",
                        en: "The list item has \(parts.count) parts; three are needed."),
                    cure: LocalizedText(
                        vi: "Viết [giá trị, tiếng Việt, tiếng Anh]; chữ có dấu phẩy để trong ngoặc kép.",
                        en: "Write [value, Vietnamese, English]; quote a text with a comma."))
                return nil
            }
            return ListItem(value: texts[0], label: LocalizedText(vi: texts[1], en: texts[2]))
        }
    }

    private static func immediate(_ map: YAMLMap) -> ImmediateRule {
        defer { map.finish() }
        return ImmediateRule(when: map.optionalExpression("when"), mandate: map.string("mandate"))
    }

    private static func result(_ map: YAMLMap?) -> ResultRule {
        guard let map else { return ResultRule(name: LocalizedText(vi: "", en: ""), book: nil, validMonths: nil) }
        defer { map.finish() }
        return ResultRule(
            name: map.text("name"), book: map.optionalString("book"), validMonths: map.optionalInt("valid_months"),
            proof: map.has("proof") ? map.maps("proof").map(proofLine) : nil)
    }

    private static func proofLine(_ map: YAMLMap) -> ProofLine {
        defer { map.finish() }
        return ProofLine(
            label: map.text("label"), field: map.optionalString("field"), pick: map.optionalExpression("pick"))
    }

    private static func facts(_ map: YAMLMap?) -> [FactRule] {
        guard let map else { return [] }
        return map.keys.compactMap { name in map.expression(name).map { FactRule(name: name, value: $0) } }
    }

    private static func exemption(_ map: YAMLMap) -> Exemption {
        defer { map.finish() }
        return Exemption(rule: map.string("rule"), ground: map.text("ground"))
    }
}
