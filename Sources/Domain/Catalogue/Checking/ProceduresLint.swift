import CityFolder
import Civic
import Directory

/// `procedures/*.yaml`, one after another, and what they name outside themselves.
enum ProceduresLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        // Faults of these tables are reported by their own lints.
        let silent = Findings()
        let fields = Set(CatalogueTables.fields(folder, silent).map(\.id))
        let codes = Set(CatalogueTables.entries(folder, silent).map(\.0.code))
        let kinds = Set(UnitsFile.read(folder, silent).map(\.kind.rawValue))
        let close =
            CityFile.read(folder, silent)?.sessions.week.values.compactMap(\.last?.end).max()
            ?? TimeOfDay(minutes: 1_020)
        var seen: [String: String] = [:]
        for file in folder.files(in: "procedures", ending: ".yaml") {
            guard let source = ProcedureSource(file, in: folder, findings) else { continue }
            let procedure = source.procedure
            if !codes.contains(procedure.code) {
                findings.unknownReference(
                    source.place("code"), ("thủ tục trong catalogue.csv", "procedure in catalogue.csv"), procedure.code,
                    among: [String]())
            }
            if !fields.contains(procedure.field) {
                findings.unknownReference(
                    source.place("field"), ("lĩnh vực", "field of government"), procedure.field, among: fields)
            }
            let key = procedure.code + " " + procedure.version
            if let other = seen[key] {
                findings.error(
                    source.place("version"), "procedure.duplicate",
                    LocalizedText(vi: "\(key) đã có ở \(other).", en: "\(key) stands already in \(other)."),
                    cure: LocalizedText(vi: "Đặt phiên bản khác.", en: "Give it another version."))
            }
            seen[key] = file.name
            if !kinds.isEmpty { checkKinds(source, kinds, findings) }
            FormLint(source, findings).run()
            ProofLint(source, findings).run()
            RulesLint(source, findings).run()
            EffectLint(source, findings).run()
            OwnerLint.check(source, findings)
            // A mirror may carry its owner's variant: what there is of it must hold.
            if procedure.ownership == .city || !procedure.process.isEmpty {
                ProcessLint(source, findings, close: close).run()
            }
        }
    }

    private static func checkKinds(_ source: ProcedureSource, _ kinds: Set<String>, _ findings: Findings) {
        let related = (source.procedure.units ?? []).map { ("units/\($0.relation.rawValue)", $0.rules) }
        for (path, rules) in [("competence", source.procedure.competence)] + related {
            for (index, rule) in rules.enumerated() where !kinds.contains(rule.kind) {
                findings.unknownReference(
                    source.place("\(path)/\(index)/kind"), ("loại đơn vị", "kind of unit"), rule.kind, among: kinds)
            }
        }
        for (path, step) in source.procedure.placedSteps {
            for (index, ask) in step.asks.enumerated() {
                for kind in ask.unitKinds where !kinds.contains(kind) {
                    findings.unknownReference(
                        source.place("\(path)/asks/\(index)/unit_kinds"), ("loại đơn vị", "kind of unit"), kind,
                        among: kinds)
                }
            }
        }
    }
}

extension Procedure {
    /// Every step with its path in the file: `process/0/branches/1/0`.
    var placedSteps: [(path: String, step: Step)] { Self.placed(process, "process") }

    private static func placed(_ blocks: [Block], _ path: String) -> [(path: String, step: Step)] {
        blocks.enumerated().flatMap { index, block -> [(path: String, step: Step)] in
            let path = "\(path)/\(index)"
            switch block {
            case .step(let step): return [(path, step)]
            case .parallel(_, _, let branches):
                return branches.enumerated().flatMap { placed($1, "\(path)/branches/\($0)") }
            case .choice(_, let arms):
                return arms.enumerated().flatMap { placed($1.blocks, "\(path)/arms/\($0)/do") }
            }
        }
    }
}
