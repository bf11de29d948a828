package import Civic
package import Rules

/// What follows from a filled form: papers, money, time, facts. An expression that errs stops with a problem.
extension FormJourney {
    /// Every paper of the procedure that these answers call for.
    package func documents(_ answers: Answers) throws(CatalogueProblem) -> [DocumentDemand] {
        let activation = activation(answers.values)
        var demands: [DocumentDemand] = []
        for (index, rule) in procedure.documents.enumerated() {
            if let need = rule.needIf, try !holds(need, "documents/\(index)/need_if", activation) { continue }
            var isWaived = false
            if let waive = rule.waiveIf { isWaived = try holds(waive, "documents/\(index)/waive_if", activation) }
            demands.append(DocumentDemand(rule: rule, isWaived: isWaived))
        }
        return demands
    }

    /// Those that must really be there.
    package func neededDocuments(_ answers: Answers) throws(CatalogueProblem) -> [DocumentRule] {
        try documents(answers).filter { !$0.isWaived }.map(\.rule)
    }

    /// Who may be asked to join in the filing, or must be.
    package func joins(_ answers: Answers) throws(CatalogueProblem) -> [JoinDemand] {
        guard let rules = procedure.joins else { return [] }
        let activation = activation(answers.values)
        var demands: [JoinDemand] = []
        for (index, rule) in rules.enumerated() {
            if let when = rule.when, try !holds(when, "joins/\(index)/when", activation) { continue }
            var isRequired = false
            if let required = rule.required { isRequired = try holds(required, "joins/\(index)/required", activation) }
            let label = procedure.field(rule.person)?.label ?? procedure.name
            demands.append(JoinDemand(rule: rule, label: label, isRequired: isRequired))
        }
        return demands
    }

    package func fees(_ answers: Answers) throws(CatalogueProblem) -> FeeQuote {
        let activation = activation(answers.values)
        var lines: [FeeLine] = []
        for (index, rule) in procedure.fees.enumerated() {
            let due = try amount(rule.due, "fees/\(index)/due", activation)
            var borne: Int64 = 0
            if let part = rule.borne { borne = min(due, try amount(part, "fees/\(index)/borne", activation)) }
            lines.append(
                FeeLine(
                    id: rule.id, name: rule.name, due: Dong(due), borne: Dong(borne), payAt: rule.payAt,
                    ground: rule.ground))
        }
        return FeeQuote(lines: lines)
    }

    /// Whole đồng, never below zero; fractions are rounded to the nearest.
    private func amount(_ rule: Expression, _ place: String, _ activation: FormScope) throws(CatalogueProblem) -> Int64
    {
        switch try value(rule, place, activation) {
        case .int(let amount): return max(0, amount)
        case .double(let amount) where amount.isFinite && amount < 1e15: return max(0, Int64(amount.rounded()))
        default:
            throw .expression(
                place: "\(procedure.code) \(procedure.version) \(place)", source: rule.source,
                RuleFault(.evaluation(.noSuchOverload), "the amount is no number", vi: "số tiền không phải là số"))
        }
    }

    /// The legal limit of this case.
    package func limit(_ answers: Answers) throws(CatalogueProblem) -> LimitRule {
        let activation = activation(answers.values)
        for (index, rule) in procedure.limits.enumerated() {
            guard let when = rule.when else { return rule }
            if try holds(when, "limit/\(index)/when", activation) { return rule }
        }
        throw .noLimit(procedure.code)
    }

    /// The declared facts, computed when a dossier is lodged.
    package func facts(_ answers: Answers) throws(CatalogueProblem) -> [String: RuleValue] {
        let activation = activation(answers.values)
        var facts: [String: RuleValue] = [:]
        for rule in procedure.facts { facts[rule.name] = try value(rule.value, "facts/\(rule.name)", activation) }
        return facts
    }

