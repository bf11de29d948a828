import CityFolder
import Civic

/// The effects of a process: ports the house has, and parameters that name questions which are there.
struct EffectLint {
    private let source: ProcedureSource
    private let findings: Findings

    init(_ source: ProcedureSource, _ findings: Findings) {
        self.source = source
        self.findings = findings
    }

    func run() {
        for (path, step) in source.procedure.placedSteps {
            for (number, action) in step.actions.enumerated() {
                for (index, effect) in action.effects.enumerated() {
                    check(effect, "\(path)/actions/\(number)/effects/\(index)")
                }
            }
        }
    }

    private func check(_ effect: EffectRef, _ path: String) {
        switch EffectPort(rawValue: effect.port) {
        case .book:
            guard let entry = effect.parameters["entry"], EntryState(rawValue: entry) == nil else { return }
            findings.unknownReference(
                source.place(path + "/entry"), ("trạng thái của mục trong sổ", "state of an entry"), entry,
                among: EntryState.allCases.map(\.rawValue))
        case .personLock, .personUnlock:
            names(effect, "person", of: .person, path)
            if effect.parameters["on"] != nil { names(effect, "on", of: .date, path) }
        case .personalNumber, .taxCode: break
        case nil:
            findings.unknownReference(
                source.place(path + "/port"), ("tác động", "effect"), effect.port,
                among: EffectPort.allCases.map(\.rawValue))
        }
    }

    private func names(_ effect: EffectRef, _ parameter: String, of type: FieldType, _ path: String) {
        let fields = source.procedure.pages.flatMap(\.fields).filter { $0.type == type }.map(\.id)
        let named = effect.parameters[parameter] ?? ""
        guard !fields.contains(named) else { return }
        findings.unknownReference(
            source.place(path + (named.isEmpty ? "" : "/" + parameter)),
            ("câu hỏi loại \(type.rawValue)", "question of type \(type.rawValue)"), named, among: fields)
    }
}
