import Catalogue
import Civic
import Directory
import Store

/// When a unit ends its open work does not: it goes to the unit that took over (decision record 0020).
extension DossierDesk {
    /// Moves the open work of every unit that has ended. Run by the house now and then; where nothing lies with an ended
    /// unit it is one indexed look for each.
    /// - Returns: how many dossiers moved.
    @discardableResult
    package func transferFromEndedUnits() async throws -> Int {
        let today = directory.zone.day(clock.now())
        let tree = directory.tree
        let ended = Set(tree.units.map(\.code)).filter { code in
            tree.unit(code, on: today) == nil && (tree.latest(code)?.validTo.map { $0 < today } ?? false)
        }
        var moved = 0
        for unit in ended.sorted(by: { $0.text < $1.text }) {
            var last: ID<Dossier>? = ID(0)
            while let after = last {
                let held = try await database.read {
                    try $0.all(TaskStore.dossiersOfUnit, [.text(unit.text), .id(after)]) { $0.id(0, of: Dossier.self) }
                }
                for dossier in held where try await transfer(dossier, from: ended, on: today) { moved += 1 }
                last = held.count == 100 ? held.last : nil
            }
        }
        return moved
    }

    private func transfer(_ id: ID<Dossier>, from ended: Set<UnitCode>, on today: Day) async throws -> Bool {
        let state = try await state(of: id)
        let dossier = state.dossier
        let related = UnitRelation.allCases.map { dossier.unit(standingAs: $0) }
        let units = Set(related + state.openTasks.map(\.unit))
        let area = try await area(of: dossier)
        var successors: [UnitCode: UnitCode] = [:]
        for unit in units.intersection(ended) {
            successors[unit] = SuccessionPolicy.successor(
                of: unit, area: area, in: directory.tree, directory.atlas, on: today)
        }
        // Without a successor it stays where it is, and is told as late there and to the head above.
        guard !successors.isEmpty else { return false }
        let words = successors.sorted { $0.key.text < $1.key.text }.map { old, new in
            "\(directory.tree.latest(old)?.name.vi ?? old.text) → \(directory.tree.latest(new)?.name.vi ?? new.text)"
        }
        let change = successors
        do {
            _ = try await perform(
                on: state, expecting: dossier.version, by: .system("succession"), useCase: "transfer"
            ) { try $0.transfer(to: change, words.joined(separator: "; ")) }
            return true
        } catch DossierProblem.versionChanged {
            return false
        }
    }

    /// The area by which its body was chosen on the day it was lodged.
    private func area(of dossier: Dossier) async throws -> String? {
        guard let procedure = try? procedure(of: dossier) else { return nil }
        let answers = try await database.read { try CaseReader.answers(of: dossier.id, in: $0) }
        let journey = FormJourney(procedure, context(dossier.channel, on: directory.zone.day(dossier.lodgedAt)))
        return try? journey.competence(answers, receiving: dossier.receiving, in: directory.tree).area
    }
}

/// Who takes over from a unit that ended: the unit its row names (`transfer_to`), and where its area was divided the
/// body of the same work for the area of the case.
enum SuccessionPolicy {
    static func successor(
        of unit: UnitCode, area: String?, in tree: UnitTree, _ atlas: AreaAtlas, on day: Day
    ) -> UnitCode? {
        if let named = tree.standing(for: unit, on: day) { return named.code }
        guard let old = tree.latest(unit), let end = old.validTo else { return nil }
        // One receives and another decides: the point of the new commune, or its People's Committee.
        let kind = old.kind == .servicePoint ? UnitKind.servicePoint : .communePC
        for code in [area].compactMap({ $0 }) + old.areas {
            guard let area = atlas.area(code, on: end) else { continue }
            for heir in atlas.successors(of: area, on: day) {
                if let found = tree.units(of: kind, serving: heir.code, on: day).first { return found.code }
            }
        }
        return nil
    }
}