    /// The body that decides, and the rule that says so. Tried in order at the context's day.
    package func competence(
        _ answers: Answers, receiving: UnitCode?, in units: some CompetentUnitLookup
    ) throws(CatalogueProblem) -> CompetentUnit {
        try unit(by: procedure.competence, "competence", activation(answers.values), receiving, units)
    }

    /// The bodies of `units`, by their relation.
    package func relatedUnits(
        _ answers: Answers, receiving: UnitCode?, in units: some CompetentUnitLookup
    ) throws(CatalogueProblem) -> [UnitRelation: UnitCode] {
        guard let related = procedure.units else { return [:] }
        let activation = activation(answers.values)
        var found: [UnitRelation: UnitCode] = [:]
        for rule in related {
            found[rule.relation] = try unit(
                by: rule.rules, "units/\(rule.relation.rawValue)", activation, receiving, units
            ).unit
        }
        return found
    }

    /// The parts of a bundle that these answers of its lead call for, with who decides each.
    package func parts(
        of bundle: ProcedureBundle, _ answers: Answers, in units: some CompetentUnitLookup
    ) throws(CatalogueProblem) -> [(part: ProcedureBundle.Part, unit: UnitCode)] {
        let activation = activation(answers.values)
        var found: [(part: ProcedureBundle.Part, unit: UnitCode)] = []
        for part in bundle.parts {
            let place = "bundles/\(bundle.id)/\(part.procedure)"
            if let when = part.when, try !holds(when, place + "/when", activation) { continue }
            found.append((part, try unit(by: part.units, place, activation, nil, units).unit))
        }
        return found
    }

    private func unit(
        by rules: [CompetenceRule], _ path: String, _ activation: FormScope, _ receiving: UnitCode?,
        _ units: some CompetentUnitLookup
    ) throws(CatalogueProblem) -> CompetentUnit {
        let day = context.today
        for (index, rule) in rules.enumerated() {
            if let from = rule.from, day < from { continue }
            if let until = rule.until, until < day { continue }
            let place = "\(path)/\(index)"
            if let when = rule.when, try !holds(when, place + "/when", activation) { continue }
            var unit: UnitCode?
            var asked: String?
            if let fixed = rule.unit {
                let text = try value(fixed, place + "/unit", activation).stringValue ?? ""
                unit = (try? UnitCode(text)).flatMap { units.isValid($0, on: day) ? $0 : nil }
            } else if rule.receiving {
                unit = receiving.flatMap { units.commune(ofPoint: $0, kind: rule.kind, on: day) }
            } else if let area = rule.area, let code = try value(area, place + "/area", activation).stringValue {
                asked = code
                unit = units.unit(kind: rule.kind, serving: code, on: day)
            }
            if let unit { return CompetentUnit(unit: unit, rule: rule, area: asked) }
            throw .noCompetentUnit(procedure.code)
        }
        throw .noCompetentUnit(procedure.code)
    }
}

package struct DocumentDemand: Sendable {
    package let rule: DocumentRule
    /// A register answered in the paper's place.
    package let isWaived: Bool
}

package struct CompetentUnit: Sendable {
    package let unit: UnitCode
    package let rule: CompetenceRule
    /// The area the rule asked after; nil where it asked after none.
    package let area: String?
}

/// What is owed.
package struct FeeQuote: Sendable, Hashable {
    package let lines: [FeeLine]

    package var due: Dong { lines.reduce(.zero) { $0 + $1.due } }
    package var borne: Dong { lines.reduce(.zero) { $0 + $1.borne } }
    package var toPay: Dong { due - borne }
    package func toPay(at moment: FeeRule.PayMoment) -> Dong {
        lines.filter { $0.payAt == moment }.reduce(.zero) { $0 + $1.toPay }
    }
}

package struct FeeLine: Sendable, Hashable {
    package let id: String
    package let name: LocalizedText
    package let due: Dong
    /// The part the city bears.
    package let borne: Dong
    package let payAt: FeeRule.PayMoment
    package let ground: String

    package var toPay: Dong { due - borne }
}
