import Catalogue
import Civic
import Directory

/// The units a question may go to.
struct AskedUnits {
    let house: House
    let rule: AskRule

    /// Units of the kinds the rule allows whose name holds the words, marks or not; those ticked stay. Before anything
    /// is searched: those of the places the answers name, or all where they are few.
    func found(_ sought: String, _ chosen: Set<String>, near places: Set<String>) -> [Unit] {
        let wanted = VietnameseText.fold(sought)
        let today = house.today
        let allowed = house.directory.tree.units.filter { unit in
            unit.isValid(on: today) && (rule.unitKinds.isEmpty || rule.unitKinds.contains(unit.kind.rawValue))
        }
        let found = allowed.filter { unit in
            if chosen.contains(unit.code.text) { return true }
            if !wanted.isEmpty { return VietnameseText.fold(unit.name.vi).contains(wanted) }
            // A city's body has every place below it; it is near to none.
            return allowed.count <= 30 || (unit.areas.count == 1 && unit.areas.contains(where: places.contains))
        }
        return Array(found.prefix(50))
    }
}

/// Codes of the areas a form's answers name: where somebody lives, lived before, was born.
struct AnsweredAreas {
    let codes: Set<String>

    init(_ procedure: Procedure, _ answers: Answers) {
        let fields = procedure.pages.flatMap(\.fields).flatMap(\.parts).filter { $0.type == .area }
        codes = Set(fields.compactMap { answers.text($0.id) })
    }
}
