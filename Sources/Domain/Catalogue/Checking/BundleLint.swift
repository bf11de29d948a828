import CityFolder
import Civic
import Rules

/// `bundles/*.yaml`: procedures that are modelled, a lead of ours, parts of others, and rules over the lead's answers.
enum BundleLint {
    static func run(_ folder: CityFolder, _ findings: Findings) {
        let silent = Findings()
        let procedures = folder.files(in: "procedures", ending: ".yaml").compactMap {
            ProcedureSource($0, in: folder, silent)?.procedure
        }
        let codes = Set(procedures.map(\.code))
        var seen: Set<String> = []
        for file in folder.files(in: "bundles", ending: ".yaml") {
            guard let root = YAMLSource.read(file, findings), let map = YAMLMap(root, findings) else { continue }
            let bundle = BundleFile.bundle(map)
            findings.checkText(bundle.name, at: map.place(of: "name"))
            if !seen.insert(bundle.id).inserted {
                findings.error(
                    map.place(of: "id"), "bundle.duplicate",
                    LocalizedText(vi: "Có hai nhóm “\(bundle.id)”.", en: "There are two bundles “\(bundle.id)”."),
                    cure: LocalizedText(vi: "Đặt tên khác.", en: "Rename one."))
            }
            for code in [bundle.lead] + bundle.parts.map(\.procedure) where !codes.contains(code) {
                findings.unknownReference(
                    map.place(of: code == bundle.lead ? "lead" : "parts"),
                    ("thủ tục đã mô hình hóa", "modelled procedure"), code, among: codes)
            }
            let isLeadOurs = procedures.contains { $0.code == bundle.lead && $0.ownership == .city }
            let ours = bundle.parts.filter { part in
                procedures.contains { $0.code == part.procedure && $0.ownership == .city }
            }
            if codes.contains(bundle.lead), !isLeadOurs || !ours.isEmpty || bundle.parts.isEmpty {
                findings.error(
                    map.place(of: isLeadOurs ? "parts" : "lead"), "bundle.owner",
                    LocalizedText(
                        vi: "Thủ tục dẫn phải do thành phố giải quyết, các thủ tục đi cùng do hệ thống khác.",
                        en: "The lead is decided by the city, and its parts by other systems."),
                    cure: LocalizedText(
                        vi: "Đổi thủ tục dẫn; hoặc bỏ phần do thành phố giải quyết.",
                        en: "Choose another lead, or leave out the parts the city decides."))
            }
            guard let lead = procedures.first(where: { $0.code == bundle.lead }) else { continue }
            rules(bundle, lead.ruleEnvironment, map, findings)
        }
    }

    private static func rules(
        _ bundle: ProcedureBundle, _ environment: RuleEnvironment, _ map: YAMLMap, _ findings: Findings
    ) {
        for part in bundle.parts {
            if part.units.isEmpty {
                findings.error(
                    map.place(of: "parts"), "competence.missing",
                    LocalizedText(
                        vi: "Chưa nói ai giải quyết \(part.procedure).",
                        en: "It does not say who decides \(part.procedure)."),
                    cure: LocalizedText(vi: "Thêm “units”.", en: "Add “units”."))
            }
            for rule in [part.when] + part.units.flatMap({ [$0.when, $0.area, $0.unit] }) {
                guard let rule else { continue }
                do throws(RuleFault) {
                    _ = try rule.check(environment)
                } catch {
                    findings.error(
                        map.place(of: "parts"), "rule.check", error.text,
                        cure: LocalizedText(vi: "Sửa “\(rule.source)”.", en: "Mend “\(rule.source)”."))
                }
            }
        }
    }
}
