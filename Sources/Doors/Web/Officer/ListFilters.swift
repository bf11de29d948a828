import Catalogue
import Civic
import Directory
import Dossiers

/// The filter form of a worklist and a chip for each condition that holds.
struct ListFilters {
    let house: House
    let address: WorklistAddress
    let words: OfficerWords
    let actor: Actor

    func put(into model: inout Model) {
        let query = address.query
        model["f_list"] = query.list.rawValue
        model.say("f_search", query.search)
        let units = Set((actor.officer?.posts ?? []).map(\.unit)).sorted()
        model["f_units"] = units.map { Choice.option($0.text, words.unit($0), selected: query.unit == $0) }
        model["f_heats"] = Heat.allCases.map {
            Choice.option($0.rawValue, words["heat_\($0.rawValue)"], selected: query.heat == $0)
        }
        model["f_procedures"] = house.procedures.map {
            Choice.option($0.code, $0.name[words.language], selected: query.procedure == $0.code)
        }
        let chips = chips
        if !chips.isEmpty {
            model["has_chips"] = true
            model["chips"] = chips
        }
    }

    private var chips: [Model] {
        let query = address.query
        var chips: [Model] = []
        func chip(_ text: String, _ change: (inout WorklistQuery) -> Void) {
            chips.append(["chip_text": text, "chip_href": words.base + address.with(change)])
        }
        if let unit = query.unit { chip(words.unit(unit)) { $0.unit = nil } }
        if let code = query.procedure {
            // A procedure of an old link, or mistyped.
            chip(house.procedure(code)?.name[words.language] ?? words["chip_unknown", ["code": code]]) {
                $0.procedure = nil
            }
        }
        if let heat = query.heat { chip(words["heat_\(heat.rawValue)"]) { $0.heat = nil } }
        if let search = query.search { chip("“\(search)”") { $0.search = nil } }
        return chips
    }
}
