import Civic
import Directory

/// Which of the desk's pages the navigation offers: those that open for this officer, and no other.
struct DeskNav: Sendable {
    private let directory: DirectoryBook

    init(_ directory: DirectoryBook) {
        self.directory = directory
    }

    func model(for actor: Actor, _ words: Words) -> Model {
        var model: Model = [:]
        if let officer = actor.officer, officer.isViewing, let post = officer.posts.first {
            let unit = (directory.tree.unit(post.unit, on: directory.today) ?? directory.tree.latest(post.unit))?.name
            model["viewing"] =
                words[
                    "admin_viewing",
                    [
                        "role": words["role_\(post.role.rawValue)"], "unit": unit?[words.language] ?? post.unit.text,
                    ]]
        }
        if CounterPages.serving.admits(actor) { model["nav_counter"] = true }
        if OversightPages.readsLog.admits(actor) { model["nav_log"] = true }
        if AuditPages.examines.admits(actor) { model["nav_audit"] = true }
        if AdminPages.enters.admits(actor) { model["nav_admin"] = true }
        // Team, figures, mandates and absences are read under one rule, of the officer's first unit.
        if let unit = actor.officer.flatMap({ $0.posts.first?.unit ?? $0.unit }),
            directory.decide(.seeUnitStatistics, on: .unit(unit), by: actor).isAllowed
        {
            model["nav_unit"] = true
        }
        if KeyPage.concerns(actor) { model["nav_key"] = true }
        if seesDay(actor) { model["nav_day"] = true }
        return model
    }

    /// Whether a service point is among the officer's units, or under them where he looks over them.
    private func seesDay(_ actor: Actor) -> Bool {
        let (tree, today) = (directory.tree, directory.today)
        return Set(actor.officer?.posts.map(\.unit) ?? []).contains { root in
            let units = [tree.unit(root, on: today)].compactMap { $0 } + tree.descendants(of: root, on: today)
            let point = units.first { $0.kind == .servicePoint }
            return point.map { directory.decide(.seeUnitStatistics, on: .unit($0.code), by: actor).isAllowed } ?? false
        }
    }
}
